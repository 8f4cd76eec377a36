#include "core/serve/sharded.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace slipway::serve {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

template <typename T>
void increase(std::atomic<T> &cell, T by)
{
    cell.store(cell.load(relaxed) + by, relaxed);
}

} // namespace

std::uint64_t ShardedCounter::total() const
{
    std::uint64_t sum = 0;
    for (const auto &cell : m_cells)
        sum += cell.value.load(relaxed);
    return sum;
}

double HistogramFigures::quantile(double q) const
{
    if (count() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double rank = q * static_cast<double>(count());
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const auto upTo = static_cast<double>(cumulative[i]);
        if (upTo < rank)
            continue;
        const double before = i == 0 ? 0 : static_cast<double>(cumulative[i - 1]);
        const double low = i == 0 ? 0 : bounds[i - 1];
        return upTo == before ? bounds[i] : low + (bounds[i] - low) * (rank - before) / (upTo - before);
    }
    return bounds.back();
}

ShardedHistogram::ShardedHistogram(std::span<const double> bounds, std::size_t shards)
    : m_bounds(bounds)
    , m_cells(shards)
{
    assert(bounds.size() <= mostBounds && std::is_sorted(bounds.begin(), bounds.end()));
}

void ShardedHistogram::observe(std::size_t shard, double value)
{
    const auto bucket = std::lower_bound(m_bounds.begin(), m_bounds.end(), value) - m_bounds.begin();
    auto &cells = m_cells[shard];
    increase<std::uint64_t>(cells.buckets[static_cast<std::size_t>(bucket)], 1);
    increase(cells.sum, value);
}

HistogramFigures ShardedHistogram::figures() const
{
    HistogramFigures figures;
    figures.bounds = m_bounds;
    figures.cumulative.assign(m_bounds.size() + 1, 0);
    for (const auto &cells : m_cells) {
        for (std::size_t i = 0; i <= m_bounds.size(); ++i)
            figures.cumulative[i] += cells.buckets[i].load(relaxed);
        figures.sum += cells.sum.load(relaxed);
    }
    // The count is the last bucket's sum, not a number of its own, so that they agree at every moment.
    for (std::size_t i = 1; i < figures.cumulative.size(); ++i)
        figures.cumulative[i] += figures.cumulative[i - 1];
    return figures;
}

void RecentMean::observe(std::size_t shard, std::int64_t minute, double sum, std::uint64_t count)
{
    auto &cell = m_cells[shard];
    const auto last = cell.minute.load(relaxed);
    if (last != minute) {
        const bool next = last + 1 == minute;
        cell.sumBefore.store(next ? cell.sum.load(relaxed) : 0, relaxed);
        cell.countBefore.store(next ? cell.count.load(relaxed) : 0, relaxed);
        cell.sum.store(0, relaxed);
        cell.count.store(0, relaxed);
        cell.minute.store(minute, relaxed);
    }
    increase(cell.sum, sum);
    increase(cell.count, static_cast<double>(count));
}

double RecentMean::mean(std::int64_t minute) const
{
    double sum = 0;
    double count = 0;
    for (const auto &cell : m_cells) {
        const auto last = cell.minute.load(relaxed);
        if (last != minute && last + 1 != minute)
            continue;
        sum += cell.sum.load(relaxed);
        count += cell.count.load(relaxed);
        if (last == minute) {
            sum += cell.sumBefore.load(relaxed);
            count += cell.countBefore.load(relaxed);
        }
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

} // namespace slipway::serve
