#pragma once

#include "core/features/definitions/feature_set.h"

#include <cstdint>
#include <string>
#include <utility>

namespace slipway::features {

/// One value of a feature or a key, or that there is none. NaN and infinity are never kept as numbers.
struct Value {
    bool present = false;
    double number = 0; ///< of ValueType::Number
    TimeMicros time = 0; ///< of ValueType::Time
    std::string text {}; ///< of ValueType::Text, UTF-8

    static Value ofNumber(double number) { return {.present = true, .number = number}; }
    static Value ofTime(TimeMicros time) { return {.present = true, .time = time}; }
    static Value ofText(std::string text) { return {.present = true, .text = std::move(text)}; }

    bool operator==(const Value &) const = default;
};

} // namespace slipway::features
