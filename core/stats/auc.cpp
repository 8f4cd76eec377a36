#include "core/stats/auc.h"

#include "core/stats/class_scores.h"

#include <limits>

namespace slipway::stats {

double areaUnderRoc(std::span<const std::uint8_t> labels, std::span<const double> scores)
{
    const auto [positive, negative] = sortedByClass(labels, scores);
    if (positive.empty() || negative.empty())
        return std::numeric_limits<double>::quiet_NaN();

    // Twice the number of won pairs, so that a tie's half is a whole number too.
    std::uint64_t twiceWon = 0;
    std::size_t below = 0; // negatives below the positive at hand
    std::size_t upTo = 0; // negatives up to it
    for (const double score : positive) {
        while (below < negative.size() && negative[below] < score)
            ++below;
        while (upTo < negative.size() && negative[upTo] <= score)
            ++upTo;
        twiceWon += below + upTo;
    }
    return static_cast<double>(twiceWon) / 2 / static_cast<double>(positive.size())
        / static_cast<double>(negative.size());
}

} // namespace slipway::stats
