#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// One SQL expression as DuckDB's own parser understands it: its tree, in the form of json_serialize_sql.
/// The text is one expression and nothing else: no second one, no alias, no FROM. What stands in it is not
/// looked at. Errors are those of expressionWrong. May be called from any thread.
Result<Json> sqlTree(std::string_view sql);

/// What TIMESTAMP 'text' is, read by DuckDB; nothing where it is no moment.
std::optional<TimeMicros> sqlTime(std::string_view text);

/// A letter whose other case is another letter.
struct LetterCase {
    char32_t letter;
    std::string lower;
    std::string upper;
};

/// All of them, as DuckDB's lower() and upper() know them, in the order of the letters.
const Result<std::vector<LetterCase>> &letterCases();

/// "a / : the expression ends too early. Complete it." Its args hold `reason` and `remedy` for whoever knows
/// the file and the line.
Error expressionWrong(std::string_view sql, std::string_view reason, std::string_view remedy);

} // namespace slipway::features
