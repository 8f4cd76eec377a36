#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace slipway::data {

namespace {

struct Wanted {
    std::vector<double> quantiles;
    std::vector<std::optional<double>> least;
    std::vector<std::optional<double>> most;
};

std::optional<double> bound(const Json &value)
{
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

Result<Wanted> wantedRanges(const Ask &ask)
{
    const Json *ranges = ask.find("quantile_ranges");
    const bool whole = ranges && ranges->is_object() && ranges->contains("quantiles")
        && ranges->contains("value_ranges") && ranges->at("quantiles").is_array()
        && ranges->at("value_ranges").is_array()
        && ranges->at("quantiles").size() == ranges->at("value_ranges").size()
        && !ranges->at("quantiles").empty();
    if (!whole)
        return impossible("it needs quantile_ranges with quantiles and value_ranges of the same length");
    Wanted wanted;
    for (const auto &each : ranges->at("quantiles")) {
        if (!each.is_number() || each.get<double>() < 0 || each.get<double>() > 1)
            return impossible("quantiles must be numbers from 0 to 1");
        wanted.quantiles.push_back(each.get<double>());
    }
    for (const auto &each : ranges->at("value_ranges")) {
        const bool isPair = each.is_array() && each.size() == 2 && (each[0].is_null() || each[0].is_number())
            && (each[1].is_null() || each[1].is_number());
        if (!isPair)
            return impossible("each of value_ranges must be a pair of numbers, or null for an open end");
        wanted.least.push_back(bound(each[0]));
        wanted.most.push_back(bound(each[1]));
    }
    return wanted;
}

/// What lies between two places of the sorted values, by the name that numpy gives it.
double interpolated(const std::string &method, double low, double high, double share)
{
    if (method == "lower")
        return low;
    if (method == "higher")
        return share > 0 ? high : low;
    if (method == "midpoint")
        return share > 0 ? std::midpoint(low, high) : low;
    if (method == "nearest")
        return share < 0.5 ? low : high;
    return std::lerp(low, high, share);
}

/// numpy rounds a place that lies in the middle to the even neighbour.
double nearestPlace(double place)
{
    return std::nearbyint(place);
}

} // namespace

/// Great Expectations takes the nearest value, or interpolates as allow_relative_error names it.
Result<Check> planQuantiles(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    if (!isNumber(familyOf(column->type)))
        return impossible(
            fmt::format("{} is of the type {}, which has no quantiles", column->name, column->type));
    SLIPWAY_ASSIGN(const Wanted wanted, wantedRanges(ask));
    std::string method = "nearest";
    if (const Json *error = ask.find("allow_relative_error"); error && *error != false) {
        SLIPWAY_ASSIGN(
            method, ask.word("allow_relative_error", {"nearest", "linear", "lower", "higher", "midpoint"}));
    }
    const auto value = fmt::format("CAST({} AS DOUBLE)", valueOf(*column));
    Check check;
    check.form = Check::Form::Aggregate;
    check.aggregates = {fmt::format("count({})", ask.meant(value))};
    const auto meant = ask.meant(value);
    const auto from = ask.source().expression;
    check.conclude = [=](Check &self, const std::vector<Json> &answers, Source &source,
                         const RunContext &context) -> Status {
        self.form = Check::Form::Known;
        const auto count = answers[0].get<double>();
        Json values = Json::array();
        Json verdicts = Json::array();
        std::vector<std::string> places;
        for (const double quantile : wanted.quantiles) {
            const double place = (count - 1) * quantile;
            // quantile_disc takes the first value whose share of the rows up to it reaches the asked one.
            for (const double at : {std::floor(place), std::ceil(place)})
                places.push_back(fmt::format("{:.17g}", (std::max(at, 0.0) + 0.5) / std::max(count, 1.0)));
        }
        SLIPWAY_ASSIGN(const Table table,
                       source.duck.query(fmt::format("SELECT unnest(quantile_disc({}, [{}])) FROM {}", meant,
                                                     fmt::join(places, ", "), from),
                                         context));
        self.passed = true;
        for (std::size_t i = 0; i < wanted.quantiles.size(); ++i) {
            if (count == 0) {
                values.push_back(nullptr);
                verdicts.push_back(false);
                self.passed = false;
                continue;
            }
            const double place = (count - 1) * wanted.quantiles[i];
            const double share =
                method == "nearest" ? nearestPlace(place) - std::floor(place) : place - std::floor(place);
            const double found = interpolated(method, table.columns[0].numbers.at(2 * i),
                                              table.columns[0].numbers.at(2 * i + 1), share);
            const bool fits = (!wanted.least[i] || found >= *wanted.least[i])
                && (!wanted.most[i] || found <= *wanted.most[i]);
            values.push_back(found);
            verdicts.push_back(fits);
            self.passed = self.passed && fits;
        }
        self.observed = {{"quantiles", wanted.quantiles}, {"values", values}};
        self.details = {{"success_details", verdicts}};
        return done();
    };
    check.sentenceId = "data.check_quantiles";
    check.arguments = {{"column", column->name},
                       {"rule", writeJson(ask.find("quantile_ranges")->at("value_ranges"))},
                       {"quantiles", fmt::format("{}", fmt::join(wanted.quantiles, ", "))}};
    return check;
}

} // namespace slipway::data
