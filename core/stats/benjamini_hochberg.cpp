#include "core/stats/benjamini_hochberg.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace slipway::stats {

std::vector<double> benjaminiHochberg(std::span<const double> pValues)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pValues.size(); ++i) {
        if (!std::isnan(pValues[i]))
            order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t k) { return pValues[i] < pValues[k]; });

    std::vector<double> adjusted(pValues.size(), std::numeric_limits<double>::quiet_NaN());
    const auto tests = static_cast<double>(order.size());
    double least = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const std::size_t test = order[rank - 1];
        least = std::min(least, pValues[test] * tests / static_cast<double>(rank));
        adjusted[test] = least;
    }
    return adjusted;
}

} // namespace slipway::stats
