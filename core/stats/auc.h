#pragma once

#include <cstdint>
#include <span>

namespace slipway::stats {

/// Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half
/// (Mann-Whitney, exact with ties). Labels are 0 or 1, scores must not hold NaN.
/// NaN where one of the two classes is absent, because there is then no pair to compare.
double areaUnderRoc(std::span<const std::uint8_t> labels, std::span<const double> scores);

} // namespace slipway::stats
