#pragma once

#include <span>
#include <vector>

namespace slipway::stats {

/// The quantile of ascending values, interpolated between neighbours (numpy's "linear", Hyndman and Fan's
/// type 7). `probability` is from 0 to 1. NaN for no values.
double quantileOfSorted(std::span<const double> sorted, double probability);

/// The same for values in any order, which are copied and sorted once. The values must not hold NaN.
std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities);

} // namespace slipway::stats
