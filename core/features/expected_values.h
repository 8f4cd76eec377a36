#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/features/definitions/feature_set.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway::features {

/// Checks a file, whose columns are features, against what their definitions expect of them:
/// {"checked","failed","failures":[a sentence each]}. Where they expect nothing the file is not read.
Result<Json> checkExpected(const std::string &set, const std::vector<const Feature *> &features,
                           const std::filesystem::path &file, const std::filesystem::path &spillFolder,
                           const RunContext &context);

/// What checkExpected() says of nothing, and what it says of several files together.
Json nothingExpected();
void addExpected(Json &all, const Json &more);

} // namespace slipway::features
