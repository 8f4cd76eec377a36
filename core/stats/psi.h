#pragma once

#include "core/base/result.h"

#include <span>
#include <vector>

namespace slipway::stats {

struct PsiOptions {
    int bins = 10; ///< quantile bins, taken from the reference sample
    double epsilon = 1e-4; ///< least share of a bin, keeps the logarithm finite
};

/// Population Stability Index of one feature.
/// 0 means the two samples fall into the reference quantiles in the same shares; values of the current sample
/// outside the reference's range fall into the first and the last bin. Missing and empty input is an error:
/// callers leave missing values out, and count them elsewhere.
Result<double> populationStabilityIndex(std::span<const double> reference, std::span<const double> current,
                                        const PsiOptions &options = {});

/// The same for samples that are ascending already, and not empty.
double psiOfSorted(std::span<const double> reference, std::span<const double> current,
                   const PsiOptions &options = {});

/// The edges that it counts between: quantiles of the ascending reference, one more than bins. Where one value
/// holds much of the reference they repeat.
std::vector<double> psiEdges(std::span<const double> reference, int bins = PsiOptions().bins);

/// Sum of (r - c) ln(r / c) over bins, from the counts of both samples in the same bins; shares below epsilon
/// count as epsilon. NaN where a sample has no counts.
double psiOfCounts(std::span<const double> reference, std::span<const double> current, double epsilon = 1e-4);

} // namespace slipway::stats
