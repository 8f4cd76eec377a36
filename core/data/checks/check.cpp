#include "core/data/checks/check.h"

#include "core/base/messages.h"
#include "core/data/checks/plans.h"
#include "core/data/checks/row_condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway::data {

namespace {

/// Those that say how to answer, and not what is asked.
constexpr std::array commonArguments {"column",         "mostly",         "row_condition", "condition_parser",
                                      "result_format",  "meta",           "batch_id",      "catch_exceptions",
                                      "include_config", "notes",          "description",   "severity",
                                      "auto",           "profiler_config"};

/// Of Great Expectations 0.x: they change nothing as long as they are false.
constexpr std::array formerFlags {"allow_cross_type_comparisons", "parse_strings_as_datetimes"};

template <typename List>
bool has(const List &list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

Status checkArguments(const CheckType &type, const Expectation &expectation)
{
    for (const auto &argument : expectation.kwargs.items()) {
        const bool known = has(commonArguments, argument.key()) || has(type.arguments, argument.key())
            || argument.value().is_null() || (has(formerFlags, argument.key()) && argument.value() == false);
        if (!known)
            return impossible(fmt::format("the argument {} is not supported", argument.key()));
    }
    return done();
}

Result<std::string> conditionOf(const Expectation &expectation, const Source &source)
{
    const auto condition = expectation.kwargs.find("row_condition");
    if (condition == expectation.kwargs.end() || condition->is_null())
        return std::string();
    if (!condition->is_string())
        return impossible("row_condition must be a text");
    if (condition->get<std::string>().find_first_not_of(" \t\n") == std::string::npos)
        return std::string();
    const auto parser = expectation.kwargs.find("condition_parser");
    constexpr std::array parsers {"pandas", "great_expectations", "great_expectations__experimental__"};
    if (parser != expectation.kwargs.end() && !parser->is_null()
        && !(parser->is_string() && has(parsers, parser->get<std::string>())))
        return impossible(
            fmt::format("the condition_parser {} is not supported; use pandas or great_expectations",
                        shownValue(*parser)));
    return rowCondition(condition->get<std::string>(), source);
}

} // namespace

std::string_view checkKindName(CheckKind kind)
{
    constexpr std::array<std::string_view, 7> names {"schema",      "completeness", "uniqueness", "validity",
                                                     "consistency", "distribution", "volume"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string Check::isUnexpected() const
{
    if (unexpected.empty())
        return {};
    std::string sql = everyRow ? fmt::format("({})", unexpected)
                               : fmt::format("(({}) IS NOT NULL AND ({}))", value, unexpected);
    return condition.empty() ? sql : fmt::format("(({}) AND {})", condition, sql);
}

std::span<const CheckType> checkTypes()
{
    using enum CheckKind;
    static const std::array types {
        CheckType {"expect_column_to_exist", Schema, planExists, {"column_index"}},
        CheckType {"expect_column_values_to_be_of_type", Schema, planOfType, {"type_"}},
        CheckType {"expect_column_values_to_be_in_type_list", Schema, planInTypeList, {"type_list"}},
        CheckType {"expect_table_column_count_to_be_between",
                   Schema,
                   planColumnCount,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_table_column_count_to_equal", Schema, planColumnCountEqual, {"value"}},
        CheckType {"expect_table_columns_to_match_set", Schema, planColumnSet, {"column_set", "exact_match"}},
        CheckType {"expect_table_columns_to_match_ordered_list", Schema, planColumnOrder, {"column_list"}},
        CheckType {"expect_column_values_to_not_be_null", Completeness, planNotNull, {}},
        CheckType {"expect_column_values_to_be_null", Completeness, planNull, {}},
        CheckType {"expect_column_values_to_be_unique", Uniqueness, planUnique, {}},
        CheckType {"expect_compound_columns_to_be_unique",
                   Uniqueness,
                   planCompoundUnique,
                   {"column_list", "ignore_row_if"}},
        CheckType {"expect_column_unique_value_count_to_be_between",
                   Uniqueness,
                   planUniqueCount,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_proportion_of_unique_values_to_be_between",
                   Uniqueness,
                   planUniqueShare,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_values_to_be_in_set", Validity, planInSet, {"value_set"}},
        CheckType {"expect_column_values_to_not_be_in_set", Validity, planNotInSet, {"value_set"}},
        CheckType {"expect_column_values_to_be_between",
                   Validity,
                   planBetween,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_values_to_match_regex", Validity, planRegex, {"regex"}},
        CheckType {"expect_column_values_to_not_match_regex", Validity, planNotRegex, {"regex"}},
        CheckType {
            "expect_column_values_to_match_regex_list", Validity, planRegexList, {"regex_list", "match_on"}},
        CheckType {
            "expect_column_values_to_not_match_regex_list", Validity, planNotRegexList, {"regex_list"}},
        CheckType {"expect_column_value_lengths_to_be_between",
                   Validity,
                   planLengths,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_value_lengths_to_equal", Validity, planLengthsEqual, {"value"}},
        CheckType {
            "expect_column_values_to_match_strftime_format", Validity, planStrftime, {"strftime_format"}},
        CheckType {"expect_column_value_z_scores_to_be_less_than",
                   Validity,
                   planZScores,
                   {"threshold", "double_sided"}},
        CheckType {"expect_column_distinct_values_to_be_in_set", Validity, planDistinctInSet, {"value_set"}},
        CheckType {
            "expect_column_distinct_values_to_contain_set", Validity, planDistinctContain, {"value_set"}},
        CheckType {"expect_column_distinct_values_to_equal_set", Validity, planDistinctEqual, {"value_set"}},
        CheckType {"expect_column_pair_values_a_to_be_greater_than_b",
                   Consistency,
                   planPairGreater,
                   {"column_A", "column_B", "or_equal", "ignore_row_if"}},
        CheckType {"expect_column_pair_values_to_be_equal",
                   Consistency,
                   planPairEqual,
                   {"column_A", "column_B", "ignore_row_if"}},
        CheckType {"expect_multicolumn_sum_to_equal",
                   Consistency,
                   planSumEqual,
                   {"column_list", "sum_total", "ignore_row_if"}},
        CheckType {"expect_column_min_to_be_between",
                   Distribution,
                   planMin,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_max_to_be_between",
                   Distribution,
                   planMax,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_mean_to_be_between",
                   Distribution,
                   planMean,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_median_to_be_between",
                   Distribution,
                   planMedian,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_stdev_to_be_between",
                   Distribution,
                   planStdev,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_sum_to_be_between",
                   Distribution,
                   planSum,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_column_quantile_values_to_be_between",
                   Distribution,
                   planQuantiles,
                   {"quantile_ranges", "allow_relative_error"}},
        CheckType {"expect_column_most_common_value_to_be_in_set",
                   Distribution,
                   planMostCommon,
                   {"value_set", "ties_okay"}},
        CheckType {"expect_column_kl_divergence_to_be_less_than",
                   Distribution,
                   planDivergence,
                   {"partition_object", "threshold", "tail_weight_holdout", "internal_weight_holdout",
                    "bucketize_data"}},
        CheckType {"expect_table_row_count_to_be_between",
                   Volume,
                   planRowCount,
                   {"min_value", "max_value", "strict_min", "strict_max"}},
        CheckType {"expect_table_row_count_to_equal", Volume, planRowCountEqual, {"value"}},
    };
    return types;
}

const CheckType *findCheckType(std::string_view name)
{
    const auto types = checkTypes();
    const auto type =
        std::find_if(types.begin(), types.end(), [&](const CheckType &each) { return each.name == name; });
    return type == types.end() ? nullptr : &*type;
}

Result<Check> planCheck(const Expectation &expectation, const Source &source)
{
    const CheckType *type = findCheckType(expectation.type);
    if (!type)
        return failure("data.check_unsupported");
    SLIPWAY_TRY(checkArguments(*type, expectation));
    SLIPWAY_ASSIGN(const std::string condition, conditionOf(expectation, source));
    SLIPWAY_ASSIGN(Check check, type->plan(Ask(expectation, source, condition)));
    check.kind = type->kind;
    check.condition = condition;
    return check;
}

} // namespace slipway::data
