#include "core/monitor/column_histogram.h"

#include "core/monitor/number_drift.h"
#include "core/stats/histogram.h"
#include "core/stats/psi.h"

#include <algorithm>
#include <numeric>

namespace slipway::monitor {

namespace {

/// More bars than this cannot be told apart.
constexpr std::size_t mostLevels = 12;

double sum(const std::vector<double> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

std::vector<double> shares(std::vector<double> counts)
{
    const double all = sum(counts);
    for (double &count : counts)
        count /= all;
    return counts;
}

std::vector<double> distinctValues(const NumberSamples &samples)
{
    std::vector<double> values;
    for (const auto side : {samples.reference, samples.current}) {
        for (auto at = side.begin(); at != side.end(); at = std::upper_bound(at, side.end(), *at))
            values.push_back(*at);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

std::vector<double> binEdges(const NumberSamples &samples)
{
    auto edges = stats::psiEdges(samples.reference);
    edges.front() = std::min(samples.reference.front(), samples.current.front());
    edges.back() = std::max(samples.reference.back(), samples.current.back());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

} // namespace

ColumnHistogram histogramOf(const NumberSamples &samples)
{
    ColumnHistogram histogram;
    if (samples.pooledDistinct <= manyDistinct) {
        const auto counts = levelCounts(samples);
        histogram.values = distinctValues(samples);
        histogram.reference = shares(counts.reference);
        histogram.current = shares(counts.current);
        return histogram;
    }
    histogram.edges = binEdges(samples);
    histogram.reference = shares(stats::countsInBins(samples.reference, histogram.edges));
    histogram.current = shares(stats::countsInBins(samples.current, histogram.edges));
    return histogram;
}

ColumnHistogram histogramOf(const LevelCounts &levels)
{
    const auto before = shares(levels.reference);
    const auto now = shares(levels.current);
    std::vector<std::size_t> order(levels.names.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    // By the greater of both shares: a level that came or went stands where it was frequent.
    const auto isBefore = [&](std::size_t a, std::size_t b) {
        const double shareOfA = std::max(before[a], now[a]);
        const double shareOfB = std::max(before[b], now[b]);
        return shareOfA != shareOfB ? shareOfA > shareOfB : levels.names[a] < levels.names[b];
    };
    const auto shown = std::min(order.size(), mostLevels);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(), isBefore);
    ColumnHistogram histogram;
    for (std::size_t i = 0; i < shown; ++i) {
        histogram.levels.emplace_back(levels.names[order[i]]);
        histogram.reference.push_back(before[order[i]]);
        histogram.current.push_back(now[order[i]]);
    }
    if (shown < order.size()) {
        histogram.hasOthers = true;
        histogram.reference.push_back(std::max(0.0, 1 - sum(histogram.reference)));
        histogram.current.push_back(std::max(0.0, 1 - sum(histogram.current)));
    }
    return histogram;
}

Json toJson(const ColumnHistogram &histogram)
{
    if (histogram.reference.empty())
        return nullptr;
    auto reference = histogram.reference;
    auto current = histogram.current;
    Json json;
    if (histogram.hasOthers) {
        json["others"] = {{"reference", reference.back()}, {"current", current.back()}};
        reference.pop_back();
        current.pop_back();
    }
    if (!histogram.levels.empty())
        json["levels"] = histogram.levels;
    else if (!histogram.values.empty())
        json["values"] = histogram.values;
    else
        json["edges"] = histogram.edges;
    json["reference"] = reference;
    json["current"] = current;
    return json;
}

} // namespace slipway::monitor
