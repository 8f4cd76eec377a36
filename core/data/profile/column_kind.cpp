#include "core/data/profile/column_kind.h"

#include "core/base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::array<std::string_view, 7> smallWholes {"TINYINT",  "SMALLINT",  "INTEGER", "BIGINT",
                                                       "UTINYINT", "USMALLINT", "UINTEGER"};
constexpr std::array<std::string_view, 3> largeWholes {"UBIGINT", "HUGEINT", "UHUGEINT"};
constexpr int exactDigits = 15; ///< every decimal of that many digits has a double of its own

template <std::size_t count>
bool isOneOf(std::string_view type, const std::array<std::string_view, count> &types)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

int decimalWidth(std::string_view type)
{
    int width = 0;
    const auto open = type.find('(');
    if (open != std::string_view::npos)
        std::from_chars(type.data() + open + 1, type.data() + type.size(), width);
    return width;
}

} // namespace

ColumnShape shapeOf(const SourceColumn &column)
{
    const auto &type = column.type;
    const auto name = identifier(column.name);
    if (isOneOf(type, smallWholes))
        return {ValueKind::Whole, true, name};
    if (isOneOf(type, largeWholes))
        return {ValueKind::Whole, false, name};
    if (type == "FLOAT" || type == "DOUBLE")
        return {ValueKind::Real, true, fmt::format("nullif({0}, 'NaN'::{1})", name, type)};
    if (type.starts_with("DECIMAL"))
        return {ValueKind::Real, decimalWidth(type) <= exactDigits, name};
    if (type == "BOOLEAN")
        return {ValueKind::Flag, true, name};
    if (type == "DATE")
        return {ValueKind::Date, true, name};
    if (type == "TIMESTAMP" || type == "TIMESTAMP_S" || type == "TIMESTAMP_MS"
        || type == "TIMESTAMP WITH TIME ZONE")
        return {ValueKind::Time, true, name};
    if (type == "TIMESTAMP_NS") // what is finer than a microsecond is not told apart
        return {ValueKind::Time, true, fmt::format("CAST({} AS TIMESTAMP)", name)};
    return {ValueKind::Text, false, type == "VARCHAR" ? name : fmt::format("CAST({} AS VARCHAR)", name)};
}

std::string_view kindName(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Whole:
        return "whole";
    case ValueKind::Real:
        return "number";
    case ValueKind::Flag:
        return "flag";
    case ValueKind::Date:
        return "date";
    case ValueKind::Time:
        return "time";
    case ValueKind::Text:
        return "text";
    }
    return "text";
}

std::string timeText(ValueKind kind, double value)
{
    if (kind == ValueKind::Date)
        return isoTime(static_cast<TimeMicros>(std::floor(value)) * microsPerDay).substr(0, 10);
    return isoTime(static_cast<TimeMicros>(value));
}

} // namespace slipway::data
