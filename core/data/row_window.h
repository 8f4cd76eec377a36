#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/source.h"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace slipway::data {

/// Some rows of a file by their places in it, and some of its columns; both are counted from 0.
struct RowWindow {
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::size_t firstColumn = 0;
    std::size_t columns = std::numeric_limits<std::size_t>::max(); ///< at most
};

/// Hands the rows of the window to `take`, in the file's order. Of a table of 10,000 columns few are seen at
/// a time, so that others are not read.
///
/// A Parquet file is asked by row number, so that only the row groups which hold the window are read: a jump
/// to the middle of 100 million rows costs what the first rows cost. A text file is read from its beginning
/// up to the window; `slipway data index` makes a Parquet copy of it for fast jumps. Keep the source open
/// between windows: opening reads the file's footer, and the types of a text file.
Status readWindow(Source &source, RowWindow window, const BlockTaker &take, const RunContext &context = {});

} // namespace slipway::data
