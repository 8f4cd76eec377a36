#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// One column of a block of rows. Valid only while the block is being taken.
struct BlockColumn {
    enum class Form {
        Whole, ///< integers, flags (0 and 1), dates (days since 1970) and timestamps (microseconds since
               ///< 1970)
        Real, ///< floats, decimals and integers beyond 64 bits
        Text,
    };

    std::string name;
    std::string type; ///< as DuckDB spells it
    Form form = Form::Real;
    std::vector<std::int64_t> whole;
    std::vector<double> reals;
    std::vector<std::string_view> texts;
    const std::uint64_t *validity =
        nullptr; ///< one bit a row, set where there is a value; null: all rows have one

    bool missing(std::size_t row) const { return validity && (validity[row / 64] >> (row % 64) & 1) == 0; }
    bool isDate() const { return type == "DATE"; }
    bool isTime() const { return type.starts_with("TIMESTAMP"); }
};

/// Some thousand rows of a query's answer, in order.
struct Block {
    std::size_t rows = 0;
    std::vector<BlockColumn> columns;
};

/// What is done with each block; an error ends the query.
using BlockTaker = std::function<Status(const Block &)>;

} // namespace slipway::data
