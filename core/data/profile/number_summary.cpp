#include "core/data/profile/number_summary.h"

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::size_t mostShown = 10;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

void MostFrequent::add(const ValueRun &run)
{
    if (m_list.size() == mostShown && run.count <= m_list.back().run.count)
        return;
    const auto place = std::find_if(m_list.begin(), m_list.end(),
                                    [&](const KeptValue &each) { return each.run.count < run.count; });
    m_list.insert(place, KeptValue(run));
    if (m_list.size() > mostShown)
        m_list.pop_back();
}

void RisingAuc::add(std::int64_t positives, std::int64_t negatives)
{
    m_concordant += static_cast<double>(positives)
        * (static_cast<double>(m_negatives) + 0.5 * static_cast<double>(negatives));
    m_positives += positives;
    m_negatives += negatives;
}

double RisingAuc::value() const
{
    if (m_positives == 0 || m_negatives == 0)
        return nothing;
    return m_concordant / (static_cast<double>(m_positives) * static_cast<double>(m_negatives));
}

NumberSummary::NumberSummary(const NumberRange &range)
    : m_range(range)
    , m_quantiles(probabilities.size(), nothing)
{
    if (range.finite == 0)
        return;
    const std::size_t bins = range.least < range.greatest ? mostBins : 1;
    for (std::size_t i = 0; i <= bins; ++i)
        m_edges.push_back(
            std::lerp(range.least, range.greatest, static_cast<double>(i) / static_cast<double>(bins)));
    m_edges.back() = range.greatest;
    m_bins.assign(bins, 0);
}

void NumberSummary::add(const ValueRun &run)
{
    ++m_distinct;
    m_top.add(run);
    m_auc.add(run.positives, run.negatives);
    if (!std::isfinite(run.value)) {
        m_infinite += run.count;
        return;
    }
    addToQuantiles(run);
    addToBins(run);
    if (m_first && run.value - m_previous > m_gap) {
        m_gap = run.value - m_previous;
        m_gapFrom = m_previous;
    }
    m_previous = run.value;
    m_seen += run.count;
    addToMoments(run);
    if (!m_first)
        m_first.emplace(run);
    if (m_seen == m_range.finite)
        m_last.emplace(run);
}

/// The quantile p of n values lies at (n - 1) p, counted from 0; this run holds the places from m_seen on.
void NumberSummary::addToQuantiles(const ValueRun &run)
{
    const std::int64_t end = m_seen + run.count;
    for (; m_quantile < probabilities.size(); ++m_quantile) {
        const double place = static_cast<double>(m_range.finite - 1) * probabilities[m_quantile];
        const auto low = static_cast<std::int64_t>(place);
        const double share = place - static_cast<double>(low);
        if (low >= end)
            return;
        if (share > 0 && low + 1 >= end)
            return;
        // What is not complete by now lies in this run, or between it and the one before.
        const double lower = low < m_seen ? m_previous : run.value;
        m_quantiles[m_quantile] = share > 0 ? std::lerp(lower, run.value, share) : run.value;
    }
}

void NumberSummary::addToBins(const ValueRun &run)
{
    while (m_bin + 1 < m_bins.size() && run.value >= m_edges[m_bin + 1])
        ++m_bin;
    m_bins[m_bin] += run.count;
}

/// Welford's update for `count` equal values at once.
void NumberSummary::addToMoments(const ValueRun &run)
{
    const double count = static_cast<double>(run.count);
    const double away = run.value - m_mean;
    m_mean += away * (count / static_cast<double>(m_seen));
    m_squares += count * away * (run.value - m_mean);
}

double NumberSummary::mean() const
{
    return m_seen > 0 ? m_mean : nothing;
}

double NumberSummary::deviation() const
{
    return m_seen > 1 ? std::sqrt(m_squares / static_cast<double>(m_seen - 1)) : nothing;
}

} // namespace slipway::data
