#include "core/stats/brier.h"

#include <cassert>

namespace slipway::stats {

double brierScore(std::span<const std::uint8_t> labels, std::span<const double> probabilities)
{
    assert(labels.size() == probabilities.size());
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double miss = probabilities[i] - (labels[i] ? 1 : 0);
        sum += miss * miss;
    }
    return sum / static_cast<double>(labels.size()); // 0 / 0 is NaN for no rows
}

} // namespace slipway::stats
