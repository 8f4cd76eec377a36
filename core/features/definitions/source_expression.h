#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// A scalar SQL expression over the columns of a source, from a file that someone wrote. DuckDB runs it as it
/// stands, so it may use more of SQL than an Expression; but it reads one row and nothing else.
struct SourceExpression {
    std::string sql; ///< in brackets, safe to stand anywhere in a query
    std::vector<std::string> columns; ///< that it reads, each once
};

/// Refuses what is not a scalar expression over columns: queries, aggregates, windows, parameters, functions
/// that read files, settings or the clock, and unknown ones. Whether the columns exist and the types fit,
/// DuckDB says when it meets the table; see checkColumns. The errors' args hold `reason` and `remedy`.
Result<SourceExpression> readSourceExpression(std::string_view sql);

/// That the expression reads only columns of the list. SQL does not tell upper from lower case there.
Status checkColumns(const SourceExpression &expression, std::string_view table,
                    std::span<const std::string> columns);

} // namespace slipway::features
