#pragma once

#include <limits>
#include <span>

namespace slipway::stats {

struct ChiSquareTest {
    double statistic = std::numeric_limits<double>::quiet_NaN();
    double pValue = std::numeric_limits<double>::quiet_NaN();
    double dof = 0; ///< degrees of freedom
};

enum class Continuity {
    None,
    Yates, ///< moves each count by up to 0.5 towards its expectation where there is one degree of freedom
};

/// Pearson's test on the 2 x K table of two samples' counts over the same levels. Levels that neither side
/// has are left out. With one level there is nothing to differ: statistic 0, p 1, 0 degrees of freedom. NaN
/// where a side is empty.
ChiSquareTest chiSquareContingency(std::span<const double> a, std::span<const double> b,
                                   Continuity continuity = Continuity::None);

/// The one-sample form: the current counts against the reference's shares, as if these were exact. A level
/// that the reference lacks makes the statistic infinite and p 0. This is what Evidently calls its chi-square
/// test; because it ignores the reference's own noise it alarms far too often (FIELD: 32% at 1000 against
/// 1000 rows).
ChiSquareTest chiSquareGoodness(std::span<const double> reference, std::span<const double> current);

/// The contingency statistic, judged by its exact mean and variance over all ways to share the pooled rows
/// out to the two samples (Haldane 1940; Dawson 1954), as a gamma tail. Equal to the plain test where counts
/// are large, and honest where many levels are rare and the chi-square distribution is not.
ChiSquareTest chiSquareRelabelled(std::span<const double> a, std::span<const double> b);

} // namespace slipway::stats
