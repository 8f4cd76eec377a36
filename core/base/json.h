#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace slipway {

using Json = nlohmann::json;

template <typename T>
class Result;

/// Parses one JSON document. The error names line and column; `place` (a file, "the request") leads the
/// sentence.
Result<Json> parseJson(std::string_view text, std::string_view place);

/// RFC 8785: one spelling for one value, so that it can be hashed. Object keys in UTF-16 order,
/// numbers as ECMAScript writes them. The value must not hold NaN or infinities.
std::string canonicalJson(const Json &value);

/// JSON text that reads back exactly. Numbers that do not exist become null.
std::string writeJson(const Json &value, int indent = -1);

/// Puts `value` under `key`, or null where it is not a finite number, with the reason under "undefined".
void setNumber(Json &object, std::string_view key, double value, std::string_view reasonIfUndefined);

} // namespace slipway
