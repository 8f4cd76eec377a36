#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <array>
#include <filesystem>

namespace slipway::features {

/// The three files of a folder with a feed: users.csv, items.csv and interactions.csv; where one of them does
/// not exist, the .parquet of that name. A missing file is an error.
Result<std::array<std::filesystem::path, 3>> feedInputFiles(const std::filesystem::path &folder);

/// Fills the tables `users`, `items` and `interactions` from `files`, which `duck` must be allowed to read,
/// with one type for each column and times in microseconds (`time_us`, `created_at_us`). What the features
/// cannot be computed from is refused with a sentence that names file, column and remedy.
Status loadFeedInputs(data::Duck &duck, const std::array<std::filesystem::path, 3> &files,
                      const RunContext &context = {});

} // namespace slipway::features
