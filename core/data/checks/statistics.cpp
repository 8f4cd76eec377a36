#include "core/data/checks/plans.h"

#include <fmt/format.h>

namespace slipway::data {

namespace {

Result<Check> ofNumbers(const Ask &ask, const char *statistic, const char *aggregate)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    const Family family = familyOf(column->type);
    if (!isNumber(family) && family != Family::Flag)
        return impossible(
            fmt::format("{} is of the type {}, which has no {}", column->name, column->type, statistic));
    return statisticCheck(ask, *column, statistic, aggregate, Family::Real);
}

/// Rows beyond a bound are to blame for the least and the greatest value.
Result<Check> ofEnds(const Ask &ask, const char *statistic, const char *aggregate)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    const Family family = familyOf(column->type);
    SLIPWAY_ASSIGN(Check check, statisticCheck(ask, *column, statistic, aggregate, family));
    check.value = valueOf(*column);
    check.valueNames = {column->name};
    SLIPWAY_ASSIGN(const Range range, ask.range(check.value, family));
    check.unexpected = range.isOutside();
    return check;
}

} // namespace

Result<Check> planMin(const Ask &ask)
{
    return ofEnds(ask, "minimum", "min({})");
}

Result<Check> planMax(const Ask &ask)
{
    return ofEnds(ask, "maximum", "max({})");
}

Result<Check> planMean(const Ask &ask)
{
    return ofNumbers(ask, "mean", "avg(CAST({} AS DOUBLE))");
}

Result<Check> planMedian(const Ask &ask)
{
    return ofNumbers(ask, "median", "quantile_cont(CAST({} AS DOUBLE), 0.5)");
}

Result<Check> planStdev(const Ask &ask)
{
    return ofNumbers(ask, "standard deviation", "stddev_samp(CAST({} AS DOUBLE))");
}

/// Whole numbers are added exactly.
Result<Check> planSum(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    const bool isReal = familyOf(column->type) == Family::Real && !column->type.starts_with("DECIMAL");
    return ofNumbers(ask, "sum", isReal ? "fsum({})" : "sum({})");
}

} // namespace slipway::data
