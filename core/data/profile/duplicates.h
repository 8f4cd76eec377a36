#pragma once

#include "core/base/run_context.h"
#include "core/data/source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway::data {

/// SQL of a BIGINT that differs only between rows that differ.
std::string digestExpression(const std::vector<SourceColumn> &columns);

/// The rows that are equal to an earlier one in every column. `digests`: of all rows, in any order, which are
/// sorted here; where they are not known, DuckDB makes them. Rows whose digest stands alone are not compared.
Result<std::int64_t> duplicateRows(Source &source, std::vector<std::uint64_t> digests,
                                   const RunContext &context);

} // namespace slipway::data
