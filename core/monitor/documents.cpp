#include "core/monitor/documents.h"

#include <cmath>

namespace slipway::monitor {

namespace {

constexpr double alpha = 0.05;

} // namespace

Verdict documentsVerdict(const ColumnDrift &column)
{
    return {"ks", column.ks.statistic, column.ks.pValue, alpha, column.ks.pValue < alpha, {}};
}

Verdict documentsVerdict(const LevelCounts &levels)
{
    const auto test = stats::chiSquareContingency(levels.reference, levels.current, stats::Continuity::Yates);
    return {"chi2", test.statistic, test.pValue, alpha, test.pValue < alpha, {}};
}

double documentsScore(std::span<const ColumnDrift> columns)
{
    double sum = 0;
    int tests = 0;
    for (const ColumnDrift &column : columns) {
        if (std::isnan(column.verdict.pValue))
            continue;
        sum += column.verdict.pValue;
        ++tests;
    }
    return tests > 0 ? 1 - sum / tests : unknownNumber;
}

} // namespace slipway::monitor
