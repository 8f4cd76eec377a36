#pragma once

#include "core/features/definitions/feature_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// From the types that a data set happens to have to those that features and keys have. Types are spelled as
/// DuckDB does.
namespace slipway::features {

/// 2^53: up to here every whole number is a double, and no other one.
constexpr std::int64_t exactDouble = 9007199254740992;

/// What a key is compared as: whole numbers, or texts.
enum class KeyType { Whole, Text };

std::string_view keyTypeName(KeyType type); ///< "whole numbers"

bool isWholeType(std::string_view type); ///< TINYINT to UHUGEINT
bool isSmallWholeType(std::string_view type); ///< those of them that a BIGINT surely holds
bool isFractionType(std::string_view type); ///< FLOAT, DOUBLE, DECIMAL
bool isTimeType(std::string_view type); ///< DATE and every TIMESTAMP

/// How a key of that type is compared.
KeyType keyTypeOf(std::string_view type);

/// A key as BIGINT or VARCHAR; what is no whole number among numbers becomes null.
std::string keySql(std::string_view expression, std::string_view type);

/// What stands in for a type that cannot be taken as it is: whether each value has to be looked at.
enum class Fit { Always, EachValue, Never };

/// Whether a column of that type can be a feature of `wanted`.
Fit fitOf(std::string_view type, ValueType wanted);

/// The feature: a DOUBLE without NaN, infinity and minus zero, a VARCHAR, or a TIMESTAMP in UTC. A value that
/// does not fit becomes null.
std::string valueSql(std::string_view expression, std::string_view type, ValueType wanted);

/// A moment as microseconds since 1970 in UTC: times, texts with or without an offset, and numbers, which are
/// seconds since 1970. What is no moment becomes null.
std::string momentSql(std::string_view expression, std::string_view type);

} // namespace slipway::features
