#include "core/report/chart_spec.h"

#include "core/base/messages.h"
#include "core/report/json_names.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr Names<ChartKind, 6> kindNames {{
    {ChartKind::Line, "line"},
    {ChartKind::Bars, "bars"},
    {ChartKind::Histogram, "histogram"},
    {ChartKind::Calibration, "calibration"},
    {ChartKind::HeatMap, "heat_map"},
    {ChartKind::Intervals, "intervals"},
}};

constexpr Names<ScaleKind, 2> scaleNames {{{ScaleKind::Linear, "linear"}, {ScaleKind::Logarithmic, "log"}}};

constexpr Names<Worse, 3> worseNames {{
    {Worse::Neither, "neither"},
    {Worse::Above, "above"},
    {Worse::Below, "below"},
}};

bool anyFinite(const std::vector<double> &values)
{
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// JSON has no NaN: a gap is null.
Json numbersJson(const std::vector<double> &values)
{
    Json array = Json::array();
    for (const double value : values)
        array.push_back(std::isfinite(value) ? Json(value) : Json(nullptr));
    return array;
}

std::vector<double> numbersFrom(const Json &object, const char *key)
{
    std::vector<double> values;
    if (!object.contains(key))
        return values;
    for (const auto &value : object.at(key))
        values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
    return values;
}

Json axisJson(const Axis &axis)
{
    Json json {{"label", axis.label},
               {"unit", axis.unit},
               {"scale", nameOf(scaleNames, axis.scale)},
               {"whole", axis.whole},
               {"categories", axis.categories}};
    if (axis.time)
        json["time"] = true;
    json["lower"] = axis.lower ? Json(*axis.lower) : Json(nullptr);
    json["upper"] = axis.upper ? Json(*axis.upper) : Json(nullptr);
    return json;
}

std::optional<double> limitFrom(const Json &json, const char *key)
{
    return json.contains(key) && !json.at(key).is_null() ? std::optional(json.at(key).get<double>())
                                                         : std::nullopt;
}

Axis axisFrom(const Json &json)
{
    return {.label = json.value("label", ""),
            .unit = json.value("unit", ""),
            .scale = valueNamed(scaleNames, json.value("scale", "linear")),
            .lower = limitFrom(json, "lower"),
            .upper = limitFrom(json, "upper"),
            .whole = json.value("whole", false),
            .time = json.value("time", false),
            .categories = json.value("categories", std::vector<std::string> {})};
}

Json seriesJson(const Series &series)
{
    Json json {{"name", series.name}, {"style", series.style},      {"reference", series.reference},
               {"note", series.note}, {"x", numbersJson(series.x)}, {"y", numbersJson(series.y)}};
    if (!series.low.empty()) {
        json["low"] = numbersJson(series.low);
        json["high"] = numbersJson(series.high);
    }
    return json;
}

Series seriesFrom(const Json &json)
{
    return {.name = json.at("name").get<std::string>(),
            .x = numbersFrom(json, "x"),
            .y = numbersFrom(json, "y"),
            .low = numbersFrom(json, "low"),
            .high = numbersFrom(json, "high"),
            .style = json.value("style", 0),
            .reference = json.value("reference", false),
            .note = json.value("note", "")};
}

} // namespace

bool ChartSpec::empty() const
{
    return std::none_of(series.begin(), series.end(), [&](const Series &one) {
        return anyFinite(kind == ChartKind::Intervals || kind == ChartKind::Bars ? one.x : one.y);
    });
}

Json toJson(const ChartSpec &chart)
{
    Json json {{"kind", nameOf(kindNames, chart.kind)},
               {"title", chart.title},
               {"unit", chart.unit},
               {"sentence", chart.sentence},
               {"x", axisJson(chart.x)},
               {"y", axisJson(chart.y)},
               {"series", Json::array()},
               {"limits", Json::array()},
               {"decimals", chart.decimals},
               {"signed", chart.signedValues},
               {"empty_reason", chart.emptyReason}};
    for (const auto &series : chart.series)
        json["series"].push_back(seriesJson(series));
    for (const auto &limit : chart.limits) {
        json["limits"].push_back({{"value", limit.value},
                                  {"word", limit.word},
                                  {"axis", limit.onX ? "x" : "y"},
                                  {"worse", nameOf(worseNames, limit.worse)}});
    }
    return json;
}

Result<ChartSpec> chartFromJson(const Json &json)
{
    try {
        ChartSpec chart {.kind = valueNamed(kindNames, json.at("kind")),
                         .title = json.at("title").get<std::string>(),
                         .unit = json.value("unit", ""),
                         .sentence = json.value("sentence", ""),
                         .x = axisFrom(json.value("x", Json::object())),
                         .y = axisFrom(json.value("y", Json::object())),
                         .decimals = json.value("decimals", 3),
                         .signedValues = json.value("signed", false),
                         .emptyReason = json.value("empty_reason", "")};
        for (const auto &series : json.value("series", Json::array()))
            chart.series.push_back(seriesFrom(series));
        for (const auto &limit : json.value("limits", Json::array())) {
            chart.limits.push_back({.value = limit.at("value").get<double>(),
                                    .word = limit.value("word", ""),
                                    .onX = limit.value("axis", "y") == "x",
                                    .worse = valueNamed(worseNames, limit.value("worse", "neither"))});
        }
        return chart;
    } catch (const Json::exception &error) {
        return failure("report.malformed", {{"what", "chart"}}, error.what());
    }
}

} // namespace slipway::report
