#pragma once

#include "core/data/source.h"

#include <string>
#include <string_view>

namespace slipway::data {

/// What a column's values are, which decides what is worth saying about them.
enum class ValueKind { Whole, Real, Flag, Date, Time, Text };

/// How a column is read for its profile.
struct ColumnShape {
    ValueKind kind = ValueKind::Text;
    bool fitsEightBytes = false; ///< every value is exactly one 64-bit number, in the order of the values
    std::string value; ///< SQL: the value, NULL where it is missing or NaN
};

ColumnShape shapeOf(const SourceColumn &column);

/// "whole", "number", "flag", "date", "time" or "text"
std::string_view kindName(ValueKind kind);

/// Days since 1970 (of a date) or microseconds since 1970 as an ISO text.
std::string timeText(ValueKind kind, double value);

} // namespace slipway::data
