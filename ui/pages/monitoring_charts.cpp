// The charts of the monitoring page.

#include "ui/models/number_text.h"
#include "ui/pages/monitoring_words.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

using report::ChartKind;
using report::ChartSpec;
using report::Series;
using report::Worse;

constexpr std::size_t mostFeatures = 16; ///< more rows than this cannot be read
constexpr double longestBar = 4; ///< times the limit: what decides is near the limit
constexpr std::size_t mostBars = 7; ///< of categories
constexpr std::size_t fewValues = 6; ///< so many numbers are bars with names
constexpr double percent = 100;

/// 1, 2 or 5 times a power of ten, near a tenth of the range.
double roundStep(double range)
{
    if (!(range > 0))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(range / 10)));
    const double lead = range / 10 / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/// A tenth of the rows may lie far out: the ends are drawn no wider than all that lies between them.
struct Shown {
    double lower;
    double upper;
};

Shown shownRange(const std::vector<double> &edges)
{
    if (edges.size() < 4)
        return {edges.front(), edges.back()};
    const double first = edges[1];
    const double last = edges[edges.size() - 2];
    const double middle = last - first;
    return {std::max(edges.front(), first - middle), std::min(edges.back(), last + middle)};
}

double stepOf(const DriftSpread &spread)
{
    const auto shown = shownRange(spread.edges);
    return roundStep(shown.upper - shown.lower);
}

/// Bins of unequal width: shares become heights, per a width that is the same for all.
std::vector<double> heights(const DriftSpread &spread, const std::vector<double> &shares)
{
    const double step = stepOf(spread);
    std::vector<double> heights;
    for (std::size_t i = 0; i + 1 < spread.edges.size(); ++i)
        heights.push_back(percent * shares[i] * step / (spread.edges[i + 1] - spread.edges[i]));
    return heights;
}

std::vector<double> percents(std::vector<double> shares)
{
    for (double &share : shares)
        share *= percent;
    return shares;
}

/// Each value in the middle of a bin of its own.
std::vector<double> edgesAround(const std::vector<double> &values)
{
    std::vector<double> edges {values.front() - (values[1] - values[0]) / 2};
    for (std::size_t i = 1; i < values.size(); ++i)
        edges.push_back((values[i - 1] + values[i]) / 2);
    edges.push_back(values.back() + (values.back() - values[values.size() - 2]) / 2);
    return edges;
}

QString plain(double value)
{
    return QLocale().toString(value, 'g', 3);
}

/// Which end is cut off; empty where none is.
QString cutText(const std::vector<double> &edges, const Shown &shown)
{
    const bool below = shown.lower > edges.front();
    const bool above = shown.upper < edges.back();
    if (below && above)
        return MonitoringCharts::tr("drawn from %1 to %2").arg(plain(shown.lower), plain(shown.upper));
    if (below)
        return MonitoringCharts::tr("drawn from %1 on").arg(plain(shown.lower));
    return above ? MonitoringCharts::tr("drawn up to %1").arg(plain(shown.upper)) : QString();
}

bool hasBars(const DriftSpread &spread)
{
    return !spread.levels.isEmpty() || (!spread.values.empty() && spread.values.size() <= fewValues);
}

/// The most frequent ones, and one row for all others.
void addBars(const DriftSpread &spread, ChartSpec &chart, Series &before, Series &now)
{
    std::vector<std::string> names;
    for (const auto &level : spread.levels)
        names.push_back(level.toStdString());
    for (const double value : spread.values)
        names.push_back(plain(value).toStdString());
    const bool tooMany = names.size() > mostBars;
    const std::size_t shown = tooMany ? mostBars - 1 : names.size();
    double beforeRest = 1;
    double nowRest = 1;
    for (std::size_t i = 0; i < shown; ++i) {
        chart.y.categories.push_back(names[i]);
        before.x.push_back(percent * spread.before[i]);
        now.x.push_back(percent * spread.now[i]);
        beforeRest -= spread.before[i];
        nowRest -= spread.now[i];
    }
    if (tooMany || spread.hasOthers) {
        chart.y.categories.push_back(MonitoringCharts::tr("all others").toStdString());
        before.x.push_back(percent * std::max(0.0, beforeRest));
        now.x.push_back(percent * std::max(0.0, nowRest));
    }
    chart.kind = ChartKind::Bars;
    chart.x.lower = 0;
    chart.decimals = 1;
}

} // namespace

QString MonitoringCharts::spreadUnit(const DriftRow &row)
{
    return row.spread.edges.size() < 2 ? tr("% of rows")
                                       : tr("% of rows per %1").arg(plain(stepOf(row.spread)));
}

ChartSpec MonitoringCharts::spread(const DriftRow &row, const DriftReport &report)
{
    ChartSpec chart {.kind = ChartKind::Histogram, .title = row.column.toStdString()};
    const auto &spread = row.spread;
    if (spread.isEmpty()) {
        const bool isBlank = row.missingNow >= 1 || row.missingBefore >= 1;
        chart.emptyReason = (isBlank ? tr("Every value is blank on one side.")
                                     : tr("This report holds no distributions. Check again."))
                                .toStdString();
        return chart;
    }
    Series before {.name = MonitoringWords::referenceName(report).toStdString(), .reference = true};
    Series now {.name = MonitoringWords::currentName(report).toStdString()};
    chart.unit = spreadUnit(row).toStdString();
    chart.decimals = 2;
    if (hasBars(spread)) {
        addBars(spread, chart, before, now);
    } else if (!spread.values.empty()) {
        before.x = now.x = edgesAround(spread.values);
        before.y = percents(spread.before);
        now.y = percents(spread.now);
    } else {
        const auto shown = shownRange(spread.edges);
        before.x = now.x = spread.edges;
        before.y = heights(spread, spread.before);
        now.y = heights(spread, spread.now);
        chart.x.lower = shown.lower;
        chart.x.upper = shown.upper;
        chart.x.label = cutText(spread.edges, shown).toStdString();
    }
    chart.sentence = tr("%1 in %2 and in %3: PSI is %4.")
                         .arg(row.column, MonitoringWords::referenceName(report),
                              MonitoringWords::currentName(report), NumberText::fixed(row.psi, 3))
                         .toStdString();
    chart.series = {before, now};
    return chart;
}

ChartSpec MonitoringCharts::strengths(const DriftReport &report)
{
    ChartSpec chart {.kind = ChartKind::Bars,
                     .title = tr("Drift by feature").toStdString(),
                     .unit = tr("times the limit").toStdString()};
    Series series {.name = tr("change as a multiple of its limit").toStdString()};
    for (std::size_t i = 0; i < std::min(report.rows.size(), mostFeatures); ++i) {
        chart.y.categories.push_back(report.rows[i].column.toStdString());
        series.x.push_back(report.rows[i].strength());
    }
    const auto isLong = [](double strength) { return strength > longestBar; };
    if (std::any_of(series.x.begin(), series.x.end(), isLong)) {
        chart.x.upper = longestBar;
        chart.x.label = tr("bars end at %1").arg(plain(longestBar)).toStdString();
    }
    chart.x.lower = 0;
    chart.decimals = 2;
    chart.limits = {{.value = 1, .word = tr("limit").toStdString(), .onX = true, .worse = Worse::Above}};
    chart.sentence = MonitoringWords::chip(report).toStdString() + ".";
    chart.emptyReason = tr("No feature could be measured.").toStdString();
    chart.series = {series};
    return chart;
}

ChartSpec MonitoringCharts::heatMap(const std::vector<DriftReport> &history)
{
    ChartSpec chart {.kind = ChartKind::HeatMap,
                     .title = tr("Drift by feature and check").toStdString(),
                     .unit = tr("times the limit").toStdString()};
    chart.decimals = 2;
    chart.limits = {{.value = 1, .word = tr("limit").toStdString(), .worse = Worse::Above}};
    chart.emptyReason = tr("No feature could be measured.").toStdString();
    if (history.empty())
        return chart;
    chart.sentence = tr("The last %1 checks; at the newest one %2.")
                         .arg(history.size())
                         .arg(MonitoringWords::chip(history.front()))
                         .toStdString();
    for (auto report = history.rbegin(); report != history.rend(); ++report)
        chart.x.categories.push_back(NumberText::time(report->measured).toStdString());
    const auto &newest = history.front().rows;
    for (std::size_t i = 0; i < std::min(newest.size(), mostFeatures); ++i) {
        Series feature {.name = newest[i].column.toStdString()};
        for (auto report = history.rbegin(); report != history.rend(); ++report) {
            const auto found =
                std::find_if(report->rows.begin(), report->rows.end(),
                             [&](const DriftRow &row) { return row.column == newest[i].column; });
            feature.y.push_back(found == report->rows.end() ? notKnown : found->strength());
        }
        chart.series.push_back(std::move(feature));
    }
    return chart;
}

} // namespace slipway::ui
