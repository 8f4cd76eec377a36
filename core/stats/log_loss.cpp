#include "core/stats/log_loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace slipway::stats {

double logLoss(std::span<const std::uint8_t> labels, std::span<const double> probabilities, double clip)
{
    assert(labels.size() == probabilities.size());
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double p = std::clamp(probabilities[i], clip, 1 - clip);
        sum -= labels[i] ? std::log(p) : std::log1p(-p);
    }
    return sum / static_cast<double>(labels.size()); // 0 / 0 is NaN for no rows
}

} // namespace slipway::stats
