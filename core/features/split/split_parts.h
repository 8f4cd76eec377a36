#pragma once

#include "core/features/split/split.h"

#include <string>

/// The ways to part a table, one source each. Those by hash count the rows of their parts as well.
namespace slipway::features {

Result<std::array<SplitPart, 3>> timeParts(data::Duck &duck, const SplitPlan &plan,
                                           const RunContext &context);
Result<std::array<SplitPart, 3>> stratifiedParts(data::Duck &duck, const SplitPlan &plan,
                                                 const RunContext &context);
Result<std::array<SplitPart, 3>> groupParts(data::Duck &duck, const SplitPlan &plan,
                                            const RunContext &context);

/// The time as SQL in whole microseconds; refuses a column that is none.
Result<std::string> timeKey(data::Duck &duck, const SplitPlan &plan, const RunContext &context);

/// The names of the plan's columns; refuses one of `wanted` that the table does not have.
Result<std::vector<std::string>> columnsOf(data::Duck &duck, const SplitPlan &plan,
                                           std::span<const std::string> wanted, const RunContext &context);

constexpr std::array<std::string_view, 3> partNames {"train", "val", "test"};

/// How many of the first `rows` rows stand before a share. 0.7 + 0.15 may lie a rounding below what was
/// meant.
std::int64_t rowsBefore(double share, double rows);

} // namespace slipway::features
