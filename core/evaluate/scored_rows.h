#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace slipway::evaluate {

/// Labels of 0 and 1 out of a column of numbers; the error names the first row (from 1) with another.
Result<std::vector<std::uint8_t>> binaryLabels(std::span<const double> values);

/// As many scores as labels, none of them NaN; the error names the first row without one. At least one row.
Status checkScores(std::size_t labels, std::span<const double> scores, std::string_view what = "scores");

/// All scores lie in [0, 1], so that they can be read as probabilities.
bool areProbabilities(std::span<const double> scores);

} // namespace slipway::evaluate
