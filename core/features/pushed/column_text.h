#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace slipway::features {

/// A pushed value as the text that castSql() turns into the column's type; nothing for null. The error's
/// message says what was expected.
Result<std::optional<std::string>> columnText(const Json &value, std::string_view type, bool isTime);

/// SQL for the value of a column of that type from such a text; null where it does not fit.
std::string castSql(std::string_view text, std::string_view type);

/// SQL that is true where the text has a value that the type cannot keep as it is.
std::string misfitSql(std::string_view text, std::string_view type);

} // namespace slipway::features
