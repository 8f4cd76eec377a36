#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slipway::data {

namespace {

struct Pair {
    const SourceColumn *a = nullptr;
    const SourceColumn *b = nullptr;
    Check check;
};

/// Both columns of a row, NULL where the row is left out.
Result<Pair> pairCheck(const Ask &ask)
{
    Pair pair;
    SLIPWAY_ASSIGN(pair.a, ask.column("column_A"));
    SLIPWAY_ASSIGN(pair.b, ask.column("column_B"));
    const Family a = familyOf(pair.a->type);
    const Family b = familyOf(pair.b->type);
    if (a != b && !(isNumber(a) && isNumber(b)))
        return impossible(fmt::format("{} ({}) and {} ({}) cannot be compared", pair.a->name, pair.a->type,
                                      pair.b->name, pair.b->type));
    SLIPWAY_ASSIGN(const std::string ignore,
                   ask.word("ignore_row_if",
                            {"both_values_are_missing", "either_value_is_missing", "neither", "never"}));
    const auto left = valueOf(*pair.a);
    const auto right = valueOf(*pair.b);
    const std::string counted = ignore == "both_values_are_missing"
        ? fmt::format("{} IS NOT NULL OR {} IS NOT NULL", left, right)
        : ignore == "either_value_is_missing" ? fmt::format("{} IS NOT NULL AND {} IS NOT NULL", left, right)
                                              : std::string("true");
    Check &check = pair.check;
    check.value = fmt::format("CASE WHEN {} THEN struct_pack({} := {}, {} := {}) END", counted,
                              identifier(pair.a->name), left, identifier(pair.b->name), right);
    if (pair.a == pair.b)
        return impossible("column_A and column_B are the same column");
    check.valueNames = {pair.a->name, pair.b->name};
    SLIPWAY_ASSIGN(check.mostly, ask.mostly());
    check.arguments["column"] = fmt::format("{} and {}", pair.a->name, pair.b->name);
    return pair;
}

} // namespace

Result<Check> planPairGreater(const Ask &ask)
{
    SLIPWAY_ASSIGN(Pair pair, pairCheck(ask));
    SLIPWAY_ASSIGN(const bool orEqual, ask.flag("or_equal", false));
    pair.check.unexpected =
        fmt::format("({} {} {}) IS NOT TRUE", valueOf(*pair.a), orEqual ? ">=" : ">", valueOf(*pair.b));
    pair.check.sentenceId = "data.check_pair";
    pair.check.arguments["rule"] = orEqual ? "at least" : "greater than";
    return pair.check;
}

Result<Check> planPairEqual(const Ask &ask)
{
    SLIPWAY_ASSIGN(Pair pair, pairCheck(ask));
    pair.check.unexpected = fmt::format("({} = {}) IS NOT TRUE", valueOf(*pair.a), valueOf(*pair.b));
    pair.check.sentenceId = "data.check_pair";
    pair.check.arguments["rule"] = "equal to";
    return pair.check;
}

/// Sums of fractions are compared to within the rounding of their addends.
Result<Check> planSumEqual(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto columns, ask.columns("column_list", 2));
    SLIPWAY_ASSIGN(const double total, ask.number("sum_total"));
    SLIPWAY_ASSIGN(const std::string ignore,
                   ask.word("ignore_row_if", {"all_values_are_missing", "any_value_is_missing", "never"}));
    std::vector<std::string> fields;
    std::vector<std::string> present;
    std::vector<std::string> addends;
    std::vector<std::string> sizes;
    Check check;
    for (const auto *column : columns) {
        if (!isNumber(familyOf(column->type)))
            return impossible(
                fmt::format("{} is of the type {}, which cannot be added", column->name, column->type));
        const auto value = valueOf(*column);
        present.push_back(value + " IS NOT NULL");
        fields.push_back(fmt::format("{} := {}", identifier(column->name), value));
        addends.push_back(fmt::format("CAST({} AS DOUBLE)", value));
        sizes.push_back(fmt::format("abs(CAST({} AS DOUBLE))", value));
        check.valueNames.push_back(column->name);
    }
    const std::string counted = ignore == "never"
        ? std::string("true")
        : fmt::format("({})", fmt::join(present, ignore == "any_value_is_missing" ? " AND " : " OR "));
    check.value = fmt::format("CASE WHEN {} THEN struct_pack({}) END", counted, fmt::join(fields, ", "));
    check.unexpected = fmt::format("(abs({} - CAST('{}' AS DOUBLE)) <= 1e-12 * ({})) IS NOT TRUE",
                                   fmt::join(addends, " + "), total, fmt::join(sizes, " + "));
    SLIPWAY_ASSIGN(check.mostly, ask.mostly());
    check.sentenceId = "data.check_sum";
    check.arguments = {{"column", fmt::format("{}", fmt::join(check.valueNames, ", "))},
                       {"rule", fmt::format("{}", total)}};
    return check;
}

} // namespace slipway::data
