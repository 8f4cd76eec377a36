#pragma once

#include "core/monitor/column_drift.h"

#include <span>

namespace slipway::monitor {

/// The course documents' decision: KS for numbers, p < 0.05.
Verdict documentsVerdict(const ColumnDrift &column);

/// Chi-square for categories, as scipy.stats.chi2_contingency is called there: with Yates' correction for two
/// levels.
Verdict documentsVerdict(const LevelCounts &levels);

/// 1 - mean(p) over the columns that were tested; NaN where none was. 0.5 on average where nothing drifts.
double documentsScore(std::span<const ColumnDrift> columns);

} // namespace slipway::monitor
