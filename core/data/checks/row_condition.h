#pragma once

#include "core/data/source.h"

#include <string>
#include <string_view>

namespace slipway::data {

/// Reads the row_condition of an expectation into a scalar expression of SQL over the columns of `source`.
/// Both spellings of Great Expectations are read: that of pandas (`age > 30 and city == "Rome"`,
/// `a.notnull()`, `a in [1, 2]`, backticks around names) and its own (`col("age") > 30 and
/// col("city").notNull()`). Nothing else gets through: no function, no other table, no file.
///
/// As in pandas, a comparison with a missing value is false, and `!=` with one is true.
Result<std::string> rowCondition(std::string_view text, const Source &source);

} // namespace slipway::data
