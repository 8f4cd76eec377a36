#include "ui/models/drift_report.h"

#include "core/base/json_value.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

double number(const Json &object, const char *key)
{
    return valueOr(object, key, notKnown);
}

Json member(const Json &object, const char *key)
{
    return valueOr(object, key, Json::object());
}

DriftSpread spreadFrom(const Json &histogram)
{
    using Numbers = std::vector<double>;
    DriftSpread spread;
    spread.edges = valueOr(histogram, "edges", Numbers());
    spread.values = valueOr(histogram, "values", Numbers());
    spread.levels = texts(valueOr(histogram, "levels", std::vector<std::string>()));
    spread.before = valueOr(histogram, "reference", Numbers());
    spread.now = valueOr(histogram, "current", Numbers());
    const auto count = std::max({spread.edges.empty() ? 0 : spread.edges.size() - 1, spread.values.size(),
                                 static_cast<std::size_t>(spread.levels.size())});
    if (spread.before.size() != count || spread.now.size() != count)
        return {};
    const Json others = member(histogram, "others");
    if (others.contains("reference")) {
        spread.hasOthers = true;
        spread.before.push_back(number(others, "reference"));
        spread.now.push_back(number(others, "current"));
    }
    return spread;
}

DriftRow rowFrom(const std::string &name, const Json &feature)
{
    DriftRow row;
    row.column = text(name);
    row.numeric = valueOr(feature, "type", std::string()) == "numeric";
    if (feature.contains("drift_detected") && feature["drift_detected"].is_boolean())
        row.drifted = feature["drift_detected"].get<bool>();
    row.test = text(valueOr(feature, "test", std::string()));
    row.statistic = number(feature, "statistic");
    row.threshold = number(feature, "threshold");
    row.pValue = number(feature, "p_value");
    row.noiseFloor = number(feature, "noise_floor");
    row.psi = number(feature, "psi");
    row.ks = number(member(feature, "ks"), "statistic");
    row.jensenShannon = number(feature, "jensen_shannon");
    row.missingBefore = number(member(feature, "null_share"), "reference");
    row.missingNow = number(member(feature, "null_share"), "current");
    row.newLevels = texts(valueOr(feature, "new_levels", std::vector<std::string>()));
    row.vanishedLevels = texts(valueOr(feature, "vanished_levels", std::vector<std::string>()));
    row.why = text(valueOr(member(feature, "undefined"), "drift_detected", std::string()));
    row.spread = spreadFrom(member(feature, "histogram"));
    return row;
}

double rank(const DriftRow &row)
{
    const double strength = row.strength();
    return (row.drifted.value_or(false) ? 1e9 : 0) + (std::isfinite(strength) ? strength : -1);
}

} // namespace

DriftReport driftReportFrom(const Json &json)
{
    DriftReport report;
    const auto summary = member(json, "summary");
    report.profile = text(valueOr(json, "profile", std::string()));
    report.referenceRows = valueOr(member(json, "reference"), "rows", std::int64_t {0});
    report.currentRows = valueOr(member(json, "current"), "rows", std::int64_t {0});
    report.columns = valueOr(summary, "columns", 0);
    report.driftedColumns = valueOr(summary, "drifted_columns", 0);
    report.drifted = valueOr(summary, "drift_detected", false);
    report.datasetDrifted = valueOr(summary, "dataset_drift", false);
    report.overallScore = number(summary, "overall_score");
    report.predictions = valueOr(json, "predictions", Json());
    const auto features = member(json, "features");
    for (const auto &item : features.items())
        report.rows.push_back(rowFrom(item.key(), item.value()));
    report.undecidedColumns =
        static_cast<int>(std::count_if(report.rows.begin(), report.rows.end(),
                                       [](const DriftRow &row) { return !row.drifted.has_value(); }));
    std::stable_sort(report.rows.begin(), report.rows.end(),
                     [](const auto &left, const auto &right) { return rank(left) > rank(right); });
    return report;
}

} // namespace slipway::ui
