#pragma once

#include "core/features/pushed/pushed_file.h"
#include "core/features/pushed/pushed_plan.h"

#include <filesystem>
#include <vector>

namespace slipway::features {

/// New rows of a file, and how they become rows of the data set.
struct PushedPart {
    PushedFile file;
    PushedPlan plan;
};

/// Writes the rows of a data set's file, and the new ones of each part behind them, as a Parquet file with
/// the same columns. Where a plan replaces, the row with the same keys has the pushed values instead, the
/// latest of several; a column that was not pushed keeps its value there and is missing in a new row. A row
/// that does not fit is an error with its file and line, and nothing is written.
///
/// `outFolder` is where the file is put, and what it takes on the way.
Result<std::filesystem::path> writeWithPushed(const std::filesystem::path &dataset,
                                              const std::vector<PushedPart> &parts,
                                              const std::filesystem::path &outFolder,
                                              const RunContext &context);

} // namespace slipway::features
