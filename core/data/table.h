#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

enum class ColumnKind {
    Number, ///< numbers, flags (0 and 1) and times (seconds since 1970)
    Category, ///< texts, each level kept once
};

/// One column in memory. Missing values are NaN in a number column and -1 in a category column.
struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::Number;
    std::string sourceType; ///< the type in the file, as DuckDB spells it ("BIGINT", "VARCHAR", ...)
    std::vector<double> numbers; ///< one a row, of a Number column
    std::vector<std::int32_t> codes; ///< one a row, of a Category column: an index into levels
    std::vector<std::string> levels; ///< in the order of first appearance

    std::size_t rows() const { return kind == ColumnKind::Number ? numbers.size() : codes.size(); }
    std::size_t missing() const;
};

/// Columns of equal length.
struct Table {
    std::vector<Column> columns;

    std::size_t rows() const { return columns.empty() ? 0 : columns.front().rows(); }
    const Column *find(std::string_view name) const;
};

/// The column of that name; the error names the table (`place`) and the columns that it has.
Result<const Column *> requireColumn(const Table &table, std::string_view name, std::string_view place);

/// The same for a column of numbers.
Result<const Column *> requireNumbers(const Table &table, std::string_view name, std::string_view place);

} // namespace slipway::data
