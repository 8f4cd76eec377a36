#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace slipway::stats {

/// How often each pair of levels of two discrete columns occurs.
struct PairCounts {
    std::span<const double> counts; ///< of x and y at x * levels of y + y
    std::size_t levels; ///< of y
};

/// What one column tells about another, in nats.
struct MutualInformation {
    double plugIn = 0; ///< sum of p(x, y) ln(p(x, y) / (p(x) p(y))), as scikit-learn's mutual_info_score
    double corrected = 0; ///< without the bias of few rows (Miller and Madow 1955); may be below 0
    double targetEntropy = 0; ///< of y: the most that there is to tell
    double rows = 0;
    double degreesOfFreedom = 0; ///< (levels of x - 1) (levels of y - 1), of those that occur
};

MutualInformation mutualInformation(const PairCounts &pairs);

/// The corrected information that columns of these counts which have nothing to do with each other exceed
/// with this probability: twice the rows times the information is a chi-square statistic (the G-test). An
/// approximation that wants some rows in each pair of levels.
double informationByChance(const MutualInformation &information, double probability);

} // namespace slipway::stats
