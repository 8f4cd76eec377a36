#pragma once

#include "core/monitor/number_drift.h"

namespace slipway::monitor {

/// Evidently's default decision for a column of numbers. `sourceType` is the type in the file: Evidently 0.7
/// takes flags and whole numbers with up to ten distinct values for categories.
Verdict evidentlyVerdict(const NumberSamples &samples, const ColumnDrift &column,
                         std::string_view sourceType);

/// The same for a column of texts.
Verdict evidentlyVerdict(const LevelCounts &levels, const ColumnDrift &column);

} // namespace slipway::monitor
