#include "core/stats/ks.h"

#include "core/stats/kolmogorov.h"
#include "core/stats/sorting.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace slipway::stats {

namespace {

/// P(n D >= h) for two samples of n values: reflections of the lattice paths at the two lines, summed from
/// the smallest (Gnedenko and Korolyuk 1951).
double equalSizesTail(std::int64_t n, std::int64_t h)
{
    double sum = 0;
    for (std::int64_t k = n / h; k >= 0; --k) {
        double ratio = 1;
        for (std::int64_t j = 0; j < h; ++j)
            ratio *= static_cast<double>(n - k * h - j) / static_cast<double>(n + k * h + j + 1);
        sum = ratio * (1 - sum);
    }
    return std::clamp(2 * sum, 0.0, 1.0);
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0);
}

/// Every order in which n and m values can be drawn is a path from (0, 0) to (n, m), all equally likely under
/// no difference. The share of paths that reach |i/n - j/m| >= h / lcm(n, m), by Hodges' recursion (1958)
/// over the last step of a path. It goes from one diagonal i + j to the next, so that the cells of a diagonal
/// are independent.
class PathCount
{
public:
    PathCount(std::int64_t n, std::int64_t m, std::int64_t h)
        : m_n(std::max(n, m))
        , m_m(std::min(n, m))
        , m_stepN(m_n / std::gcd(n, m))
        , m_stepM(m_m / std::gcd(n, m))
        , m_h(h)
    {
    }

    double outside() const
    {
        // Cell j + 1 holds the share of paths to (diagonal - j, j) that have been outside; beyond the lines
        // all have.
        std::vector<double> cells(static_cast<std::size_t>(m_m) + 3, 1.0);
        std::vector<double> next = cells;
        cells[1] = 0;
        for (std::int64_t diagonal = 1; diagonal <= m_n + m_m; ++diagonal) {
            const std::int64_t centre = diagonal * m_stepM;
            const std::int64_t width = m_stepN + m_stepM;
            const auto first =
                std::max({floorDivide(centre - m_h, width) + 1, std::int64_t {0}, diagonal - m_n});
            const auto last = std::min({-floorDivide(-centre - m_h, width) - 1, m_m, diagonal});
            if (first > last)
                return 1;
            advance(cells.data() + first, next.data() + first + 1, first, last, diagonal);
            next[static_cast<std::size_t>(first)] = 1;
            next[static_cast<std::size_t>(last) + 2] = 1;
            cells.swap(next);
        }
        return std::clamp(cells[static_cast<std::size_t>(m_m) + 1], 0.0, 1.0);
    }

private:
    static void advance(const double *from, double *to, std::int64_t first, std::int64_t last,
                        std::int64_t diagonal)
    {
        const double inverse = 1 / static_cast<double>(diagonal);
        const auto start = static_cast<double>(first);
        const auto end = static_cast<double>(diagonal - first);
        const int count = static_cast<int>(last - first + 1);
        for (int k = 0; k < count; ++k) {
            const double j = start + k;
            const double i = end - k;
            to[k] = (i * from[k + 1] + j * from[k]) * inverse;
        }
    }

    std::int64_t m_n;
    std::int64_t m_m;
    std::int64_t m_stepN;
    std::int64_t m_stepM;
    std::int64_t m_h;
};

double pValueOf(std::int64_t largestStep, std::int64_t n, std::int64_t m)
{
    if (largestStep == 0)
        return 1;
    const auto pairs = static_cast<double>(n) * static_cast<double>(m);
    const double effective = pairs / static_cast<double>(n + m);
    const double d = static_cast<double>(largestStep) / pairs;
    // The bound of Dvoretzky, Kiefer and Wolfowitz: below the least double, counting paths would only find 0
    // slowly.
    if (2 * effective * d * d > 760)
        return 0;
    if (static_cast<std::size_t>(std::max(n, m)) > largestExactKsSample)
        return kolmogorovTail(static_cast<std::int64_t>(std::nearbyint(effective)), d);
    const std::int64_t h = largestStep / std::gcd(n, m);
    return n == m ? equalSizesTail(n, h) : PathCount(n, m, h).outside();
}

} // namespace

KsTest ksTest(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> sortedA(a.begin(), a.end());
    std::vector<double> sortedB(b.begin(), b.end());
    sortValues(sortedA);
    sortValues(sortedB);
    return ksTestOfSorted(sortedA, sortedB);
}

KsTest ksTestOfSorted(std::span<const double> a, std::span<const double> b)
{
    if (a.empty() || b.empty())
        return {};
    return ksTestOfWalk(walkPooled(a, b), a.size(), b.size());
}

KsTest ksTestOfWalk(const PooledWalk &walk, std::size_t n, std::size_t m)
{
    if (n == 0 || m == 0)
        return {};
    const auto pairs = static_cast<double>(n) * static_cast<double>(m);
    return {static_cast<double>(walk.largestStep) / pairs,
            pValueOf(walk.largestStep, static_cast<std::int64_t>(n), static_cast<std::int64_t>(m))};
}

} // namespace slipway::stats
