#include "core/stats/wasserstein.h"

#include "core/stats/pooled_walk.h"
#include "core/stats/sorting.h"

#include <limits>

namespace slipway::stats {

double wassersteinDistance(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> sortedA(a.begin(), a.end());
    std::vector<double> sortedB(b.begin(), b.end());
    sortValues(sortedA);
    sortValues(sortedB);
    return wassersteinDistanceOfSorted(sortedA, sortedB);
}

double wassersteinDistanceOfSorted(std::span<const double> a, std::span<const double> b)
{
    if (a.empty() || b.empty())
        return std::numeric_limits<double>::quiet_NaN();
    return walkPooled(a, b).area;
}

} // namespace slipway::stats
