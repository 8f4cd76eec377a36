#pragma once

#include <cstdint>
#include <span>

namespace slipway::stats {

/// Average precision as scikit-learn defines it: the sum over distinct thresholds of precision times the step
/// in recall, without interpolation. Labels are 0 or 1, scores must not hold NaN. NaN where no row is
/// positive.
double averagePrecision(std::span<const std::uint8_t> labels, std::span<const double> scores);

} // namespace slipway::stats
