#include "core/data/read.h"

#include "core/base/messages.h"
#include "core/data/csv.h"
#include "core/data/file_kind.h"
#include "core/data/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

/// The types that a query hands out as they are.
constexpr std::string_view plainTypes[] = {"BOOLEAN",  "TINYINT",   "SMALLINT", "INTEGER", "BIGINT",
                                           "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
                                           "UHUGEINT", "FLOAT",     "DOUBLE",   "VARCHAR", "DATE"};

Result<std::string> expressionOf(Duck &duck, const std::filesystem::path &file, const ReadOptions &options,
                                 const RunContext &context)
{
    SLIPWAY_ASSIGN(const FileHead head, fileHead(file));
    if (head.kind != FileKind::Parquet)
        return csvExpression(duck, file, head, options, context);
    return fmt::format("read_parquet({}, hive_partitioning = false, binary_as_string = true)",
                       data::quoted(literalPath(file)));
}

} // namespace

const SourceColumn *Source::find(std::string_view name) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const auto &column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

Error sourceError(const std::filesystem::path &file, const Error &error)
{
    if (const auto head = fileHead(file); head && head.value().kind == FileKind::Parquet) {
        const bool fileIsWrong = error.id == "data.engine_files" || error.id == "data.engine_failed"
            || error.id == "data.values_invalid";
        return fileIsWrong ? failure("data.parquet_broken", {{"file", file.string()}}, error.detail) : error;
    }
    return csvError(file, error);
}

Result<Source> openSource(const std::filesystem::path &file, const ReadOptions &options,
                          const RunContext &context, DuckOptions limits)
{
    limits.allowed.push_back(file);
    SLIPWAY_ASSIGN(Duck duck, Duck::open(limits));
    SLIPWAY_ASSIGN(std::string expression, expressionOf(duck, file, options, context));
    const auto described = duck.query("DESCRIBE SELECT * FROM " + expression, context);
    if (!described)
        return sourceError(file, described.error());
    Source source {std::move(duck), std::move(expression), {}};
    const Column &names = described.value().columns.at(0);
    const Column &types = described.value().columns.at(1);
    for (std::size_t i = 0; i < names.rows(); ++i) {
        source.columns.push_back({names.levels[static_cast<std::size_t>(names.codes[i])],
                                  types.levels[static_cast<std::size_t>(types.codes[i])]});
    }
    return source;
}

std::string selected(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    const bool plain =
        std::find(std::begin(plainTypes), std::end(plainTypes), column.type) != std::end(plainTypes)
        || column.type.starts_with("TIMESTAMP") || column.type.starts_with("DECIMAL");
    return plain ? name : fmt::format("CAST({0} AS VARCHAR) AS {0}", name);
}

Result<std::string> readExpression(const std::filesystem::path &file, const ReadOptions &options)
{
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = {file}}));
    return expressionOf(duck, file, options, {});
}

Result<Table> readTable(const std::filesystem::path &file, const std::vector<std::string> &columns,
                        const ReadOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(Source source, openSource(file, options, context));
    std::vector<std::string> wanted;
    std::vector<std::string_view> known;
    for (const auto &column : source.columns) {
        known.push_back(column.name);
        if (columns.empty())
            wanted.push_back(selected(column));
    }
    for (const auto &name : columns) {
        const SourceColumn *column = source.find(name);
        if (!column) {
            return failure("data.column_missing",
                           {{"place", file.string()},
                            {"column", name},
                            {"known", fmt::format("{}", fmt::join(known, ", "))}});
        }
        wanted.push_back(selected(*column));
    }
    auto table = source.duck.query(
        fmt::format("SELECT {} FROM {}", fmt::join(wanted, ", "), source.expression), context);
    if (!table)
        return sourceError(file, table.error());
    return table;
}

} // namespace slipway::data
