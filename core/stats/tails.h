#pragma once

namespace slipway::stats {

/// P(Z <= z) of the standard normal distribution.
double normalCumulative(double z);

/// P(Z > z), accurate far out in the tail.
double normalTail(double z);

/// 2 P(Z > |z|): the two-sided p-value of a z statistic.
double twoSidedNormalTail(double z);

/// log10 of twoSidedNormalTail, finite also where the p-value itself is too small for a double.
double log10TwoSidedNormalTail(double z);

/// The z below which the share `probability`, strictly between 0 and 1, of the standard normal distribution
/// lies.
double normalQuantile(double probability);

/// P(X > statistic) of a chi-square distribution. With 0 degrees of freedom nothing can vary, and the answer
/// is 1.
double chiSquareTail(double statistic, double degreesOfFreedom);

/// The statistic that a chi-square distribution exceeds with probability `tail`, strictly between 0 and 1.
double chiSquareLimit(double tail, double degreesOfFreedom);

} // namespace slipway::stats
