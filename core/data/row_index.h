#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/row_view.h"
#include "core/workspace/workspace.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace slipway::data {

/// The name of the index of this content and view; the same for everybody who asks for the same.
std::string rowIndexName(std::string_view digest, const RowView &view);

/// Where the index of a version's view lies: cache/rows/<digest>/<name> in the workspace.
std::filesystem::path rowIndexFile(const workspace::Workspace &workspace,
                                   const workspace::DatasetVersion &version, const RowView &view);

/// How many rows a view has, and the column of its index that holds their places in the table.
struct RowIndex {
    std::int64_t rows = 0;
    std::string rowColumn;
};

/// Writes the index of a view: a Parquet file whose first column holds each row's place in the table, from 0,
/// and whose others are the table's, in the view's order. readWindow() then jumps in it as in any other file.
///
/// The rows stand beside their numbers because numbers alone do not make a jump a range: neighbours in a
/// sorted view lie all over the table, and reading 200 of them by number touches 200 row groups (measured on
/// 100 million rows of 8 columns: 5.8 s a window, against 0.05 s for a range). The price is a file of the
/// table's size, which can be thrown away at any time, and a sort that carries the rows along.
///
/// Nothing is held in memory beyond what DuckDB is given; it spills into `temporaryFolder`.
Result<RowIndex> buildRowIndex(const std::filesystem::path &table, const RowView &view,
                               const std::filesystem::path &index,
                               const std::filesystem::path &temporaryFolder, const RunContext &context);

/// What an index that was built before holds.
Result<RowIndex> openRowIndex(const std::filesystem::path &index, const RunContext &context = {});

} // namespace slipway::data
