#include "core/features/join/raw_tables.h"

#include "core/base/messages.h"
#include "core/data/file_kind.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features {

namespace {

using data::identifier;

std::string textAt(const data::Column &column, std::size_t row)
{
    return column.codes[row] < 0 ? std::string() : column.levels[static_cast<std::size_t>(column.codes[row])];
}

Result<RawTable> openParquet(data::Duck &duck, const std::string &name, const std::filesystem::path &file,
                             const RunContext &context)
{
    SLIPWAY_ASSIGN(const std::string source, data::readExpression(duck, file, {}, context));
    SLIPWAY_TRY(duck.execute(fmt::format("CREATE VIEW {} AS FROM {}", identifier(name), source), context));
    RawTable table {.name = name, .columns = {}, .relation = {}};
    table.relation =
        fmt::format("(SELECT * RENAME (file_row_number AS __row) FROM {}, file_row_number = true))",
                    source.substr(0, source.size() - 1));
    return table;
}

Result<RawTable> loadText(data::Duck &duck, const std::string &name, const std::filesystem::path &file,
                          const RunContext &context)
{
    SLIPWAY_ASSIGN(const std::string source, data::readExpression(duck, file, {}, context));
    auto made = duck.execute(fmt::format("CREATE TABLE {} AS FROM {}", identifier(name), source), context);
    if (!made)
        return data::sourceError(file, made.error()).in(name);
    return RawTable {.name = name,
                     .relation = fmt::format("(SELECT *, rowid AS __row FROM {})", identifier(name))};
}

} // namespace

const data::SourceColumn *RawTable::find(std::string_view column) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const auto &each) { return each.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

std::string RawTable::known() const
{
    std::vector<std::string_view> names;
    for (const auto &column : columns)
        names.push_back(column.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

const RawTable *findTable(const std::vector<RawTable> &tables, std::string_view name)
{
    const auto found = std::ranges::find(tables, name, &RawTable::name);
    return found == tables.end() ? nullptr : &*found;
}

std::string exampleOf(const data::Table &answer)
{
    const auto &column = answer.columns.at(0);
    if (column.kind == data::ColumnKind::Number)
        return fmt::format("{}", column.numbers.at(0));
    return column.codes.at(0) < 0 ? "nothing" : textAt(column, 0);
}

Result<std::vector<data::SourceColumn>> describe(data::Duck &duck, std::string_view query,
                                                 const RunContext &context)
{
    SLIPWAY_ASSIGN(const data::Table found, duck.query(fmt::format("DESCRIBE {}", query), context));
    std::vector<data::SourceColumn> columns;
    for (std::size_t row = 0; row < found.rows(); ++row)
        columns.push_back({textAt(found.columns.at(0), row), textAt(found.columns.at(1), row)});
    return columns;
}

Result<std::vector<RawTable>> openRawTables(data::Duck &duck, const FeatureSet &set,
                                            const OfflineOptions &options, const RunContext &context)
{
    std::vector<RawTable> tables;
    for (const auto &name : set.tables()) {
        const auto file = options.tables.find(name);
        if (file == options.tables.end())
            return failure("feature_join.no_table", {{"set", set.name}, {"table", name}});
        SLIPWAY_ASSIGN(const auto head, data::fileHead(file->second));
        auto table = head.kind == data::FileKind::Parquet ? openParquet(duck, name, file->second, context)
                                                          : loadText(duck, name, file->second, context);
        SLIPWAY_TRY(table);
        SLIPWAY_ASSIGN(table.value().columns, describe(duck, "FROM " + identifier(name), context));
        SLIPWAY_ASSIGN(const data::Table first,
                       duck.query(fmt::format("SELECT 1 FROM {} LIMIT 1", identifier(name)), context));
        table.value().empty = first.rows() == 0;
        tables.push_back(std::move(table).value());
    }
    return tables;
}

} // namespace slipway::features
