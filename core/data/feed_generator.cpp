#include "core/data/feed_generator.h"

#include "core/base/messages.h"
#include "core/data/duckdb.h"
#include "core/data/feed_csv.h"
#include "core/data/feed_world.h"
#include "core/data/ordered_blocks.h"
#include "core/workspace/config.h"
#include "core/workspace/vault.h"

#include <algorithm>
#include <array>
#include <future>
#include <memory>

namespace slipway::data {

namespace {

using Kind = NewColumn::Kind;
using workspace::NewFile;

constexpr std::string_view stage = "generate";

/// Rows of one block, and their text where CSV is written.
struct FeedBlock {
    std::size_t index = 0;
    std::vector<FeedRow> rows;
    std::string text;

    std::int64_t firstId() const { return static_cast<std::int64_t>(index * FeedWorld::blockRows); }
};

using FeedBlocks = OrderedBlocks<FeedBlock>;

/// How well the true probabilities order the clicks, from counts in narrow bins of the probability.
class BestAuc
{
public:
    void add(const FeedRow &row)
    {
        const auto bin = static_cast<std::size_t>(row.probability * static_cast<double>(bins));
        ++(row.click ? m_clicks : m_others)[std::min(bin, bins - 1)];
    }

    std::int64_t clicks() const { return sum(m_clicks); }

    double value() const
    {
        double pairs = 0;
        double othersBelow = 0;
        for (std::size_t i = 0; i < bins; ++i) {
            const auto others = static_cast<double>(m_others[i]);
            pairs += static_cast<double>(m_clicks[i]) * (othersBelow + others / 2);
            othersBelow += others;
        }
        return pairs / (static_cast<double>(clicks()) * othersBelow);
    }

private:
    static constexpr std::size_t bins = 1 << 16;
    static std::int64_t sum(const std::vector<std::int64_t> &counts)
    {
        std::int64_t total = 0;
        for (const auto count : counts)
            total += count;
        return total;
    }

    std::vector<std::int64_t> m_clicks = std::vector<std::int64_t>(bins);
    std::vector<std::int64_t> m_others = std::vector<std::int64_t>(bins);
};

/// Gives DuckDB the rows of a list with known length.
template <typename Fill>
RowMaker listed(std::size_t count, Fill fill, const RunContext &context)
{
    return [count, fill, &context, at = std::size_t(0)](NewRows &rows) mutable -> Result<std::size_t> {
        if (context.cancelled())
            return cancelled();
        const std::size_t now = std::min(rows.capacity(), count - at);
        for (std::size_t i = 0; i < now; ++i)
            fill(at + i, i, rows);
        at += now;
        return now;
    };
}

/// Gives DuckDB the rows of all blocks, of which a chunk takes a part.
template <typename Fill>
RowMaker streamed(FeedBlocks &blocks, std::size_t reader, Fill fill, const RunContext &context)
{
    return [&blocks, reader, fill, &context, block = static_cast<const FeedBlock *>(nullptr),
            at = std::size_t(0)](NewRows &rows) mutable -> Result<std::size_t> {
        if (!block || at == block->rows.size()) {
            block = blocks.next(reader);
            at = 0;
        }
        if (context.cancelled())
            return cancelled();
        if (!block)
            return std::size_t(0);
        const std::size_t now = std::min(rows.capacity(), block->rows.size() - at);
        for (std::size_t i = 0; i < now; ++i)
            fill(*block, at + i, i, rows);
        at += now;
        return now;
    };
}

Status writeTable(const NewFile &file, const std::string &format, const std::vector<NewColumn> &columns,
                  const RowMaker &make, const RunContext &context)
{
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = {file.temporaryPath()}, .threads = 1}));
    return duck.write(file.temporaryPath(), format, columns, make, context);
}

Status writeUsers(const FeedWorld &world, const NewFile &file, const std::string &format,
                  const RunContext &context)
{
    const auto fill = [&](std::size_t id, std::size_t row, NewRows &rows) {
        const FeedUser &user = world.users()[id];
        rows.whole(0)[row] = static_cast<std::int64_t>(id);
        rows.whole(1)[row] = user.age;
        rows.setText(2, row, feedCountries[user.country]);
        rows.setText(3, row, feedSegments[user.segment]);
        rows.whole(4)[row] = user.signup;
    };
    return writeTable(file, format,
                      {{"user_id", Kind::Whole},
                       {"age", Kind::Whole},
                       {"country", Kind::Text},
                       {"activity_segment", Kind::Text},
                       {"signup_time", Kind::Time}},
                      listed(world.users().size(), fill, context), context);
}

Status writeItems(const FeedWorld &world, const NewFile &file, const std::string &format,
                  const RunContext &context)
{
    const auto fill = [&](std::size_t id, std::size_t row, NewRows &rows) {
        const FeedItem &item = world.items()[id];
        rows.whole(0)[row] = static_cast<std::int64_t>(id);
        rows.setText(1, row, feedCategories[item.category]);
        rows.whole(2)[row] = item.lengthSeconds;
        rows.whole(3)[row] = item.followers;
        rows.whole(4)[row] = item.created;
    };
    return writeTable(file, format,
                      {{"item_id", Kind::Whole},
                       {"category", Kind::Text},
                       {"length_seconds", Kind::Whole},
                       {"creator_followers", Kind::Whole},
                       {"created_at", Kind::Time}},
                      listed(world.items().size(), fill, context), context);
}

Status writeInteractionsParquet(FeedBlocks &blocks, const NewFile &file, const RunContext &context)
{
    const auto fill = [](const FeedBlock &block, std::size_t from, std::size_t row, NewRows &rows) {
        const FeedRow &each = block.rows[from];
        rows.whole(0)[row] = block.firstId() + static_cast<std::int64_t>(from);
        rows.whole(1)[row] = each.time;
        rows.whole(2)[row] = each.user;
        rows.whole(3)[row] = each.item;
        rows.setText(4, row, feedDevices[each.device]);
        rows.whole(5)[row] = each.position;
        rows.whole(6)[row] = each.click;
        rows.reals(7)[row] = each.dwellTenths / 10.0;
    };
    return writeTable(file, "parquet",
                      {{"interaction_id", Kind::Whole},
                       {"timestamp", Kind::Time},
                       {"user_id", Kind::Whole},
                       {"item_id", Kind::Whole},
                       {"device", Kind::Text},
                       {"position", Kind::Whole},
                       {"click", Kind::Whole},
                       {"dwell_time", Kind::Real}},
                      streamed(blocks, 0, fill, context), context);
}

Status writeInteractionsCsv(FeedBlocks &blocks, NewFile &file, const RunContext &context)
{
    SLIPWAY_TRY(file.write(feedCsvHeader()));
    while (const FeedBlock *block = blocks.next(0)) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(file.write(block->text));
    }
    return context.cancelled() ? Status(cancelled()) : done();
}

/// The second reader of the blocks: the truth goes into its own file, and the clicks are counted on the way.
Status writeTruth(FeedBlocks &blocks, std::size_t count, const NewFile &file, BestAuc &auc,
                  const RunContext &context)
{
    const auto fill = [&](const FeedBlock &block, std::size_t from, std::size_t row, NewRows &rows) {
        rows.whole(0)[row] = block.firstId() + static_cast<std::int64_t>(from);
        rows.reals(1)[row] = block.rows[from].probability;
        auc.add(block.rows[from]);
        if (from == 0)
            context.progress(static_cast<double>(block.index) / static_cast<double>(count), stage);
    };
    return writeTable(file, "parquet", {{"interaction_id", Kind::Whole}, {"probability", Kind::Real}},
                      streamed(blocks, 1, fill, context), context);
}

/// Interactions and truth side by side, from one stream of blocks.
Status writeBlocks(const FeedWorld &world, NewFile &interactions, const NewFile &truth, bool csv,
                   BestAuc &auc, const RunContext &context)
{
    const auto make = [&](std::size_t index, FeedBlock &into) {
        into.index = index;
        world.makeBlock(index, into.rows);
        if (csv)
            writeFeedCsv(into.rows, into.firstId(), into.text);
    };
    const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
    FeedBlocks blocks(world.blocks(), 2, threads, make, context.stop);
    auto truthWritten = std::async(std::launch::async, [&] {
        auto status = writeTruth(blocks, world.blocks(), truth, auc, context);
        if (!status)
            blocks.stop(); // nobody must wait for a reader that is gone
        return status;
    });
    const auto written = csv ? writeInteractionsCsv(blocks, interactions, context)
                             : writeInteractionsParquet(blocks, interactions, context);
    if (!written)
        blocks.stop();
    const auto truthStatus = truthWritten.get();
    return written ? truthStatus : written;
}

Result<FeedOptions> completed(FeedOptions options)
{
    if (options.users == 0)
        options.users = std::max<std::int64_t>(options.interactions / 100, 50);
    if (options.items == 0)
        options.items = std::max<std::int64_t>(options.interactions / 200, 25);
    const Json settings {{"rows", options.interactions},
                         {"users", options.users},
                         {"items", options.items},
                         {"days", options.days}};
    for (const auto &[name, value] : settings.items()) {
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(feedParameters(), name));
        SLIPWAY_TRY(checkedValue(*parameter, value));
    }
    return options;
}

} // namespace

std::span<const Parameter> feedParameters()
{
    static const auto parameters = [] {
        constexpr std::string_view section = "generation.";
        std::vector<Parameter> own;
        for (auto parameter : workspace::configSchema("data_config.yaml").parameters) {
            if (!parameter.name.starts_with(section))
                continue;
            parameter.name.erase(0, section.size());
            own.push_back(std::move(parameter));
        }
        return own;
    }();
    return parameters;
}

Result<FeedOptions> feedOptions(const Json &settings)
{
    FeedOptions options;
    for (const auto &[name, value] : settings.items()) {
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(feedParameters(), name));
        SLIPWAY_ASSIGN(const Json checked, checkedValue(*parameter, value));
        if (name == "rows")
            options.interactions = checked;
        else if (name == "seed")
            options.seed = checked;
        else if (name == "users")
            options.users = checked;
        else if (name == "items")
            options.items = checked;
        else if (name == "days")
            options.days = checked;
        else if (name == "start") {
            SLIPWAY_ASSIGN(options.start, parseIsoTime(checked.get<std::string>()));
        }
    }
    return options;
}

Result<Json> generateFeed(const FeedOptions &wanted, const std::filesystem::path &folder,
                          const std::string &format, const std::filesystem::path &truthFile,
                          const RunContext &context)
{
    if (format != "csv" && format != "parquet")
        return failure("data.format_unknown", {{"format", format}});
    SLIPWAY_ASSIGN(const FeedOptions options, completed(wanted));
    if (context.cancelled())
        return cancelled();
    const FeedWorld world(options, context.stop);
    if (context.cancelled())
        return cancelled();

    const std::array paths {folder / ("users." + format), folder / ("items." + format),
                            folder / ("interactions." + format), truthFile};
    std::vector<NewFile> files;
    for (const auto &path : paths) {
        SLIPWAY_ASSIGN(NewFile file, NewFile::create(path));
        files.push_back(std::move(file));
    }
    BestAuc auc;
    SLIPWAY_TRY(writeUsers(world, files[0], format, context));
    SLIPWAY_TRY(writeItems(world, files[1], format, context));
    SLIPWAY_TRY(writeBlocks(world, files[2], files[3], format == "csv", auc, context));
    for (auto &file : files) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(file.commit());
    }
    context.progress(1, stage);

    Json result {
        {"seed", options.seed},
        {"rows",
         {{"users", options.users}, {"items", options.items}, {"interactions", options.interactions}}},
        {"files",
         {{"users", paths[0].string()},
          {"items", paths[1].string()},
          {"interactions", paths[2].string()},
          {"truth", paths[3].string()}}},
        {"clicks", auc.clicks()},
        {"click_rate", static_cast<double>(auc.clicks()) / static_cast<double>(options.interactions)}};
    setNumber(result, "best_auc", auc.value(), "needs at least one click and one interaction without");
    return result;
}

} // namespace slipway::data
