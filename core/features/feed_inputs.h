#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <filesystem>

namespace slipway::features {

/// Fills the tables `users`, `items` and `interactions` from users.csv, items.csv and interactions.csv in
/// `folder`, with one type for each column and times in microseconds (`time_us`, `created_at_us`). What the
/// features cannot be computed from is refused with a sentence that names file, column and remedy.
Status loadFeedInputs(data::Duck &duck, const std::filesystem::path &folder, const RunContext &context = {});

} // namespace slipway::features
