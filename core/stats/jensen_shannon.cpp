#include "core/stats/jensen_shannon.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace slipway::stats {

double jensenShannonDistance(std::span<const double> a, std::span<const double> b, double base)
{
    assert(a.size() == b.size());
    const double totalA = std::accumulate(a.begin(), a.end(), 0.0);
    const double totalB = std::accumulate(b.begin(), b.end(), 0.0);
    if (!(totalA > 0) || !(totalB > 0))
        return std::numeric_limits<double>::quiet_NaN();
    const auto relativeEntropy = [](double share, double middle) {
        return share > 0 ? share * std::log(share / middle) : 0.0;
    };
    double divergence = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double p = a[i] / totalA;
        const double q = b[i] / totalB;
        divergence += 0.5 * (relativeEntropy(p, 0.5 * (p + q)) + relativeEntropy(q, 0.5 * (p + q)));
    }
    // Rounding may leave a divergence of nothing just below 0.
    return std::sqrt(std::max(divergence, 0.0) / std::log(base));
}

} // namespace slipway::stats
