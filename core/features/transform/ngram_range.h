#pragma once

#include "core/base/result.h"
#include "core/features/transform/step_json.h"
#include "core/features/transform/text_rule.h"

namespace slipway::features {

constexpr int longestNgram = 10;

/// The range that a definition asks for with `from` and `to`; `type` is the step's.
Result<NgramRange> askedNgramRange(std::string_view type, bool characters, const Json &options);

/// The range that a fitted step keeps under the same names.
Result<NgramRange> keptNgramRange(std::string_view type, bool characters, const StepJson &step);

} // namespace slipway::features
