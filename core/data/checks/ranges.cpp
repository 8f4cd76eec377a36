#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace slipway::data {

Result<Check> planBetween(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_ASSIGN(const Range range, ask.range(check.value, familyOf(column->type)));
    check.unexpected = range.isOutside();
    check.sentenceId = "data.check_between";
    check.arguments["rule"] = range.rule;
    return check;
}

Result<Check> planLengths(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_ASSIGN(const Range range,
                   ask.range(fmt::format("length(CAST({} AS VARCHAR))", check.value), Family::Integer));
    check.unexpected = range.isOutside();
    check.sentenceId = "data.check_length";
    check.arguments["rule"] = range.rule;
    return check;
}

Result<Check> planLengthsEqual(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_ASSIGN(const double length, ask.number("value"));
    check.unexpected = fmt::format("length(CAST({} AS VARCHAR)) <> {}", check.value, length);
    check.sentenceId = "data.check_length";
    check.arguments["rule"] = fmt::format("{}", length);
    return check;
}

/// How many standard deviations (of a sample) a value lies from the mean. Mean and deviation come first; then
/// every row is looked at. Where all values are equal there is no deviation, and no value that is far away.
Result<Check> planZScores(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    SLIPWAY_ASSIGN(const double threshold, ask.number("threshold"));
    SLIPWAY_ASSIGN(const bool doubleSided, ask.flag("double_sided", true));
    if (!isNumber(familyOf(column->type)))
        return impossible(fmt::format("{} is of the type {}, which has no mean", column->name, column->type));
    const auto number = fmt::format("CAST({} AS DOUBLE)", check.value);
    const auto meant = ask.meant(number);
    check.form = Check::Form::Aggregate;
    check.aggregates = {fmt::format("avg({})", meant), fmt::format("stddev_samp({})", meant)};
    check.conclude = [=](Check &self, const std::vector<Json> &answers, Source &,
                         const RunContext &) -> Status {
        self.form = Check::Form::Rows;
        if (!answers[0].is_number() || !answers[1].is_number() || answers[1] == 0) {
            self.unexpected = "false";
            return done();
        }
        const auto score = fmt::format("({} - CAST('{}' AS DOUBLE)) / CAST('{}' AS DOUBLE)", number,
                                       answers[0].dump(), answers[1].dump());
        self.unexpected = doubleSided ? fmt::format("NOT (abs({}) < {})", score, std::abs(threshold))
                                      : fmt::format("NOT ({} < {})", score, threshold);
        return done();
    };
    check.sentenceId = "data.check_z_score";
    check.arguments["rule"] = fmt::format("{}", threshold);
    return check;
}

} // namespace slipway::data
