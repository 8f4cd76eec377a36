#pragma once

#include <span>
#include <vector>

namespace slipway::stats {

/// Ranks from 1; equal values share the mean of their ranks. The values must not hold NaN.
std::vector<double> midranks(std::span<const double> values);

} // namespace slipway::stats
