#include "core/data/row_window.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::data {

namespace {

/// DuckDB's own column of a Parquet file; a file that has a column of this name hides it.
constexpr std::string_view rowNumber = "file_row_number";

} // namespace

Status readWindow(Source &source, RowWindow window, const BlockTaker &take, const RunContext &context)
{
    std::vector<std::string> columns;
    const auto from = std::min(window.firstColumn, source.columns.size());
    const auto to = from + std::min(window.columns, source.columns.size() - from);
    for (auto column = from; column < to; ++column)
        columns.push_back(selected(source.columns[column]));
    if (columns.empty())
        return done();
    const auto first = std::max<std::int64_t>(window.first, 0);
    const auto count = std::max<std::int64_t>(window.count, 0);
    const bool numbered = source.kind == FileKind::Parquet && !source.find(rowNumber);
    const auto rows = numbered
        ? fmt::format("WHERE {0} >= {1} AND {0} < {2} ORDER BY {0}", rowNumber, first, first + count)
        : fmt::format("LIMIT {} OFFSET {}", count, first);
    return source.duck.stream(
        fmt::format("SELECT {} FROM {} {}", fmt::join(columns, ", "), source.expression, rows), take,
        context);
}

} // namespace slipway::data
