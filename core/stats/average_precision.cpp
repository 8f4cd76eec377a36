#include "core/stats/average_precision.h"

#include "core/stats/class_scores.h"

#include <limits>

namespace slipway::stats {

double averagePrecision(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    const auto [positive, negative] = sortedByClass(labels, scores);
    if (positive.empty())
        return std::numeric_limits<double>::quiet_NaN();

    // Thresholds from the highest score down; rows at one threshold enter together.
    const auto total = static_cast<double>(positive.size());
    double sum = 0;
    std::size_t hits = 0;
    std::size_t misses = 0;
    while (hits < positive.size()) {
        const double threshold = positive[positive.size() - 1 - hits];
        const std::size_t before = hits;
        while (hits < positive.size() && positive[positive.size() - 1 - hits] >= threshold)
            ++hits;
        while (misses < negative.size() && negative[negative.size() - 1 - misses] >= threshold)
            ++misses;
        const double precision = static_cast<double>(hits) / static_cast<double>(hits + misses);
        sum += static_cast<double>(hits - before) / total * precision;
    }
    return sum;
}

} // namespace slipway::stats
