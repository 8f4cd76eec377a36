#include "core/data/row_index.h"

#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/data/duck_progress.h"
#include "core/data/row_filter.h"
#include "core/data/source.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slipway::data {

namespace {

constexpr std::string_view format = "slipway-rows-1"; // part of the name: a new format leaves old files alone

std::string freeColumn(const Source &source)
{
    std::string name = "slipway_row";
    while (source.find(name))
        name += '_';
    return name;
}

/// The place of a row in its file, as SQL.
std::string placeOf(const Source &source)
{
    const bool numbered = source.kind == FileKind::Parquet && !source.find("file_row_number");
    return numbered ? "file_row_number" : "(row_number() OVER () - 1)";
}

Result<std::string> orderOf(const Source &source, const RowView &view, const std::string &place)
{
    if (!view.sort)
        return std::string();
    const auto *column = source.find(view.sort->column);
    if (!column) {
        std::vector<std::string_view> known;
        for (const auto &each : source.columns)
            known.push_back(each.name);
        return failure("data.column_missing",
                       {{"place", "The table"},
                        {"column", view.sort->column},
                        {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
    return fmt::format(" ORDER BY {} {} NULLS LAST, {}", identifier(column->name),
                       view.sort->descending ? "DESC" : "ASC", identifier(place));
}

/// The query whose answer is the index.
Result<std::string> viewQuery(const Source &source, const RowView &view, const std::string &rowColumn)
{
    std::vector<std::string> columns {fmt::format("{} AS {}", placeOf(source), identifier(rowColumn))};
    for (const auto &column : source.columns)
        columns.push_back(selected(column));
    const auto numbered = fmt::format("SELECT {} FROM {}", fmt::join(columns, ", "), source.expression);
    std::string where;
    if (!view.filter.empty()) {
        SLIPWAY_ASSIGN(const auto condition, filterCondition(view.filter, source.columns));
        where = " WHERE " + condition;
    }
    SLIPWAY_ASSIGN(const auto order, orderOf(source, view, rowColumn));
    return fmt::format("SELECT * FROM ({}){}{}", numbered, where, order);
}

} // namespace

RowOrder rowOrder(std::string_view text)
{
    for (const auto &[ending, descending] : {std::pair(":desc", true), std::pair(":asc", false)}) {
        if (text.ends_with(ending))
            return {std::string(text.substr(0, text.rfind(':'))), descending};
    }
    return {std::string(text), false};
}

Json toJson(const RowView &view)
{
    Json sort;
    if (view.sort)
        sort = {{"column", view.sort->column}, {"descending", view.sort->descending}};
    return {{"sort", sort}, {"filter", view.filter}};
}

std::string rowIndexName(std::string_view digest, const RowView &view)
{
    Json named = toJson(view);
    named["format"] = format;
    named["digest"] = digest;
    return sha256(writeJson(named)) + ".parquet";
}

std::filesystem::path rowIndexFile(const workspace::Workspace &workspace,
                                   const workspace::DatasetVersion &version, const RowView &view)
{
    return workspace / "cache/rows" / version.digest / rowIndexName(version.digest, view);
}

Result<RowIndex> buildRowIndex(const std::filesystem::path &table, const RowView &view,
                               const std::filesystem::path &index,
                               const std::filesystem::path &temporaryFolder, const RunContext &context)
{
    SLIPWAY_ASSIGN(auto file, workspace::NewFile::create(index));
    SLIPWAY_ASSIGN(
        Source source,
        openSource(table, {}, context,
                   {.allowed = {table, file.temporaryPath()}, .temporaryFolder = temporaryFolder}));
    RowIndex built {.rowColumn = freeColumn(source)};
    SLIPWAY_ASSIGN(const auto query, viewQuery(source, view, built.rowColumn));
    const DuckProgress progress(source.duck, context, {view.sort ? "sorting the rows" : "choosing the rows"});
    const auto rows = source.duck.number(fmt::format("COPY ({}) TO {} (FORMAT parquet, USE_TMP_FILE false)",
                                                     query, data::quoted(absoluteText(file.temporaryPath()))),
                                         context);
    if (!rows)
        return sourceError(table, rows.error());
    built.rows = static_cast<std::int64_t>(rows.value());
    SLIPWAY_TRY(file.commit());
    return built;
}

Result<RowIndex> openRowIndex(const std::filesystem::path &index, const RunContext &context)
{
    SLIPWAY_ASSIGN(Source source, openSource(index, {}, context));
    SLIPWAY_ASSIGN(const double rows,
                   source.duck.number("SELECT count(*) FROM " + source.expression, context));
    return RowIndex {static_cast<std::int64_t>(rows), source.columns.at(0).name};
}

} // namespace slipway::data
