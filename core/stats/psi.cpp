#include "core/stats/psi.h"

#include "core/base/messages.h"
#include "core/stats/histogram.h"
#include "core/stats/quantiles.h"
#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace slipway::stats {

namespace {

Status checkSample(std::span<const double> values, std::string_view sample)
{
    if (values.empty())
        return failure("stats.empty_sample", {{"sample", sample}});
    const auto missing = std::count_if(values.begin(), values.end(), [](double v) { return std::isnan(v); });
    if (missing > 0)
        return failure("stats.missing_values", {{"sample", sample}, {"missing", missing}});
    return done();
}

} // namespace

Result<double> populationStabilityIndex(std::span<const double> reference, std::span<const double> current,
                                        const PsiOptions &options)
{
    SLIPWAY_TRY(checkSample(reference, "reference"));
    SLIPWAY_TRY(checkSample(current, "current"));
    std::vector<double> sortedReference(reference.begin(), reference.end());
    std::vector<double> sortedCurrent(current.begin(), current.end());
    sortValues(sortedReference);
    sortValues(sortedCurrent);
    return psiOfSorted(sortedReference, sortedCurrent, options);
}

std::vector<double> psiEdges(std::span<const double> reference, int bins)
{
    std::vector<double> edges;
    for (int k = 0; k <= bins; ++k)
        edges.push_back(quantileOfSorted(reference, static_cast<double>(k) / bins));
    return edges;
}

double psiOfSorted(std::span<const double> reference, std::span<const double> current,
                   const PsiOptions &options)
{
    const auto edges = psiEdges(reference, options.bins);
    auto currentCounts = countsInBins(current, edges);
    const auto [below, to] = std::equal_range(current.begin(), current.end(), edges.front());
    currentCounts.front() += static_cast<double>(below - current.begin());
    currentCounts.back() +=
        static_cast<double>(current.end() - std::upper_bound(to, current.end(), edges.back()));
    return psiOfCounts(countsInBins(reference, edges), currentCounts, options.epsilon);
}

double psiOfCounts(std::span<const double> reference, std::span<const double> current, double epsilon)
{
    const double referenceTotal = std::accumulate(reference.begin(), reference.end(), 0.0);
    const double currentTotal = std::accumulate(current.begin(), current.end(), 0.0);
    if (referenceTotal <= 0 || currentTotal <= 0)
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        const double r = std::max(reference[i] / referenceTotal, epsilon);
        const double c = std::max(current[i] / currentTotal, epsilon);
        sum += (r - c) * std::log(r / c);
    }
    return sum;
}

} // namespace slipway::stats
