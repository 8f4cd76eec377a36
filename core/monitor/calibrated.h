#pragma once

#include "core/monitor/number_drift.h"

#include <optional>
#include <span>

namespace slipway::monitor {

/// The calibrated profile: a column drifted where an effect passes its practical limit, its noise floor, and
/// a test whose p-value is judged together with those of all other columns.

/// Numbers with more than a few distinct values: PSI and normed Wasserstein distance, whichever is further
/// beyond its limit.
Effect effectOfNumbers(const NumberSamples &samples, const ColumnDrift &column, const DriftOptions &options);

/// Categories, and numbers with a few distinct values: the Jensen-Shannon distance.
Effect effectOfLevels(const LevelCounts &levels, const DriftOptions &options);

/// A jump in the share of missing values; nothing where no value is missing on either side.
std::optional<Effect> effectOfNulls(const ColumnSide &reference, const ColumnSide &current,
                                    const DriftOptions &options);

/// Adjusts the p-values of all tests for each other.
void adjustTogether(std::span<ColumnDrift> columns);

/// After adjustTogether.
Verdict calibratedVerdict(const ColumnDrift &column, const DriftOptions &options);

/// The sum over columns of weight x min(1, effect / (2 x practical limit)), 0 where the effect is no more
/// than noise. After adjustTogether. NaN where no column could be tested.
double overallScore(std::span<const ColumnDrift> columns, const DriftOptions &options);

} // namespace slipway::monitor
