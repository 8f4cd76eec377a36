#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace slipway::serve {

/// A counter with a cell a server thread. Each thread writes its own cell alone, so adding is a load and a
/// store without a lock on the bus; reading sums the cells and may come from any thread.
class ShardedCounter
{
public:
    explicit ShardedCounter(std::size_t shards)
        : m_cells(shards)
    {
    }

    void add(std::size_t shard, std::uint64_t n = 1)
    {
        auto &cell = m_cells[shard].value;
        cell.store(cell.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }

    std::uint64_t total() const;

private:
    struct alignas(64) Cell {
        std::atomic<std::uint64_t> value {0};
    };
    std::vector<Cell> m_cells;
};

/// What a histogram holds at one moment, as Prometheus writes it.
struct HistogramFigures {
    std::span<const double> bounds; ///< upper, inclusive
    std::vector<std::uint64_t> cumulative; ///< one a bound, then the count of all
    double sum = 0;

    std::uint64_t count() const { return cumulative.back(); }

    /// The value below which the share `q` lies, interpolated within its bucket as Prometheus does. NaN when
    /// empty.
    double quantile(double q) const;
};

/// A histogram with fixed bounds, written like ShardedCounter.
class ShardedHistogram
{
public:
    static constexpr std::size_t mostBounds = 24;

    /// `bounds` rise, are at most mostBounds, and outlive the histogram.
    ShardedHistogram(std::span<const double> bounds, std::size_t shards);

    void observe(std::size_t shard, double value);
    HistogramFigures figures() const;

private:
    struct alignas(64) Cells {
        std::array<std::atomic<std::uint64_t>, mostBounds + 1> buckets {};
        std::atomic<double> sum {0};
    };
    std::span<const double> m_bounds;
    std::vector<Cells> m_cells;
};

/// The mean of what was observed in this minute and the one before, written like ShardedCounter.
class RecentMean
{
public:
    explicit RecentMean(std::size_t shards)
        : m_cells(shards)
    {
    }

    void observe(std::size_t shard, std::int64_t minute, double sum, std::uint64_t count);
    double mean(std::int64_t minute) const; ///< NaN where nothing was observed

private:
    struct alignas(64) Cell {
        std::atomic<std::int64_t> minute {0};
        std::atomic<double> sum {0};
        std::atomic<double> count {0};
        std::atomic<double> sumBefore {0};
        std::atomic<double> countBefore {0};
    };
    std::vector<Cell> m_cells;
};

} // namespace slipway::serve
