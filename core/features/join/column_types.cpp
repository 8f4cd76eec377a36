#include "core/features/join/column_types.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

// DuckDB's times end in the year 294247; 1e11 seconds are the year 5138.
constexpr std::string_view latestSecond = "100000000000";

} // namespace

std::string_view keyTypeName(KeyType type)
{
    return type == KeyType::Whole ? "whole numbers" : "texts";
}

bool isWholeType(std::string_view type)
{
    return type.ends_with("INT") || type.ends_with("INTEGER");
}

bool isSmallWholeType(std::string_view type)
{
    return isWholeType(type) && type != "UBIGINT" && !type.ends_with("HUGEINT");
}

bool isFractionType(std::string_view type)
{
    return type == "DOUBLE" || type == "FLOAT" || type.starts_with("DECIMAL");
}

bool isTimeType(std::string_view type)
{
    return type == "DATE" || type.starts_with("TIMESTAMP");
}

KeyType keyTypeOf(std::string_view type)
{
    return isWholeType(type) || isFractionType(type) || type == "BOOLEAN" ? KeyType::Whole : KeyType::Text;
}

std::string keySql(std::string_view expression, std::string_view type)
{
    if (type == "BIGINT" || type == "VARCHAR")
        return std::string(expression);
    if (isFractionType(type)) {
        return fmt::format("CASE WHEN CAST({0} AS DOUBLE) % 1 = 0 AND abs(CAST({0} AS DOUBLE)) <= {1} THEN "
                           "CAST({0} AS BIGINT) END",
                           expression, exactDouble);
    }
    return fmt::format("CAST({} AS {})", expression,
                       keyTypeOf(type) == KeyType::Whole ? "BIGINT" : "VARCHAR");
}

Fit fitOf(std::string_view type, ValueType wanted)
{
    const bool number = isWholeType(type) || isFractionType(type) || type == "BOOLEAN";
    if (type == "\"NULL\"")
        return Fit::Always;
    switch (wanted) {
    case ValueType::Number:
        return number ? Fit::Always : type == "VARCHAR" ? Fit::EachValue : Fit::Never;
    case ValueType::Text:
        // 12 would become 12.0 as soon as one row has no value, so numbers with a fraction are no texts.
        return isFractionType(type) ? Fit::Never : Fit::Always;
    case ValueType::Time:
        return isTimeType(type)                                  ? Fit::Always
            : type == "VARCHAR" || (number && type != "BOOLEAN") ? Fit::EachValue
                                                                 : Fit::Never;
    }
    return Fit::Never;
}

std::string valueSql(std::string_view expression, std::string_view type, ValueType wanted)
{
    switch (wanted) {
    case ValueType::Number:
        if (isWholeType(type) || type == "BOOLEAN")
            return fmt::format("CAST({} AS DOUBLE)", expression);
        if (type.starts_with("DECIMAL"))
            return fmt::format("CAST({} AS DOUBLE) + 0.0::DOUBLE", expression);
        return fmt::format("CASE WHEN isfinite(TRY_CAST({0} AS DOUBLE)) THEN TRY_CAST({0} AS DOUBLE) + "
                           "0.0::DOUBLE END",
                           expression);
    case ValueType::Text:
        return type == "VARCHAR" ? std::string(expression) : fmt::format("CAST({} AS VARCHAR)", expression);
    case ValueType::Time:
        return type == "TIMESTAMP" ? std::string(expression)
                                   : fmt::format("make_timestamp({})", momentSql(expression, type));
    }
    return {};
}

std::string momentSql(std::string_view expression, std::string_view type)
{
    if (type == "TIMESTAMP WITH TIME ZONE")
        return fmt::format("epoch_us({})", expression);
    if (isTimeType(type))
        return fmt::format("epoch_us(CAST({} AS TIMESTAMP))", expression);
    if (type == "VARCHAR")
        return fmt::format("epoch_us(TRY_CAST({} AS TIMESTAMP WITH TIME ZONE))", expression);
    return fmt::format("CASE WHEN abs(CAST({0} AS DOUBLE)) <= {1} THEN CAST(round(CAST({0} AS DOUBLE) * "
                       "1000000.0::DOUBLE) AS BIGINT) END",
                       expression, latestSecond);
}

} // namespace slipway::features
