#include "core/stats/moments.h"

#include <algorithm>
#include <cmath>

namespace slipway::stats {

Moments moments(std::span<const double> values)
{
    Moments result;
    double sum = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double value : values) {
        if (std::isnan(value)) {
            ++result.missing;
            continue;
        }
        sum += value;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    result.count = values.size() - result.missing;
    if (result.count == 0)
        return result;

    const auto count = static_cast<double>(result.count);
    // The mean of equal values is that value, whatever the sum's rounding says.
    const double mean = least == most ? least : sum / count;
    // Two passes: the squares of small differences, not the small difference of squares.
    double squares = 0;
    for (const double value : values) {
        if (!std::isnan(value))
            squares += (value - mean) * (value - mean);
    }
    result.mean = mean;
    result.deviation = std::sqrt(squares / count);
    result.least = least;
    result.most = most;
    return result;
}

} // namespace slipway::stats
