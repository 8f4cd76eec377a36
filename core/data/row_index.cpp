#include "core/data/row_index.h"

#include "core/base/hash.h"
#include "core/data/duck_progress.h"
#include "core/data/source.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace slipway::data {

namespace {

constexpr std::string_view format = "slipway-rows-1"; // part of the name: a new format leaves old files alone

/// The row's place and every column, as the window shows them.
std::string indexColumns(const Source &source, const std::string &place)
{
    std::vector<std::string> columns {identifier(place)};
    for (const auto &column : source.columns)
        columns.push_back(selected(column));
    return fmt::format("{}", fmt::join(columns, ", "));
}

} // namespace

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
    RowIndex built {.rowColumn = placeColumn(source)};
    SLIPWAY_ASSIGN(const auto query,
                   viewQuery(source, view, indexColumns(source, built.rowColumn), built.rowColumn, context));
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
