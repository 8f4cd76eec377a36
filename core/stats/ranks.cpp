#include "core/stats/ranks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace slipway::stats {

std::vector<double> midranks(std::span<const double> values)
{
    std::vector<std::pair<double, std::size_t>> order;
    order.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        order.emplace_back(values[i], i);
    std::sort(order.begin(), order.end());

    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && order[last + 1].first == order[first].first)
            ++last;
        const double rank = 0.5 * static_cast<double>(first + last) + 1;
        for (std::size_t i = first; i <= last; ++i)
            ranks[order[i].second] = rank;
        first = last + 1;
    }
    return ranks;
}

} // namespace slipway::stats
