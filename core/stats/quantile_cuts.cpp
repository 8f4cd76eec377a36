#include "core/stats/quantile_cuts.h"

#include "core/stats/quantiles.h"

#include <algorithm>

namespace slipway::stats {

std::vector<Cut> quantileCuts(std::span<const double> reference, int bins)
{
    std::vector<Cut> cuts;
    if (reference.empty())
        return cuts;
    const double binSize = static_cast<double>(reference.size()) / bins;
    double previous = reference.front();
    bool first = true;
    for (int k = 0; k <= bins; ++k) {
        const double edge = quantileOfSorted(reference, static_cast<double>(k) / bins);
        if (!first && edge == previous)
            continue;
        first = false;
        previous = edge;
        const auto [from, to] = std::equal_range(reference.begin(), reference.end(), edge);
        const bool holdsABin = static_cast<double>(to - from) >= binSize && to - from > 1;
        // A bin below the least or above the largest reference value would be empty by design.
        if (edge > reference.front() && (holdsABin || k < bins))
            cuts.push_back({edge, false});
        if (edge < reference.back() && holdsABin)
            cuts.push_back({edge, true});
    }
    return cuts;
}

std::vector<double> countsBetween(std::span<const double> sorted, std::span<const Cut> cuts)
{
    std::vector<double> counts;
    counts.reserve(cuts.size() + 1);
    auto from = sorted.begin();
    for (const Cut &cut : cuts) {
        const auto to = cut.after ? std::upper_bound(from, sorted.end(), cut.value)
                                  : std::lower_bound(from, sorted.end(), cut.value);
        counts.push_back(static_cast<double>(to - from));
        from = to;
    }
    counts.push_back(static_cast<double>(sorted.end() - from));
    return counts;
}

std::vector<Cut> cutsAfterEach(std::span<const double> levels)
{
    std::vector<Cut> cuts;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        cuts.push_back({levels[i], true});
    return cuts;
}

} // namespace slipway::stats
