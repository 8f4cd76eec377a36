#include "core/monitor/number_drift.h"

#include "core/stats/histogram.h"
#include "core/stats/jensen_shannon.h"
#include "core/stats/moments.h"
#include "core/stats/pooled_walk.h"
#include "core/stats/psi.h"

#include <algorithm>

namespace slipway::monitor {

namespace {

/// Calls visit(value, count in reference, count in current) for each distinct value, ascending, until it
/// returns false.
template <typename Visit>
void forEachLevel(std::span<const double> reference, std::span<const double> current, Visit visit)
{
    auto r = reference.begin();
    auto c = current.begin();
    while (r != reference.end() || c != current.end()) {
        const bool fromReference = c == current.end() || (r != reference.end() && *r <= *c);
        const double value = fromReference ? *r : *c;
        const auto nextR = std::upper_bound(r, reference.end(), value);
        const auto nextC = std::upper_bound(c, current.end(), value);
        if (!visit(value, nextR - r, nextC - c))
            return;
        r = nextR;
        c = nextC;
    }
}

std::size_t distinctValues(std::span<const double> reference, std::span<const double> current)
{
    std::size_t distinct = 0;
    forEachLevel(reference, current, [&](double, auto, auto) { return ++distinct <= manyDistinct; });
    return distinct;
}

/// Evidently's bins: Sturges over both samples together, or a bin for each distinct value where the reference
/// has few.
double jensenShannonOf(const NumberSamples &samples)
{
    if (samples.referenceDistinct <= manyDistinct) {
        const LevelCounts levels = levelCounts(samples);
        return stats::jensenShannonDistance(levels.reference, levels.current);
    }
    const auto edges = stats::sturgesEdges(std::min(samples.reference.front(), samples.current.front()),
                                           std::max(samples.reference.back(), samples.current.back()),
                                           samples.reference.size() + samples.current.size());
    return stats::jensenShannonDistance(stats::countsInBins(samples.reference, edges),
                                        stats::countsInBins(samples.current, edges));
}

} // namespace

NumberSamples numberSamples(std::span<const double> reference, std::span<const double> current)
{
    return {reference, current, stats::moments(reference).deviation, distinctValues(reference, {}),
            distinctValues(reference, current)};
}

LevelCounts levelCounts(const NumberSamples &samples)
{
    LevelCounts counts;
    forEachLevel(samples.reference, samples.current, [&](double, auto inReference, auto inCurrent) {
        counts.reference.push_back(static_cast<double>(inReference));
        counts.current.push_back(static_cast<double>(inCurrent));
        return true;
    });
    return counts;
}

void measureNumbers(const NumberSamples &samples, ColumnDrift &column)
{
    column.histogram = histogramOf(samples);
    const auto walk = stats::walkPooled(samples.reference, samples.current);
    column.ks = stats::ksTestOfWalk(walk, samples.reference.size(), samples.current.size());
    column.wasserstein = walk.area;
    // A nearly constant reference must not turn dust into drift: Evidently's least scale.
    column.wassersteinNormed = walk.area / std::max(samples.deviation, 0.001);
    column.psi = stats::psiOfSorted(samples.reference, samples.current);
    column.jensenShannon = jensenShannonOf(samples);
}

} // namespace slipway::monitor
