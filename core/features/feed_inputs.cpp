#include "core/features/feed_inputs.h"

#include "core/base/messages.h"
#include "core/data/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace slipway::features {

namespace {

enum class InputType { Whole, Number, Text, Time, Duration, Flag };

/// A column of a raw file, and what it must hold.
struct InputColumn {
    std::string_view name;
    InputType type;
    bool required = false; ///< no row of the table may lack it; a row without a duration has one of 0
    bool unique = false;
};

struct InputTable {
    std::string_view name; ///< also the file's, without its ending
    std::span<const InputColumn> columns;
    bool needed = false; ///< must have rows
};

constexpr std::array userColumns {
    InputColumn {"user_id", InputType::Whole, true, true},
    InputColumn {"age", InputType::Number},
    InputColumn {"country", InputType::Text},
    InputColumn {"activity_segment", InputType::Text},
};
constexpr std::array itemColumns {
    InputColumn {"item_id", InputType::Whole, true, true},
    InputColumn {"category", InputType::Text},
    InputColumn {"length_seconds", InputType::Number},
    InputColumn {"creator_followers", InputType::Number},
    InputColumn {"created_at", InputType::Time},
};
constexpr std::array interactionColumns {
    InputColumn {"interaction_id", InputType::Whole, true},
    InputColumn {"timestamp", InputType::Time, true},
    InputColumn {"user_id", InputType::Whole, true},
    InputColumn {"item_id", InputType::Whole, true},
    InputColumn {"device", InputType::Text},
    InputColumn {"position", InputType::Number},
    InputColumn {"click", InputType::Flag, true},
    InputColumn {"dwell_time", InputType::Duration, true},
};
constexpr std::array tables {
    InputTable {"users", userColumns},
    InputTable {"items", itemColumns},
    InputTable {"interactions", interactionColumns, true},
};

std::string_view expected(InputType type)
{
    switch (type) {
    case InputType::Whole:
        return "whole numbers";
    case InputType::Number:
        return "numbers";
    case InputType::Text:
        return "texts";
    case InputType::Time:
        return "times like 2026-11-20T10:41:00Z, or seconds since 1970";
    case InputType::Duration:
        return "seconds, 0 or more";
    case InputType::Flag:
        return "0 or 1";
    }
    return {};
}

bool isWhole(std::string_view found)
{
    return found.ends_with("INT") || found.ends_with("INTEGER");
}

/// Whether a column of this DuckDB type can be taken as it is, without a look at its values.
bool fits(InputType type, std::string_view found)
{
    const bool number =
        isWhole(found) || found == "DOUBLE" || found == "FLOAT" || found.starts_with("DECIMAL");
    switch (type) {
    case InputType::Whole:
    case InputType::Number:
    case InputType::Duration:
        return number;
    case InputType::Text:
        return true;
    case InputType::Time:
        return number || found == "DATE" || found.starts_with("TIMESTAMP");
    case InputType::Flag:
        return number || found == "BOOLEAN";
    }
    return false;
}

/// The column in the type of its table. A value that does not fit becomes null.
std::string converted(const InputColumn &column, std::string_view found)
{
    const auto name = data::identifier(column.name);
    const bool taken = fits(column.type, found);
    switch (column.type) {
    case InputType::Whole:
        if (isWhole(found))
            return fmt::format("CAST({} AS BIGINT)", name);
        // Beyond 2^53 a number with a fraction is not told from one without.
        return fmt::format("CASE WHEN TRY_CAST({0} AS DOUBLE) % 1 = 0 AND abs(TRY_CAST({0} AS DOUBLE)) <= "
                           "9007199254740992 THEN TRY_CAST({0} AS BIGINT) END",
                           name);
    case InputType::Number:
        return fmt::format("TRY_CAST({} AS DOUBLE)", name);
    case InputType::Text:
        return fmt::format("CAST({} AS VARCHAR)", name);
    case InputType::Time:
        if (found == "DATE" || found.starts_with("TIMESTAMP"))
            return fmt::format("epoch_us(CAST({} AS TIMESTAMP))", name);
        if (taken)
            return fmt::format("CAST(round({} * 1000000.0) AS BIGINT)", name);
        return fmt::format("epoch_us(TRY_CAST({} AS TIMESTAMP))", name);
    case InputType::Duration:
        return fmt::format("CASE WHEN {0} IS NULL THEN 0 WHEN TRY_CAST({0} AS DOUBLE) BETWEEN 0 AND 1e9 "
                           "THEN round(TRY_CAST({0} AS DOUBLE) * 1000) END",
                           name);
    case InputType::Flag:
        return fmt::format("CASE WHEN TRY_CAST({0} AS DOUBLE) IN (0, 1) THEN TRY_CAST({0} AS DOUBLE) END",
                           found == "BOOLEAN" ? fmt::format("CAST({} AS INTEGER)", name) : name);
    }
    return {};
}

/// The name in the table; times say their unit.
std::string tableColumn(const InputColumn &column)
{
    if (column.name == "timestamp")
        return "time_us";
    if (column.name == "dwell_time")
        return "dwell_ms";
    if (column.type == InputType::Time)
        return fmt::format("{}_us", column.name);
    return std::string(column.name);
}

const std::string &textAt(const data::Column &column, std::size_t row)
{
    return column.levels[static_cast<std::size_t>(column.codes[row])];
}

/// users.csv, or users.parquet where only that exists.
Result<std::filesystem::path> inputFile(const std::filesystem::path &folder, const InputTable &table)
{
    const auto csv = folder / fmt::format("{}.csv", table.name);
    const auto parquet = folder / fmt::format("{}.parquet", table.name);
    std::error_code ignored;
    if (std::filesystem::exists(csv, ignored))
        return csv;
    if (std::filesystem::exists(parquet, ignored))
        return parquet;
    return failure("features.missing_file", {{"file", csv.string()}});
}

/// Loads one table. Values that do not fit its types are named, with an example.
class Loader
{
public:
    Loader(data::Duck &duck, const InputTable &table, std::string file, std::string source,
           const RunContext &context)
        : m_duck(duck)
        , m_table(table)
        , m_file(std::move(file))
        , m_source(std::move(source))
        , m_context(context)
    {
    }

    Status load()
    {
        SLIPWAY_ASSIGN(
            const data::Table schema,
            m_duck.query(
                fmt::format("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {})", m_source),
                m_context));
        std::vector<std::string> columns;
        for (const auto &column : m_table.columns) {
            SLIPWAY_ASSIGN(const std::string type, typeOf(column, schema));
            m_expressions.push_back(converted(column, type));
            if (!fits(column.type, type))
                SLIPWAY_TRY(checkValues(column, m_expressions.back()));
            columns.push_back(
                fmt::format("{} AS {}", m_expressions.back(), data::identifier(tableColumn(column))));
        }
        SLIPWAY_TRY(within(m_duck.execute(fmt::format("CREATE TABLE {} AS SELECT {} FROM {}", m_table.name,
                                                      fmt::join(columns, ", "), m_source),
                                          m_context)));
        return checkRows();
    }

private:
    /// The same status, with the file in front of a sentence about its values.
    Status within(Status status) const
    {
        const bool ofTheFile = !status.ok() && status.error().code == ErrorCode::BadInput;
        return ofTheFile ? status.error().in(m_file) : status;
    }

    Result<std::string> typeOf(const InputColumn &column, const data::Table &schema) const
    {
        std::vector<std::string> known;
        for (std::size_t row = 0; row < schema.rows(); ++row) {
            known.push_back(textAt(schema.columns[0], row));
            if (known.back() == column.name)
                return textAt(schema.columns[1], row);
        }
        return failure("features.missing_column",
                       {{"file", m_file},
                        {"column", column.name},
                        {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }

    Status checkValues(const InputColumn &column, const std::string &expression)
    {
        const auto name = data::identifier(column.name);
        auto wrong =
            m_duck.query(fmt::format("SELECT CAST({0} AS VARCHAR) FROM {1} WHERE {0} IS NOT NULL AND ({2}) "
                                     "IS NULL LIMIT 1",
                                     name, m_source, expression),
                         m_context);
        if (!wrong)
            return within(wrong.error());
        if (wrong.value().rows() == 0)
            return done();
        return failure("features.wrong_type",
                       {{"file", m_file},
                        {"column", column.name},
                        {"expected", expected(column.type)},
                        {"example", textAt(wrong.value().columns[0], 0)}});
    }

    Status checkRows()
    {
        std::vector<std::string> counts {"count(*)"};
        for (const auto &column : m_table.columns) {
            const auto name = data::identifier(tableColumn(column));
            counts.push_back(fmt::format("count(*) - count({})", name));
            counts.push_back(column.unique ? fmt::format("count({0}) - count(DISTINCT {0})", name) : "0");
        }
        SLIPWAY_ASSIGN(
            const data::Table table,
            m_duck.query(fmt::format("SELECT {} FROM {}", fmt::join(counts, ", "), m_table.name), m_context));
        const auto count = [&](std::size_t i) {
            return static_cast<std::int64_t>(table.columns[i].numbers[0]);
        };
        if (count(0) == 0 && m_table.needed)
            return failure("features.empty", {{"file", m_file}});
        for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
            const auto &column = m_table.columns[i];
            if (const auto gaps = count(1 + 2 * i); column.required && gaps > 0) {
                // Null stands for "nothing there" and for "nothing usable"; the second has an example to
                // show.
                SLIPWAY_TRY(checkValues(column, m_expressions[i]));
                return failure("features.missing_values",
                               {{"file", m_file}, {"rows", gaps}, {"column", column.name}});
            }
            if (const auto repeats = count(2 + 2 * i); repeats > 0) {
                return failure("features.repeated_ids",
                               {{"file", m_file}, {"rows", repeats}, {"column", column.name}});
            }
        }
        return done();
    }

    data::Duck &m_duck;
    const InputTable &m_table;
    std::string m_file;
    std::string m_source;
    const RunContext &m_context;
    std::vector<std::string> m_expressions; ///< one a column
};

/// Reads a text file with the types that its table needs, without a look at its values before. It fails on
/// any value of another type, and takes half the time of a reader that finds the types out.
std::string quickSource(const std::filesystem::path &file, const InputTable &table)
{
    std::vector<std::string> types;
    for (const auto &column : table.columns) {
        // The type of times is left to DuckDB. Whole numbers are read as numbers, because a whole type
        // would round 1.5 to 2 in silence.
        if (column.type != InputType::Time)
            types.push_back(fmt::format("{}: '{}'", data::quoted(column.name),
                                        column.type == InputType::Text ? "VARCHAR" : "DOUBLE"));
    }
    return fmt::format(
        "read_csv({}, header = true, comment = '', hive_partitioning = false, nullstr = ['', ' '], "
        "types = {{{}}})",
        data::quoted(data::literalPath(file)), fmt::join(types, ", "));
}

Status loadTable(data::Duck &duck, const InputTable &table, const std::filesystem::path &file,
                 const RunContext &context)
{
    const auto name = file.filename().string();
    if (file.extension() == ".csv") {
        const auto quick = Loader(duck, table, name, quickSource(file, table), context).load();
        if (quick || context.cancelled())
            return quick;
        // Whatever was wrong, the careful reader either copes with it or has the better sentence.
        SLIPWAY_TRY(duck.execute(fmt::format("DROP TABLE IF EXISTS {}", table.name), context));
    }
    SLIPWAY_ASSIGN(std::string source, data::readExpression(duck, file, {}, context));
    return Loader(duck, table, name, std::move(source), context).load();
}

} // namespace

Result<std::array<std::filesystem::path, 3>> feedInputFiles(const std::filesystem::path &folder)
{
    std::array<std::filesystem::path, tables.size()> files;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        SLIPWAY_ASSIGN(files[i], inputFile(folder, tables[i]));
    }
    return files;
}

Status loadFeedInputs(data::Duck &duck, const std::array<std::filesystem::path, 3> &files,
                      const RunContext &context)
{
    for (std::size_t i = 0; i < tables.size(); ++i)
        SLIPWAY_TRY(loadTable(duck, tables[i], files[i], context));
    return done();
}

} // namespace slipway::features
