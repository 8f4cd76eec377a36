#pragma once

#include "core/base/run_context.h"
#include "core/data/profile/number_summary.h"
#include "core/data/source.h"

#include <string>

namespace slipway::data {

/// The same as describeNumbers for what does not fit into memory or into eight bytes: DuckDB groups and
/// sorts, on the disk where it must. `nulls` and `nan` are told beside it.
struct SortedNumbers {
    NumberSummary summary;
    std::int64_t nulls = 0;
    std::int64_t nan = 0;
};
Result<SortedNumbers> describeSorted(Source &source, const SourceColumn &column, const std::string &label,
                                     const RunContext &context);

/// SQL of a column's value as a DOUBLE: days since 1970 of a date, microseconds of a time.
std::string numberExpression(const SourceColumn &column);

} // namespace slipway::data
