#include "core/data/profile/column_report.h"

#include "core/base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::int64_t fewestIds = 20; ///< a few rows differ by chance
constexpr double mostIdNulls = 0.05;

constexpr const char *noValues = "the column has no finite value";

bool isTime(ValueKind kind)
{
    return kind == ValueKind::Date || kind == ValueKind::Time;
}

Json shown(ValueKind kind, const KeptValue &kept)
{
    const ValueRun &run = kept.run;
    if (run.isWhole)
        return run.whole;
    if (!kept.text.empty())
        return kept.text;
    if (!std::isfinite(run.value))
        return run.value > 0 ? "Infinity" : "-Infinity";
    if (kind == ValueKind::Flag)
        return run.value != 0;
    return isTime(kind) ? Json(timeText(kind, run.value)) : Json(run.value);
}

/// A statistic of the column in the unit of its values.
void setStatistic(Json &json, const char *key, ValueKind kind, double value, const char *reason)
{
    if (isTime(kind) && std::isfinite(value))
        json[key] = timeText(kind, value);
    else
        setNumber(json, key, value, reason);
}

double days(ValueKind kind, double value)
{
    return kind == ValueKind::Date ? value : value / static_cast<double>(microsPerDay);
}

void addHistogram(Json &json, ValueKind kind, const NumberSummary &summary)
{
    Json edges = Json::array();
    for (const double edge : summary.edges())
        edges.push_back(isTime(kind) ? Json(timeText(kind, edge)) : Json(edge));
    json["histogram"] = {{"edges", edges}, {"counts", summary.binCounts()}};
}

void addDates(Json &json, ValueKind kind, const NumberSummary &summary)
{
    if (!isTime(kind) || !summary.first())
        return;
    const double from = summary.widestGapFrom();
    Json dates {{"first", timeText(kind, summary.first()->run.value)},
                {"last", timeText(kind, summary.last()->run.value)},
                {"span_days", days(kind, summary.last()->run.value - summary.first()->run.value)}};
    if (summary.widestGap() > 0)
        dates["longest_gap"] = {{"days", days(kind, summary.widestGap())},
                                {"from", timeText(kind, from)},
                                {"to", timeText(kind, from + summary.widestGap())}};
    json["dates"] = dates;
}

std::optional<double> folded(double auc)
{
    return std::isfinite(auc) ? std::optional(std::max(auc, 1 - auc)) : std::nullopt;
}

/// The area under the curve of "has a value", from how many of each class have one.
std::optional<double> missingAuc(const RisingAuc &auc, const ClassCounts &classes)
{
    if (classes.positives == 0 || classes.negatives == 0)
        return std::nullopt;
    const double a = static_cast<double>(auc.positives()) / static_cast<double>(classes.positives);
    const double b = static_cast<double>(auc.negatives()) / static_cast<double>(classes.negatives);
    return 0.5 + 0.5 * std::abs(a - b);
}

void addFindings(ColumnReport &report)
{
    Json &json = report.json;
    json["constant"] = report.isConstant();
    json["id_like"] = report.isIdLike();
    if (report.auc)
        json["auc"] = *report.auc;
    if (report.missingAuc && report.nulls > 0)
        json["missing_auc"] = *report.missingAuc;
}

} // namespace

bool ColumnReport::isIdLike() const
{
    const bool couldBe = kind == ValueKind::Text || kind == ValueKind::Whole;
    return couldBe && present() >= fewestIds && distinct == present()
        && static_cast<double>(nulls) <= mostIdNulls * static_cast<double>(rows);
}

ColumnReport reportOf(const SourceColumn &column, const NumberSummary &summary, std::int64_t rows,
                      std::int64_t nulls, std::int64_t nan, const ClassCounts &classes)
{
    const auto kind = shapeOf(column).kind;
    ColumnReport report {.name = column.name,
                         .kind = kind,
                         .rows = rows,
                         .nulls = nulls,
                         .distinct = summary.distinct(),
                         .infinite = summary.infinite()};
    Json &json = report.json;
    json = {
        {"type", column.type}, {"kind", kindName(kind)}, {"nulls", nulls}, {"distinct", summary.distinct()}};
    if (nan > 0)
        json["nan"] = nan;
    if (summary.infinite() > 0)
        json["infinite"] = summary.infinite();
    const auto end = [&](const std::optional<KeptValue> &run, const char *key) {
        if (run)
            json[key] = shown(kind, *run);
        else
            setNumber(json, key, std::nan(""), noValues);
    };
    end(summary.first(), "min");
    end(summary.last(), "max");
    setStatistic(json, "mean", kind, summary.mean(), noValues);
    const auto *std = isTime(kind) ? "std_days" : "std";
    const double deviation = summary.deviation();
    setNumber(json, std, isTime(kind) ? days(kind, deviation) : deviation, "it takes two finite values");
    if (isTime(kind))
        setNumber(json, "std", std::nan(""), "of times it is in std_days");
    Json quantiles = Json::object();
    for (std::size_t i = 0; i < NumberSummary::probabilities.size(); ++i)
        setStatistic(quantiles, fmt::format("{}", NumberSummary::probabilities[i]).c_str(), kind,
                     summary.quantiles()[i], noValues);
    json["quantiles"] = quantiles;
    addHistogram(json, kind, summary);
    addDates(json, kind, summary);
    json["top"] = Json::array();
    for (const auto &kept : summary.top().list())
        json["top"].push_back({{"value", shown(kind, kept)}, {"count", kept.run.count}});
    report.mostFrequent = summary.top().list().empty() ? 0 : summary.top().list().front().run.count;
    report.auc = folded(summary.auc().value());
    report.missingAuc = missingAuc(summary.auc(), classes);
    addFindings(report);
    return report;
}

ColumnReport reportOf(const SourceColumn &column, const TextSummary &summary, std::int64_t rows,
                      const ClassCounts &classes)
{
    ColumnReport report {.name = column.name,
                         .kind = ValueKind::Text,
                         .rows = rows,
                         .nulls = summary.nulls,
                         .distinct = summary.distinct};
    Json &json = report.json;
    json = {{"type", column.type},
            {"kind", summary.distinct == 0 ? std::string_view("empty") : kindName(ValueKind::Text)},
            {"nulls", summary.nulls},
            {"distinct", summary.distinct},
            {"blank", summary.blank},
            {"quantiles", Json::object()},
            {"top", Json::array()}};
    json["min"] = summary.first ? Json(*summary.first) : Json();
    json["max"] = summary.last ? Json(*summary.last) : Json();
    if (!summary.first)
        json["undefined"] = {{"min", "the column has no value"}, {"max", "the column has no value"}};
    setNumber(json, "mean", std::nan(""), "texts have none");
    setNumber(json, "std", std::nan(""), "texts have none");
    if (summary.distinct > 0)
        json["lengths"] = {{"min", summary.shortest}, {"max", summary.longest}, {"mean", summary.meanLength}};
    for (const auto &[value, count] : summary.top)
        json["top"].push_back({{"value", value}, {"count", count}});
    report.mostFrequent = summary.top.empty() ? 0 : summary.top.front().second;
    if (summary.levelsRanked)
        report.auc = folded(summary.auc.value());
    report.missingAuc = missingAuc(summary.present, classes);
    addFindings(report);
    return report;
}

void addOrder(ColumnReport &report, const RowOrder &order)
{
    report.order = order;
    Json &dates = report.json["dates"];
    dates["rows_sorted"] = order.steps == 0 ? "too few"
        : order.rises()                     ? "ascending"
        : order.falls()                     ? "descending"
                                            : "no";
    dates["steps_back"] = order.back;
    dates["future_rows"] = order.future;
}

} // namespace slipway::data
