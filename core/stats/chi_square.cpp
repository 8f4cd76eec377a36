#include "core/stats/chi_square.h"

#include "core/stats/tails.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace slipway::stats {

namespace {

struct Totals {
    double a = 0;
    double b = 0;
    double levels = 0; ///< that at least one side has
};

Totals totalsOf(std::span<const double> a, std::span<const double> b)
{
    assert(a.size() == b.size());
    Totals totals;
    for (std::size_t i = 0; i < a.size(); ++i) {
        totals.a += a[i];
        totals.b += b[i];
        totals.levels += a[i] + b[i] > 0 ? 1 : 0;
    }
    return totals;
}

} // namespace

ChiSquareTest chiSquareContingency(std::span<const double> a, std::span<const double> b,
                                   Continuity continuity)
{
    const Totals totals = totalsOf(a, b);
    if (totals.a <= 0 || totals.b <= 0)
        return {};
    const double dof = totals.levels - 1;
    if (dof == 0)
        return {0, 1, 0};
    const double step = continuity == Continuity::Yates && dof == 1 ? 0.5 : 0;
    const double all = totals.a + totals.b;
    double statistic = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double level = a[i] + b[i];
        if (level == 0)
            continue;
        const double expectedA = level * totals.a / all;
        const double expectedB = level * totals.b / all;
        // Both cells of a level are off by the same number of rows.
        const double off = std::max(std::abs(a[i] - expectedA) - step, 0.0);
        statistic += off * off * (1 / expectedA + 1 / expectedB);
    }
    return {statistic, chiSquareTail(statistic, dof), dof};
}

ChiSquareTest chiSquareGoodness(std::span<const double> reference, std::span<const double> current)
{
    const Totals totals = totalsOf(reference, current);
    if (totals.a <= 0 || totals.b <= 0)
        return {};
    double statistic = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        if (reference[i] + current[i] == 0)
            continue;
        const double expected = reference[i] * (totals.b / totals.a);
        statistic += (current[i] - expected) * (current[i] - expected) / expected; // a new level: infinite
    }
    const double dof = totals.levels - 1;
    return {statistic, chiSquareTail(statistic, dof), dof};
}

ChiSquareTest chiSquareRelabelled(std::span<const double> a, std::span<const double> b)
{
    ChiSquareTest test = chiSquareContingency(a, b);
    const Totals totals = totalsOf(a, b);
    const double all = totals.a + totals.b;
    if (!(test.dof > 0) || all <= 3)
        return test;

    // Dawson's form of Haldane's variance, rows being the two samples and columns the levels.
    double inverseLevels = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] + b[i] > 0)
            inverseLevels += 1 / (a[i] + b[i]);
    }
    const double inverseSamples = 1 / totals.a + 1 / totals.b;
    const double freeRows = (all - 2) / (all - 1);
    const double freeColumns = (totals.levels - 1) * (all - totals.levels) / (all - 1);
    const double unevenRows = (all * inverseSamples - 4) / (all - 2);
    const double unevenColumns = (all * inverseLevels - totals.levels * totals.levels) / (all - 2);
    const double mean = all * test.dof / (all - 1);
    const double variance = 2 * all / (all - 3) * (freeRows - unevenRows) * (freeColumns - unevenColumns)
        + all * all / (all - 1) * unevenRows * unevenColumns;
    // Every row a level of its own: the statistic is the same for every labelling and says nothing.
    if (variance <= 1e-9 * mean * mean) {
        test.pValue = 1;
        return test;
    }
    // A gamma of this mean and variance, written as a scaled chi-square.
    test.pValue = chiSquareTail(test.statistic * 2 * mean / variance, 2 * mean * mean / variance);
    return test;
}

} // namespace slipway::stats
