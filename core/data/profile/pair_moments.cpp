#include "core/data/profile/pair_moments.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace slipway::data {

namespace {

/// Four sums at once: one alone would wait for each addition to end.
double dot(const double *a, const double *b, std::size_t rows)
{
    double sums[4] {};
    std::size_t i = 0;
    for (; i + 4 <= rows; i += 4) {
        sums[0] += a[i] * b[i];
        sums[1] += a[i + 1] * b[i + 1];
        sums[2] += a[i + 2] * b[i + 2];
        sums[3] += a[i + 3] * b[i + 3];
    }
    for (; i < rows; ++i)
        sums[0] += a[i] * b[i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

double dotOfSquares(const double *a, const double *b, std::size_t rows)
{
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i)
        sum += a[i] * a[i] * b[i];
    return sum;
}

} // namespace

void PairMoments::Sums::add(const Sums &other)
{
    n += other.n;
    a += other.a;
    b += other.b;
    aa += other.aa;
    bb += other.bb;
    ab += other.ab;
}

PairMoments::PairMoments(std::vector<double> pivots)
    : m_pivots(std::move(pivots))
    , m_pairs(m_pivots.size() * (m_pivots.size() - (m_pivots.empty() ? 0 : 1)) / 2)
    , m_away(m_pivots.size())
    , m_present(m_pivots.size())
    , m_sum(m_pivots.size())
    , m_square(m_pivots.size())
{
}

std::size_t PairMoments::place(std::size_t a, std::size_t b) const
{
    assert(a != b);
    if (a > b)
        std::swap(a, b);
    return a * (2 * m_pivots.size() - a - 1) / 2 + (b - a - 1);
}

void PairMoments::prepare(const NumberBlock &block)
{
    for (std::size_t c = 0; c < m_pivots.size(); ++c) {
        const auto &values = block.columns[c];
        auto &away = m_away[c];
        auto &present = m_present[c];
        away.resize(block.rows);
        bool complete = true;
        for (std::size_t i = 0; i < block.rows; ++i) {
            away[i] = values[i] - m_pivots[c];
            complete = complete && !std::isnan(away[i]);
        }
        present.clear();
        if (!complete) {
            present.resize(block.rows);
            for (std::size_t i = 0; i < block.rows; ++i) {
                present[i] = std::isnan(away[i]) ? 0 : 1;
                away[i] = std::isnan(away[i]) ? 0 : away[i];
            }
        }
        m_square[c] = dot(away.data(), away.data(), block.rows);
        m_sum[c] = 0;
        for (const double each : away)
            m_sum[c] += each;
    }
}

PairMoments::Sums PairMoments::pairSums(std::size_t a, std::size_t b, std::size_t rows) const
{
    const double *x = m_away[a].data();
    const double *y = m_away[b].data();
    Sums sums {static_cast<double>(rows), m_sum[a], m_sum[b], m_square[a], m_square[b], dot(x, y, rows)};
    const double *hasX = m_present[a].empty() ? nullptr : m_present[a].data();
    const double *hasY = m_present[b].empty() ? nullptr : m_present[b].data();
    if (hasY) {
        sums.a = dot(x, hasY, rows);
        sums.aa = dotOfSquares(x, hasY, rows);
        sums.n = 0;
        for (std::size_t i = 0; i < rows; ++i)
            sums.n += hasX ? hasX[i] * hasY[i] : hasY[i];
    }
    if (hasX) {
        sums.b = dot(y, hasX, rows);
        sums.bb = dotOfSquares(y, hasX, rows);
        if (!hasY) {
            sums.n = 0;
            for (std::size_t i = 0; i < rows; ++i)
                sums.n += hasX[i];
        }
    }
    return sums;
}

void PairMoments::add(const NumberBlock &block)
{
    prepare(block);
    std::size_t at = 0;
    for (std::size_t a = 0; a < m_pivots.size(); ++a) {
        for (std::size_t b = a + 1; b < m_pivots.size(); ++b)
            m_pairs[at++].add(pairSums(a, b, block.rows));
    }
}

void PairMoments::add(const PairMoments &following)
{
    for (std::size_t i = 0; i < m_pairs.size(); ++i)
        m_pairs[i].add(following.m_pairs[i]);
}

double PairMoments::correlation(std::size_t a, std::size_t b) const
{
    const Sums &sums = m_pairs[place(a, b)];
    const double spreadA = sums.aa - sums.a * sums.a / sums.n;
    const double spreadB = sums.bb - sums.b * sums.b / sums.n;
    // A column that does not vary leaves only what rounding leaves.
    constexpr double rounding = 1e-12;
    if (sums.n < 2 || !(spreadA > rounding * sums.aa) || !(spreadB > rounding * sums.bb))
        return std::nan("");
    const double r = (sums.ab - sums.a * sums.b / sums.n) / std::sqrt(spreadA * spreadB);
    return std::clamp(r, -1.0, 1.0);
}

std::int64_t PairMoments::rows(std::size_t a, std::size_t b) const
{
    return static_cast<std::int64_t>(m_pairs[place(a, b)].n);
}

} // namespace slipway::data
