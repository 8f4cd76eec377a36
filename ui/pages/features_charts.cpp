// The charts of the page of features.

#include "ui/charts/chart_axes.h"
#include "ui/models/number_text.h"
#include "ui/pages/features_words.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

using report::ChartKind;
using report::ChartSpec;
using report::LimitLine;
using report::Series;

constexpr double percent = 100;
constexpr double secondsPerHour = 3600;
constexpr double secondsPerDay = 24 * secondsPerHour;
constexpr std::size_t median = 2; ///< place among timelineShares
constexpr double gapSteps = 2.5; ///< so many steps without a row are a gap

double mostApart(const FeatureDistribution &distribution)
{
    double apart = 0;
    for (std::size_t i = 0; i < distribution.trainShares.size(); ++i)
        apart += std::abs(distribution.trainShares[i] - distribution.testShares[i]) / 2;
    return apart;
}

/// Where there were no rows for long there is no line: nothing is known of the time between the parts.
void breakOff(Series &middle, Series &wide, double time)
{
    middle.x.push_back(time);
    for (auto *values : {&middle.y, &middle.low, &middle.high, &wide.low, &wide.high})
        values->push_back(notKnown);
}

/// Enough for three digits of the greatest value.
int decimalsFor(double greatest)
{
    if (!(greatest > 0))
        return 3;
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(greatest))), 0, 6);
}

} // namespace

ChartSpec FeaturesWords::emptyChart(const QString &reason)
{
    ChartSpec chart {.kind = ChartKind::Histogram, .title = tr("Distribution").toStdString()};
    chart.emptyReason = reason.toStdString();
    return chart;
}

ChartSpec FeaturesWords::chart(const FeatureDistribution &distribution, const QString &unit)
{
    ChartSpec chart;
    chart.title = distribution.feature.toStdString();
    chart.unit = unit.toStdString();
    chart.decimals = 3;
    chart.sentence =
        tr("%1 in training and in test rows; %2 of the rows would have to change their place for both "
           "to look the same.")
            .arg(distribution.feature, NumberText::share(mostApart(distribution)))
            .toStdString();
    chart.emptyReason = tr("No row has a value of this feature.").toStdString();
    Series train {.name = tr("train").toStdString(), .reference = true};
    Series test {.name = tr("test").toStdString()};
    if (distribution.number) {
        chart.kind = ChartKind::Histogram;
        chart.x.unit = unit.toStdString();
        chart.x.whole = distribution.wholeBins;
        chart.y.lower = 0;
        train.x = test.x = distribution.edges;
        train.y = distribution.trainShares;
        test.y = distribution.testShares;
    } else {
        chart.kind = ChartKind::Bars;
        for (const auto &level : distribution.levels)
            chart.y.categories.push_back(level.toStdString());
        if (distribution.hasOthers)
            chart.y.categories.push_back(tr("all others").toStdString());
        chart.x.lower = 0;
        train.x = distribution.trainShares;
        test.x = distribution.testShares;
    }
    chart.series = {train, test};
    return chart;
}

QString FeaturesWords::stepWord(const FeatureTimeline &timeline)
{
    if (timeline.width <= secondsPerHour)
        return tr("hour");
    if (timeline.width <= secondsPerDay)
        return tr("day");
    return timeline.width <= 7 * secondsPerDay ? tr("week") : tr("four weeks");
}

QString FeaturesWords::timelineSentence(const FeatureTimeline &timeline, const QString &unit)
{
    if (timeline.steps.empty())
        return tr("No row has a value of this feature.");
    const QString when = period(timeline.steps.front().time, timeline.steps.back().time);
    if (!timeline.number)
        return tr("%1 by %2, %3: %4 of rows. The most frequent values are shown.")
            .arg(timeline.feature, stepWord(timeline), when, QStringLiteral("%"));
    const QString what = withUnit(timeline.feature, unit);
    if (timeline.partsOverlap)
        return tr("%1 by %2, %3: the medians, and half of the rows of each part in its band.")
            .arg(what, stepWord(timeline), when);
    return tr("%1 by %2, %3: the median, half of the rows in the dark band, 90% in the light one.")
        .arg(what, stepWord(timeline), when);
}

/// Half of the rows in a band, 90% of them in a lighter one around it, and where the parts begin.
ChartSpec FeaturesWords::bands(const FeatureTimeline &timeline, const QString &unit)
{
    ChartSpec chart {.kind = ChartKind::Line,
                     .title = timeline.feature.toStdString(),
                     .unit = unit.toStdString(),
                     .sentence = timelineSentence(timeline, unit).toStdString()};
    chart.x.time = true;
    const auto part = [&](int wanted, bool all, const QString &name, int style) {
        Series middle {.name = name.toStdString(), .style = style};
        Series wide {.name = tr("5% to 95%").toStdString(), .style = style};
        for (const auto &step : timeline.steps) {
            if (step.present == 0 || (!all && step.part != wanted))
                continue;
            const auto &q = step.quantiles;
            if (!middle.x.empty() && step.time - middle.x.back() > gapSteps * timeline.width)
                breakOff(middle, wide, (middle.x.back() + step.time) / 2);
            middle.x.push_back(step.time);
            middle.y.push_back(q[median]);
            middle.low.push_back(q[median - 1]);
            middle.high.push_back(q[median + 1]);
            wide.low.push_back(q.front());
            wide.high.push_back(q.back());
        }
        wide.x = middle.x;
        wide.y.assign(middle.x.size(), notKnown); // a band without a line
        chart.series.push_back(std::move(middle));
        if (all) // two wide bands over each other could not be told apart
            chart.series.push_back(std::move(wide));
    };
    if (timeline.partsOverlap) {
        part(0, false, tr("train"), 0);
        part(2, false, tr("test"), 1);
    } else {
        part(0, true, tr("median"), 0);
    }
    double greatest = 0;
    for (const auto &series : chart.series) {
        for (const double value : series.high)
            greatest = std::max(greatest, std::abs(value));
    }
    chart.decimals = decimalsFor(greatest);
    return chart;
}

ChartSpec FeaturesWords::levels(const FeatureTimeline &timeline, const QString &unit)
{
    ChartSpec chart {.kind = ChartKind::HeatMap,
                     .title = timeline.feature.toStdString(),
                     .unit = "%",
                     .sentence = timelineSentence(timeline, unit).toStdString(),
                     .decimals = 1};
    std::vector<FeatureTimeline::Step> steps = timeline.steps;
    if (timeline.partsOverlap)
        std::erase_if(steps, [](const auto &step) { return step.part != 0; });
    for (const auto &step : steps)
        chart.x.categories.push_back(momentText(step.time, timeline.width).toStdString());
    const auto count = static_cast<std::size_t>(timeline.levels.size()) + (timeline.hasOthers ? 1 : 0);
    for (std::size_t level = 0; level < count; ++level) {
        const bool isOthers = level == static_cast<std::size_t>(timeline.levels.size());
        Series series {.name = isOthers ? tr("all others").toStdString()
                                        : timeline.levels[static_cast<qsizetype>(level)].toStdString()};
        for (const auto &step : steps)
            series.y.push_back(percent * step.shares[level]);
        chart.series.push_back(std::move(series));
    }
    return chart;
}

ChartSpec FeaturesWords::timeline(const FeatureTimeline &timeline, const QString &unit)
{
    auto chart = timeline.number ? bands(timeline, unit) : levels(timeline, unit);
    chart.emptyReason = tr("No row has a value of this feature.").toStdString();
    if (!timeline.number || timeline.partsOverlap)
        return chart;
    const QString names[] = {tr("train"), tr("validation"), tr("test")};
    for (std::size_t part = 1; part < timeline.begins.size(); ++part) {
        const bool follows = timeline.begins[part] > timeline.begins[part - 1];
        if (std::isfinite(timeline.begins[part]) && follows)
            chart.limits.push_back(
                {.value = timeline.begins[part], .word = names[part].toStdString(), .onX = true});
    }
    return chart;
}

ChartSpec FeaturesWords::history(const KnownFeature &feature, TimeMicros at)
{
    ChartSpec chart {.kind = ChartKind::Line, .title = feature.name.toStdString()};
    chart.emptyReason =
        (feature.history.empty() ? tr("No history of this value was asked for, or there is none.")
                                 : tr("Only numbers have a curve."))
            .toStdString();
    chart.x.time = true;
    Series values {.name = tr("value").toStdString()};
    double greatest = 0;
    for (const auto &[time, value] : feature.history) {
        if (!values.y.empty()) { // a value is known until the next one is
            values.x.push_back(static_cast<double>(time) / microsPerSecond);
            values.y.push_back(values.y.back());
        }
        values.x.push_back(static_cast<double>(time) / microsPerSecond);
        values.y.push_back(value);
        if (std::isfinite(value))
            greatest = std::max(greatest, std::abs(value));
    }
    if (feature.state == ValueState::Present && !values.y.empty() && at > feature.history.back().first) {
        values.x.push_back(static_cast<double>(at) / microsPerSecond);
        values.y.push_back(values.y.back());
    }
    chart.decimals = decimalsFor(greatest);
    values.note = feature.value.text.toStdString();
    values.name.clear();
    chart.sentence = tr("%1 as it was known at each of %2 moments.")
                         .arg(feature.name, NumberText::count(static_cast<double>(feature.history.size())))
                         .toStdString();
    chart.series = {values};
    if (at > 0)
        chart.limits = {{.value = static_cast<double>(at) / microsPerSecond,
                         .word = tr("asked about").toStdString(),
                         .onX = true}};
    return chart;
}

} // namespace slipway::ui
