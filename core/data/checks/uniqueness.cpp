#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slipway::data {

namespace {

/// Rows whose value occurs more than once. Counting them takes one grouping; finding them takes a window.
void makeUnique(const Ask &ask, const std::string &key, Check &check)
{
    check.unexpected = fmt::format("count(*) OVER (PARTITION BY {}) > 1", key);
    check.count =
        fmt::format("SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {0} WHERE {1} IS NOT NULL "
                    "GROUP BY {1}) WHERE n > 1",
                    ask.source().expression, key);
}

} // namespace

Result<Check> planUnique(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    makeUnique(ask, ask.meant(check.value), check);
    check.sentenceId = "data.check_unique";
    return check;
}

Result<Check> planCompoundUnique(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto columns, ask.columns("column_list", 2));
    SLIPWAY_ASSIGN(const std::string ignore,
                   ask.word("ignore_row_if", {"all_values_are_missing", "any_value_is_missing", "never"}));
    std::vector<std::string> fields;
    std::vector<std::string> present;
    Check check;
    for (const auto *column : columns) {
        const auto value = valueOf(*column);
        present.push_back(value + " IS NOT NULL");
        fields.push_back(fmt::format("{} := {}", identifier(column->name), value));
        check.valueNames.push_back(column->name);
    }
    const std::string counted = ignore == "never"
        ? std::string("true")
        : fmt::format("({})", fmt::join(present, ignore == "any_value_is_missing" ? " AND " : " OR "));
    check.value = fmt::format("CASE WHEN {} THEN struct_pack({}) END", counted, fmt::join(fields, ", "));
    makeUnique(ask, ask.meant(check.value), check);
    SLIPWAY_ASSIGN(check.mostly, ask.mostly());
    check.sentenceId = "data.check_compound";
    check.arguments["column"] = fmt::format("{}", fmt::join(check.valueNames, ", "));
    return check;
}

Result<Check> planUniqueCount(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    return statisticCheck(ask, *column, "number of different values", "count(DISTINCT {})", Family::Integer);
}

/// Of no values the share is 0, as in Great Expectations.
Result<Check> planUniqueShare(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    return statisticCheck(ask, *column, "share of different values",
                          "count(DISTINCT {0}) / greatest(count({0}), 1)", Family::Real);
}

} // namespace slipway::data
