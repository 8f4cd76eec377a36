#include "core/features/feed_features.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/data/duckdb.h"
#include "core/features/definitions.h"
#include "core/features/feed_inputs.h"
#include "core/features/feed_sql.h"
#include "core/features/split/split.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

/// The files of one build. They take their names together, after the last one is written.
class Output
{
public:
    Output(data::Duck &duck, fs::path folder, const RunContext &context)
        : m_duck(duck)
        , m_folder(std::move(folder))
        , m_context(context)
    {
    }

    Status writeQuery(std::string_view name, std::string_view query)
    {
        SLIPWAY_ASSIGN(workspace::NewFile file, workspace::NewFile::create(m_folder / name));
        // The engine allows a folder by its whole name.
        const auto target = data::quoted(fs::absolute(file.temporaryPath()).lexically_normal().string());
        m_files.push_back(std::move(file));
        return m_duck.execute(fmt::format("COPY ({}) TO {} (FORMAT parquet)", query, target), m_context);
    }

    void add(workspace::NewFile file) { m_files.push_back(std::move(file)); }

    Status commit()
    {
        if (m_context.cancelled())
            return cancelled();
        for (auto &file : m_files)
            SLIPWAY_TRY(file.commit());
        return done();
    }

private:
    data::Duck &m_duck;
    fs::path m_folder;
    const RunContext &m_context;
    std::vector<workspace::NewFile> m_files;
};

/// The one row of a query as an object; missing values are null.
Result<Json> rowOf(data::Duck &duck, const std::string &query, const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Table table, duck.query(query, context));
    Json row = Json::object();
    for (const auto &column : table.columns) {
        if (column.kind == data::ColumnKind::Number)
            row[column.name] = std::isfinite(column.numbers[0]) ? Json(column.numbers[0]) : Json();
        else
            row[column.name] =
                column.codes[0] < 0 ? Json() : Json(column.levels[static_cast<std::size_t>(column.codes[0])]);
    }
    return row;
}

Result<Json> describePart(data::Duck &duck, const SplitPart &part, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const data::Table table,
        duck.query("SELECT count(*), avg(click), min(time_us), max(time_us) FROM interactions WHERE "
                       + part.condition,
                   context));
    const auto whole = [&](std::size_t i) { return static_cast<std::int64_t>(table.columns[i].numbers[0]); };
    return Json {{"rows", whole(0)},
                 {"click_rate", table.columns[1].numbers[0]},
                 {"first", isoTime(whole(2))},
                 {"last", isoTime(whole(3))}};
}

/// How many interactions name a user or an item that its file does not have.
Result<Json> countUnmatched(data::Duck &duck, const RunContext &context)
{
    Json counts = Json::object();
    for (const auto &[table, id] : {std::pair("users", "user_id"), {"items", "item_id"}}) {
        SLIPWAY_ASSIGN(
            const double rows,
            duck.number(fmt::format("SELECT count(*) FROM interactions ANTI JOIN {} USING ({})", table, id),
                        context));
        counts[table] = static_cast<std::int64_t>(rows);
    }
    return counts;
}

/// What a user or an item about whom nothing is known gets, by feature.
Result<Json> unknownValues(data::Duck &duck, const RunContext &context)
{
    Json values = Json::object();
    for (const auto entity : {FeatureEntity::User, FeatureEntity::Item}) {
        SLIPWAY_ASSIGN(values[std::string(entityName(entity))], rowOf(duck, unknownSql(entity), context));
    }
    return values;
}

Status makeTables(data::Duck &duck, TimeMicros asOf, const RunContext &context)
{
    SLIPWAY_TRY(duck.execute(priorsSql(), context));
    SLIPWAY_TRY(duck.execute(priorsNowSql(asOf), context));
    context.progress(0.3, "Looking back from each interaction");
    return duck.execute(historiesSql(), context);
}

/// How many rows the online files have, so that a mixture of two builds is noticed.
Result<Json> countOnline(data::Duck &duck, const RunContext &context)
{
    Json counts = Json::object();
    for (const auto &[name, entity] : {std::pair("users", FeatureEntity::User),
                                       {"items", FeatureEntity::Item},
                                       {"user_categories", FeatureEntity::UserCategory}}) {
        SLIPWAY_ASSIGN(const double rows,
                       duck.number(fmt::format("SELECT count(*) FROM ({})", snapshotSql(entity)), context));
        counts[name] = static_cast<std::int64_t>(rows);
    }
    return counts;
}

} // namespace

Result<Json> buildFeedFeatures(const fs::path &rawFolder, const fs::path &outFolder,
                               const BuildOptions &options, const RunContext &context)
{
    const double began = steadySeconds();
    context.progress(0, "Reading the interactions");
    SLIPWAY_ASSIGN(const auto inputs, feedInputFiles(rawFolder));
    // Also makes the folder, which the engine must find before it is locked to it.
    SLIPWAY_ASSIGN(workspace::NewFile documentFile, workspace::NewFile::create(outFolder / "features.json"));
    SLIPWAY_ASSIGN(data::Duck duck,
                   data::Duck::open({.allowed = {inputs[0], inputs[1], inputs[2], outFolder},
                                     .temporaryFolder = options.temporaryFolder,
                                     .memoryBytes = options.memoryBytes,
                                     .threads = options.threads}));
    SLIPWAY_TRY(loadFeedInputs(duck, inputs, context));
    SLIPWAY_ASSIGN(const auto parted,
                   split(duck,
                         {.table = "interactions",
                          .trainShare = options.trainShare,
                          .valShare = options.valShare,
                          .time = "time_us"},
                         context));
    const auto &parts = parted.parts;
    const TimeMicros asOf = parts.back().until;
    SLIPWAY_TRY(makeTables(duck, asOf, context));

    Json document = feedDefinitionsJson();
    document["as_of"] = isoTime(asOf);
    SLIPWAY_ASSIGN(document["unknown_values"], unknownValues(duck, context));
    SLIPWAY_ASSIGN(document["unmatched"], countUnmatched(duck, context));
    document["boundaries"] = {{"val", isoTime(parts[1].from)}, {"test", isoTime(parts[2].from)}};

    Output output(duck, outFolder, context);
    double fraction = 0.6;
    for (const auto &part : parts) {
        context.progress(fraction, fmt::format("Writing the {} features", part.name));
        fraction += 0.1;
        SLIPWAY_TRY(
            output.writeQuery(fmt::format("{}_features.parquet", part.name), featuresSql(part.condition)));
        SLIPWAY_ASSIGN(document["splits"][std::string(part.name)], describePart(duck, part, context));
    }
    context.progress(0.9, "Writing the online features");
    SLIPWAY_TRY(output.writeQuery("online_users.parquet", snapshotSql(FeatureEntity::User)));
    SLIPWAY_TRY(
        output.writeQuery("online_user_categories.parquet", snapshotSql(FeatureEntity::UserCategory)));
    SLIPWAY_TRY(output.writeQuery("online_items.parquet", snapshotSql(FeatureEntity::Item)));
    SLIPWAY_ASSIGN(document["online"], countOnline(duck, context));
    SLIPWAY_TRY(documentFile.write(writeJson(document, 2) + "\n"));
    output.add(std::move(documentFile));
    SLIPWAY_TRY(output.commit());
    context.progress(1, "Features are ready");

    Json rows = Json::object();
    for (const auto &[part, description] : document["splits"].items())
        rows[part] = description["rows"];
    return Json {{"rows", std::move(rows)},           {"boundaries", document["boundaries"]},
                 {"splits", document["splits"]},      {"features", feedFeatureNames()},
                 {"online", document["online"]},      {"unmatched", document["unmatched"]},
                 {"seconds", steadySeconds() - began}};
}

} // namespace slipway::features
