#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slipway::data {

namespace {

/// A pattern is searched anywhere in the value, as Great Expectations does it.
std::string matches(const std::string &value, const std::string &pattern)
{
    return fmt::format("regexp_matches(CAST({} AS VARCHAR), {})", value, data::quoted(pattern));
}

Result<Check> patternCheck(const Ask &ask, const std::vector<std::string> &patterns, const char *sentence)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    if (patterns.empty())
        return impossible("the list of patterns is empty");
    check.patterns = patterns;
    check.sentenceId = sentence;
    check.arguments["rule"] = fmt::format("{}", fmt::join(patterns, ", "));
    return check;
}

std::string joined(const Check &check, const char *with)
{
    std::vector<std::string> parts;
    for (const auto &pattern : check.patterns)
        parts.push_back(matches(check.value, pattern));
    return fmt::format("({})", fmt::join(parts, with));
}

} // namespace

Result<Check> planRegex(const Ask &ask)
{
    SLIPWAY_ASSIGN(const std::string regex, ask.text("regex"));
    SLIPWAY_ASSIGN(Check check, patternCheck(ask, {regex}, "data.check_regex"));
    check.unexpected = "NOT " + matches(check.value, regex);
    return check;
}

Result<Check> planNotRegex(const Ask &ask)
{
    SLIPWAY_ASSIGN(const std::string regex, ask.text("regex"));
    SLIPWAY_ASSIGN(Check check, patternCheck(ask, {regex}, "data.check_not_regex"));
    check.unexpected = matches(check.value, regex);
    return check;
}

Result<Check> planRegexList(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto patterns, ask.texts("regex_list"));
    SLIPWAY_ASSIGN(const std::string matchOn, ask.word("match_on", {"any", "all"}));
    SLIPWAY_ASSIGN(Check check, patternCheck(ask, patterns, "data.check_regex"));
    check.unexpected = "NOT " + joined(check, matchOn == "any" ? " OR " : " AND ");
    return check;
}

Result<Check> planNotRegexList(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto patterns, ask.texts("regex_list"));
    SLIPWAY_ASSIGN(Check check, patternCheck(ask, patterns, "data.check_not_regex"));
    check.unexpected = joined(check, " OR ");
    return check;
}

/// A text is expected where the format reads it. A column that is read as times already has lost how it was
/// written: there a value is expected that the format can write without losing anything.
Result<Check> planStrftime(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_ASSIGN(const std::string format, ask.text("strftime_format"));
    const auto quotedFormat = data::quoted(format);
    check.unexpected = familyOf(column->type) == Family::Time
        ? fmt::format("try_strptime(strftime(CAST({0} AS TIMESTAMP), {1}), {1}) IS DISTINCT FROM CAST({0} AS "
                      "TIMESTAMP)",
                      check.value, quotedFormat)
        : fmt::format("try_strptime(CAST({} AS VARCHAR), {}) IS NULL", check.value, quotedFormat);
    check.sentenceId = "data.check_time_format";
    check.arguments["rule"] = format;
    return check;
}

} // namespace slipway::data
