#include "core/stats/histogram.h"

#include <algorithm>
#include <cmath>

namespace slipway::stats {

std::vector<double> sturgesEdges(double least, double most, std::size_t count)
{
    if (least == most)
        return {least - 0.5, most + 0.5};
    const double range = most - least;
    const double width = range / (std::log2(static_cast<double>(count)) + 1);
    const auto bins = std::max(1, static_cast<int>(std::ceil(range / width)));
    std::vector<double> edges;
    edges.reserve(static_cast<std::size_t>(bins) + 1);
    for (int k = 0; k < bins; ++k)
        edges.push_back(k * (range / bins) + least);
    edges.push_back(most);
    return edges;
}

std::vector<double> countsInBins(std::span<const double> sorted, std::span<const double> edges)
{
    std::vector<double> counts;
    if (edges.size() < 2)
        return counts;
    counts.reserve(edges.size() - 1);
    auto from = std::lower_bound(sorted.begin(), sorted.end(), edges.front());
    for (std::size_t k = 1; k < edges.size(); ++k) {
        const bool last = k + 1 == edges.size();
        const auto to = last ? std::upper_bound(from, sorted.end(), edges[k])
                             : std::lower_bound(from, sorted.end(), edges[k]);
        counts.push_back(static_cast<double>(to - from));
        from = to;
    }
    return counts;
}

} // namespace slipway::stats
