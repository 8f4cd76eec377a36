#include "core/data/checks/plans.h"

#include <fmt/format.h>

namespace slipway::data {

namespace {

std::string countOf(const Ask &ask)
{
    return ask.condition().empty() ? std::string("count(*)")
                                   : fmt::format("count(*) FILTER ({})", ask.condition());
}

Check rowCountCheck(const Ask &ask, const std::string &isOutside, const std::string &rule)
{
    Check check;
    check.form = Check::Form::Aggregate;
    check.aggregates = {countOf(ask), isOutside};
    check.conclude = [](Check &self, const std::vector<Json> &answers, Source &, const RunContext &) {
        self.form = Check::Form::Known;
        self.observed = answers[0];
        self.passed = answers[1] == false;
        return done();
    };
    check.sentenceId = "data.check_row_count";
    check.arguments["rule"] = rule;
    return check;
}

} // namespace

Result<Check> planRowCount(const Ask &ask)
{
    SLIPWAY_ASSIGN(const Range range, ask.range(countOf(ask), Family::Integer));
    return rowCountCheck(ask, range.isOutside(), range.rule);
}

Result<Check> planRowCountEqual(const Ask &ask)
{
    SLIPWAY_ASSIGN(const double value, ask.number("value"));
    return rowCountCheck(ask, fmt::format("{} <> {}", countOf(ask), value), fmt::format("exactly {}", value));
}

} // namespace slipway::data
