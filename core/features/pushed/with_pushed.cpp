#include "core/features/pushed/with_pushed.h"

#include "core/base/messages.h"
#include "core/data/export.h"
#include "core/data/source.h"
#include "core/features/pushed/column_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;
using data::identifier;

constexpr std::string_view lineColumn = "slipway_line";
constexpr std::string_view momentColumn = "slipway_moment";
constexpr std::string_view rowColumn = "slipway_row";

Error badRow(const fs::path &file, std::int64_t line, std::string_view reason)
{
    return failure("pushed.bad_row", {{"file", file.string()}, {"line", line}, {"reason", reason}});
}

/// A column of the data set that pushed rows have a value for.
struct Target {
    std::string column;
    std::string type;
    std::vector<const PushedPlan::Value *> values; ///< the first one that is not null counts
};

std::vector<Target> targetsOf(const PushedPlan &plan)
{
    std::vector<Target> targets;
    for (const auto &value : plan.values) {
        auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const auto &target) { return target.column == value.column; });
        if (found == targets.end()) {
            targets.push_back({value.column, value.type, {}});
            found = targets.end() - 1;
        }
        found->values.push_back(&value);
    }
    return targets;
}

/// Turns the new lines of a file into rows of texts: the line's number, its moment, a text for each target.
class LineReader
{
public:
    LineReader(const PushedPart &part, const std::vector<Target> &targets)
        : m_part(part)
        , m_targets(targets)
        , m_stream(part.file.path, std::ios::binary)
        , m_line(part.file.kept.lines)
        , m_left(part.file.end.bytes - part.file.kept.bytes)
    {
        m_stream.seekg(static_cast<std::streamoff>(part.file.kept.bytes));
    }

    std::vector<data::NewColumn> columns() const
    {
        std::vector<data::NewColumn> columns {{std::string(lineColumn), data::NewColumn::Kind::Whole},
                                              {std::string(momentColumn), data::NewColumn::Kind::Text}};
        for (const auto &target : m_targets)
            columns.push_back({target.column, data::NewColumn::Kind::Text});
        return columns;
    }

    Result<std::size_t> fill(data::NewRows &rows)
    {
        std::size_t made = 0;
        std::string line;
        while (made < rows.capacity() && m_left > 0 && std::getline(m_stream, line)) {
            m_left -= std::min<std::uintmax_t>(m_left, line.size() + 1);
            ++m_line;
            const auto json = Json::parse(line, nullptr, false);
            if (!json.is_object())
                return badRow(m_part.file.path, m_line, "it is no JSON object");
            rows.whole(0)[made] = m_line;
            put(rows, 1, made,
                json.value("event_timestamp", Json()).is_string()
                    ? std::optional(json["event_timestamp"].get<std::string>())
                    : std::nullopt);
            for (std::size_t i = 0; i < m_targets.size(); ++i) {
                SLIPWAY_ASSIGN(const auto text, textOf(json, m_targets[i]));
                put(rows, 2 + i, made, text);
            }
            ++made;
        }
        return made;
    }

private:
    static void put(data::NewRows &rows, std::size_t column, std::size_t row,
                    const std::optional<std::string> &text)
    {
        rows.setText(column, row, text.value_or(std::string()));
        if (!text)
            rows.setMissing(column, row);
    }

    Result<std::optional<std::string>> textOf(const Json &line, const Target &target) const
    {
        std::optional<std::string> chosen;
        const PushedPlan::Value *from = nullptr;
        for (const auto *value : target.values) {
            const auto found = line.find(value->member);
            if (found == line.end())
                return badRow(m_part.file.path, m_line, fmt::format("it has no {}", value->member));
            const auto text = columnText(*found, value->type, value->isTime);
            if (!text)
                return badRow(m_part.file.path, m_line,
                              fmt::format("{} {}", value->member, text.error().message));
            if (!text.value())
                continue;
            if (from && *text.value() != *chosen)
                return badRow(m_part.file.path, m_line,
                              fmt::format("{} and {} are both the column {}, but differ", from->member,
                                          value->member, target.column));
            from = value;
            chosen = text.value();
        }
        const auto &keys = m_part.plan.keys;
        if (!chosen && std::find(keys.begin(), keys.end(), target.column) != keys.end())
            return badRow(m_part.file.path, m_line, fmt::format("its key {} is missing", target.column));
        return chosen;
    }

    const PushedPart &m_part;
    const std::vector<Target> &m_targets;
    std::ifstream m_stream;
    std::int64_t m_line;
    std::uintmax_t m_left;
};

class Merge
{
public:
    Merge(data::Source &source, fs::path folder, const RunContext &context)
        : m_source(source)
        , m_folder(std::move(folder))
        , m_context(context)
        , m_query("SELECT * FROM " + source.expression)
    {
    }

    Status add(const PushedPart &part)
    {
        const auto targets = targetsOf(part.plan);
        const auto file = m_folder / fmt::format("pushed-{}.parquet", m_files.size());
        m_files.push_back(file);
        LineReader reader(part, targets);
        SLIPWAY_TRY(m_source.duck.write(
            file, "parquet", reader.columns(),
            [&](data::NewRows &rows) -> Result<std::size_t> {
                if (m_context.cancelled())
                    return cancelled();
                return reader.fill(rows);
            },
            m_context));
        const auto lines = fmt::format("read_parquet({})", data::quoted(data::literalPath(file)));
        SLIPWAY_TRY(checkTypes(part, targets, lines));
        SLIPWAY_TRY(checkVisible(part, targets, lines));
        if (!part.plan.replaces) {
            m_query = appended(targets, lines);
            return done();
        }
        // Read several times below.
        const auto facts = fmt::format("slipway_facts_{}", m_files.size());
        SLIPWAY_TRY(m_source.duck.execute(
            fmt::format("CREATE TABLE {} AS {}", facts, replaced(part.plan, targets, lines)), m_context));
        m_query = "SELECT * FROM " + facts;
        return done();
    }

    Result<fs::path> write()
    {
        const auto out = m_folder / "rows.parquet";
        SLIPWAY_TRY(m_source.duck.execute(fmt::format("COPY ({}) TO {} {}", m_query,
                                                      data::quoted(data::absoluteText(out)),
                                                      data::copyOptions(data::ExportFormat::Parquet)),
                                          m_context));
        std::error_code ignored; // the folder goes with the job
        for (const auto &file : m_files)
            fs::remove(file, ignored);
        return out;
    }

private:
    static std::string casts(const std::vector<Target> &targets)
    {
        std::vector<std::string> list;
        for (const auto &target : targets)
            list.push_back(fmt::format("{} AS {}", castSql(identifier(target.column), target.type),
                                       identifier(target.column)));
        return fmt::format("{}", fmt::join(list, ", "));
    }

    /// What does not fit into its column: a number that is too large for it, a day with an hour.
    Status checkTypes(const PushedPart &part, const std::vector<Target> &targets, const std::string &lines)
    {
        for (const auto &target : targets) {
            const auto column = identifier(target.column);
            SLIPWAY_ASSIGN(
                const auto first,
                m_source.duck.query(fmt::format("SELECT {0}, {1} FROM {2} WHERE {3} ORDER BY {0} LIMIT 1",
                                                lineColumn, column, lines, misfitSql(column, target.type)),
                                    m_context));
            if (first.rows() == 0)
                continue;
            const auto &text = first.columns[1];
            return badRow(part.file.path, static_cast<std::int64_t>(first.columns[0].numbers[0]),
                          fmt::format("{} does not fit into the column {}, which is {}",
                                      text.levels.at(static_cast<std::size_t>(text.codes[0])), target.column,
                                      target.type));
        }
        return done();
    }

    /// A row that the source does not see would be lost without a word.
    Status checkVisible(const PushedPart &part, const std::vector<Target> &targets, const std::string &lines)
    {
        if (part.plan.where.empty())
            return done();
        SLIPWAY_ASSIGN(
            const auto first,
            m_source.duck.query(
                fmt::format("SELECT {0} FROM (SELECT * FROM (SELECT * FROM {1} LIMIT 0) UNION ALL BY NAME "
                            "SELECT {2}, {0} "
                            "FROM {3}) WHERE NOT coalesce(CAST({4} AS BOOLEAN), false) ORDER BY {0} LIMIT 1",
                            lineColumn, m_source.expression, casts(targets), lines, part.plan.where),
                m_context));
        if (first.rows() == 0)
            return done();
        return badRow(part.file.path, static_cast<std::int64_t>(first.columns[0].numbers[0]),
                      fmt::format("the source sees only rows of which this is true: {}", part.plan.where));
    }

    std::string appended(const std::vector<Target> &targets, const std::string &lines) const
    {
        return fmt::format("SELECT * FROM ({}) UNION ALL BY NAME (SELECT {} FROM {})", m_query,
                           casts(targets), lines);
    }

    std::string replaced(const PushedPlan &plan, const std::vector<Target> &targets,
                         const std::string &lines) const
    {
        std::vector<std::string> keys;
        std::vector<std::string> same;
        for (const auto &key : plan.keys) {
            keys.push_back(identifier(key));
            same.push_back(fmt::format("old.{0} = new.{0}", identifier(key)));
        }
        // Everybody's facts have no key: there is one row.
        const auto on = same.empty() ? std::string("true") : fmt::format("{}", fmt::join(same, " AND "));
        const auto each =
            keys.empty() ? std::string() : fmt::format("PARTITION BY {} ", fmt::join(keys, ", "));
        const auto latest = fmt::format(
            "(SELECT {0}, {1} FROM {2} QUALIFY row_number() OVER ({3}ORDER BY {4} DESC, {1} DESC) = 1)",
            casts(targets), lineColumn, lines, each, momentColumn);
        std::vector<std::string> values;
        for (const auto &target : targets)
            values.push_back(fmt::format("CASE WHEN new.{0} IS NULL THEN old.{1} ELSE new.{1} END AS {1}",
                                         lineColumn, identifier(target.column)));
        return fmt::format("SELECT * EXCLUDE ({0}) FROM (SELECT old.* REPLACE ({1}) FROM (SELECT *, "
                           "row_number() OVER () AS {0} FROM "
                           "({2})) AS old LEFT JOIN {3} AS new ON {4} ORDER BY {0}) UNION ALL BY NAME "
                           "(SELECT * EXCLUDE ({5}) FROM {3} "
                           "AS new WHERE NOT EXISTS (SELECT 1 FROM ({2}) AS old WHERE {4}) ORDER BY {5})",
                           rowColumn, fmt::join(values, ", "), m_query, latest, on, lineColumn);
    }

    data::Source &m_source;
    const fs::path m_folder;
    const RunContext &m_context;
    std::string m_query; ///< all rows so far
    std::vector<fs::path> m_files;
};

} // namespace

Result<fs::path> writeWithPushed(const fs::path &dataset, const std::vector<PushedPart> &parts,
                                 const fs::path &outFolder, const RunContext &context)
{
    // The engine must find the folder before it is locked to it.
    std::error_code trouble;
    fs::create_directories(outFolder, trouble);
    SLIPWAY_ASSIGN(auto source,
                   data::openSource(dataset, {}, context,
                                    {.allowed = {outFolder}, .temporaryFolder = outFolder / "spill"}));
    Merge merge(source, outFolder, context);
    for (const auto &part : parts)
        SLIPWAY_TRY(merge.add(part));
    return merge.write();
}

} // namespace slipway::features
