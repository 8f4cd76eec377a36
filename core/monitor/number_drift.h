#pragma once

#include "core/monitor/column_drift.h"

#include <span>

namespace slipway::monitor {

/// Two ascending, non-empty samples of a column of numbers, and what all profiles need to know about them.
struct NumberSamples {
    std::span<const double> reference;
    std::span<const double> current;
    double deviation = 0; ///< of the reference, population
    std::size_t referenceDistinct = 0; ///< distinct values; counting stops after manyDistinct
    std::size_t pooledDistinct = 0; ///< the same over both sides
};

/// More distinct reference values than this make histogram bins, fewer are levels of their own (Evidently's
/// cut).
constexpr std::size_t manyDistinct = 20;

/// Up to this many distinct values over both sides a column of numbers is judged like a category (Evidently's
/// cut).
constexpr std::size_t fewDistinct = 5;

NumberSamples numberSamples(std::span<const double> reference, std::span<const double> current);

/// Counts of each distinct value. Meant for columns with few of them.
LevelCounts levelCounts(const NumberSamples &samples);

/// Fills in the statistics that are the same in every profile.
void measureNumbers(const NumberSamples &samples, ColumnDrift &column);

} // namespace slipway::monitor
