#include "core/stats/pooled_walk.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace slipway::stats {

namespace {

/// Walks one value at a time. Which sample comes next is as good as random, so the choice is arithmetic, not
/// a branch.
class Walker
{
public:
    Walker(std::span<const double> a, std::span<const double> b)
        : m_a(a)
        , m_b(b)
        , m_up(static_cast<std::int64_t>(b.size()))
        , m_down(static_cast<std::int64_t>(a.size()))
        , m_value(std::min(a.front(), b.front()))
    {
    }

    PooledWalk run()
    {
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < m_a.size() && j < m_b.size()) {
            const double next = std::min(m_a[i], m_b[j]);
            arrive(next);
            const bool fromA = m_a[i] <= m_b[j];
            m_step += fromA ? m_up : -m_down;
            i += fromA;
            j += !fromA;
        }
        for (; i < m_a.size(); ++i) {
            arrive(m_a[i]);
            m_step += m_up;
        }
        for (; j < m_b.size(); ++j) {
            arrive(m_b[j]);
            m_step -= m_down;
        }
        m_walk.area /= static_cast<double>(m_up) * static_cast<double>(m_down);
        return m_walk;
    }

private:
    /// The functions keep their difference from the last value up to this one. Inside a tie the gap is 0 and
    /// the difference is not yet that of the functions: it must not count.
    void arrive(double next)
    {
        const std::int64_t height = std::abs(m_step);
        m_walk.area += static_cast<double>(height) * (next - m_value);
        m_walk.largestStep = std::max(m_walk.largestStep, next > m_value ? height : 0);
        m_value = next;
    }

    std::span<const double> m_a;
    std::span<const double> m_b;
    std::int64_t m_up; ///< what a value of a adds to n m (F - G)
    std::int64_t m_down; ///< what a value of b takes away
    double m_value;
    std::int64_t m_step = 0; ///< n m (F - G) after the values walked so far
    PooledWalk m_walk;
};

} // namespace

PooledWalk walkPooled(std::span<const double> a, std::span<const double> b)
{
    return Walker(a, b).run();
}

} // namespace slipway::stats
