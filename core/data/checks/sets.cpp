#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slipway::data {

namespace {

/// "value IN (...)", true or false for every value; and the set in words.
Status readSet(const Ask &ask, const SourceColumn &column, Check &check, std::string &isIn)
{
    SLIPWAY_ASSIGN(const Json *set, ask.list("value_set"));
    std::vector<std::string> literals;
    std::vector<std::string> words;
    for (const auto &value : *set) {
        words.push_back(shownValue(value));
        if (auto sql = literal(value, familyOf(column.type)))
            literals.push_back(std::move(*sql));
    }
    isIn = literals.empty() ? "false"
                            : fmt::format("({} IN ({})) IS TRUE", check.value, fmt::join(literals, ", "));
    check.arguments["rule"] = fmt::format("{}", fmt::join(words, ", "));
    return done();
}

} // namespace

Result<Check> planInSet(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    std::string isIn;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_TRY(readSet(ask, *column, check, isIn));
    check.unexpected = fmt::format("NOT ({})", isIn);
    check.sentenceId = "data.check_in_set";
    return check;
}

Result<Check> planNotInSet(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    std::string isIn;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_TRY(readSet(ask, *column, check, isIn));
    check.unexpected = isIn;
    check.sentenceId = "data.check_not_in_set";
    return check;
}

} // namespace slipway::data
