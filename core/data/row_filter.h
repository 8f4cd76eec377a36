#pragma once

#include "core/base/result.h"
#include "core/data/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// The SQL condition of a filter that a person has typed, over these columns and nothing else: no functions,
/// no subqueries, no other tables.
///
///     device = 'mobile' and (position < 3 or not click = 1)
///     country in ('DE', 'FR') and dwell between 1.5 and 20
///     "first name" like 'A%' and timestamp >= '2026-01-01' and note is not null
///
/// Comparisons are = != <> < <= > >=; words may be in either case; a column whose name is no plain word
/// stands in double quotes, a text in single ones. A flag may stand alone. A row is chosen where the
/// condition is true, so one with a missing value is not, unless `is null` asks for it. A mistake is told
/// with its place.
Result<std::string> filterCondition(std::string_view filter, const std::vector<SourceColumn> &columns);

} // namespace slipway::data
