#pragma once

#include "core/stats/pooled_walk.h"

#include <cstddef>
#include <limits>
#include <span>

namespace slipway::stats {

/// The two-sample Kolmogorov-Smirnov test, two-sided.
struct KsTest {
    double statistic = std::numeric_limits<double>::quiet_NaN(); ///< max |F - G|
    double pValue = std::numeric_limits<double>::quiet_NaN();
};

/// Up to this many values in the larger sample the p-value is the exact one of the two-sample problem;
/// beyond, it is the exact one-sample tail at n = round(n1 n2 / (n1 + n2)). The cut of scipy.stats.ks_2samp,
/// method auto.
constexpr std::size_t largestExactKsSample = 10'000;

/// Callers leave missing values out. Both fields are NaN where a sample is empty.
KsTest ksTest(std::span<const double> a, std::span<const double> b);

/// The same for samples that are ascending already.
KsTest ksTestOfSorted(std::span<const double> a, std::span<const double> b);

/// The same for samples of n and m values that were walked already.
KsTest ksTestOfWalk(const PooledWalk &walk, std::size_t n, std::size_t m);

} // namespace slipway::stats
