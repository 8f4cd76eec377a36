#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace slipway::stats {

/// The scores of the two classes apart, each ascending: what every rank statistic of a classifier walks
/// along.
struct ClassScores {
    std::vector<double> positive;
    std::vector<double> negative;
};

/// Labels are 0 or 1, one a score; scores must not hold NaN.
ClassScores sortedByClass(std::span<const std::uint8_t> labels, std::span<const double> scores);

} // namespace slipway::stats
