#pragma once

#include "core/monitor/column_drift.h"

namespace slipway::monitor {

/// Counts over the union of both sides' levels: the reference's levels in their order, then the current
/// side's new ones. Fills in rows, missing, new and vanished levels of `column` too.
LevelCounts countLevels(const data::Column &reference, const data::Column &current, ColumnDrift &column);

/// Fills in the statistics that are the same in every profile.
void measureCategories(const LevelCounts &levels, ColumnDrift &column);

} // namespace slipway::monitor
