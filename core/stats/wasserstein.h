#pragma once

#include <span>

namespace slipway::stats {

/// First Wasserstein distance: the integral of |F - G|, in the unit of the values. Symmetric; 0 for identical
/// samples. Callers leave missing values out. NaN where a sample is empty.
double wassersteinDistance(std::span<const double> a, std::span<const double> b);

/// The same for samples that are ascending already.
double wassersteinDistanceOfSorted(std::span<const double> a, std::span<const double> b);

} // namespace slipway::stats
