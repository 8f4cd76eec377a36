#include "core/stats/quantiles.h"

#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::stats {

double quantileOfSorted(std::span<const double> sorted, double probability)
{
    if (sorted.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double position = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(position));
    const auto above = std::min(below + 1, sorted.size() - 1);
    const double t = position - static_cast<double>(below);
    const double step = sorted[above] - sorted[below];
    // From the nearer end, as numpy does, so that the result is monotone in t to the last bit.
    return t < 0.5 ? sorted[below] + step * t : sorted[above] - step * (1 - t);
}

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities)
{
    std::vector<double> sorted(values.begin(), values.end());
    sortValues(sorted);
    std::vector<double> result;
    result.reserve(probabilities.size());
    for (const double probability : probabilities)
        result.push_back(quantileOfSorted(sorted, probability));
    return result;
}

} // namespace slipway::stats
