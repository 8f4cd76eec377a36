#pragma once

#include "core/base/json.h"
#include "core/data/source.h"
#include "core/data/text_plan.h"

#include <string>
#include <vector>

namespace slipway::data {

/// What was guessed about text files and what was given, for preview and import alike.
Json readingJson(const TextPlan &plan);

/// The column that is most likely to be predicted, by its name; else empty.
std::string likelyTarget(const std::vector<SourceColumn> &columns);

} // namespace slipway::data
