#include "ui/charts/chart_axes.h"

#include "core/report/ticks.h"
#include "ui/charts/chart_ink.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

using report::Axis;
using report::ChartKind;
using report::ChartSpec;
using report::ScaleKind;

namespace {

constexpr int tickLength = 4;
constexpr double secondsOfDay = 86'400;
constexpr int longestName = 34; ///< per cent of the width that names of rows may take

struct Reach {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    void include(double value)
    {
        if (std::isfinite(value)) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    }
    void include(const std::vector<double> &values)
    {
        for (const double value : values)
            include(value);
    }
};

QCPRange covered(const Axis &axis, const Reach &reach, bool outward)
{
    const auto ticks = report::axisTicks(axis, reach.least, reach.greatest, outward);
    return {ticks.lower, ticks.upper};
}

void ink(QCPAxis &axis, const Theme &theme)
{
    axis.setTickLabelColor(theme.colour(u"chart.label"));
    axis.setTickLabelFont(theme.font(u"caption"));
    axis.setLabelColor(theme.colour(u"chart.label"));
    axis.setLabelFont(theme.font(u"caption"));
    axis.grid()->setPen(QPen(theme.colour(u"chart.grid"), 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
    axis.setSubTicks(false);
    axis.setTickLengthIn(0);
}

void setScale(QCPAxis &axis, const Axis &spec, bool withPlus)
{
    axis.setScaleType(spec.scale == ScaleKind::Logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(QSharedPointer<RoundTicker>::create(spec, withPlus));
}

QSharedPointer<QCPAxisTickerText> named(const std::vector<std::string> &names, const QFontMetrics &metrics,
                                        int room)
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (std::size_t i = 0; i < names.size(); ++i)
        ticker->addTick(static_cast<double>(i), metrics.elidedText(toText(names[i]), Qt::ElideRight, room));
    return ticker;
}

} // namespace

RoundTicker::RoundTicker(Axis axis, bool withPlus)
    : m_axis(std::move(axis))
    , m_withPlus(withPlus)
{
}

void RoundTicker::generate(const QCPRange &range, const QLocale &, QChar, int, QVector<double> &ticks,
                           QVector<double> *subTicks, QVector<QString> *labels)
{
    auto axis = m_axis;
    axis.lower = range.lower;
    axis.upper = range.upper;
    const auto round = report::axisTicks(axis, range.lower, range.upper, false);
    if (labels && m_axis.time) {
        const double distance = round.values.size() > 1 ? round.values[1] - round.values[0] : secondsOfDay;
        labels->clear();
        for (const double value : round.values)
            labels->push_back(momentText(value, distance));
        ticks = QVector<double>(round.values.begin(), round.values.end());
        if (subTicks)
            subTicks->clear();
        return;
    }
    const auto texts = m_withPlus ? report::tickLabels(round.values, true) : round.labels;
    ticks = QVector<double>(round.values.begin(), round.values.end());
    if (subTicks)
        subTicks->clear();
    if (labels) {
        labels->clear();
        for (const auto &text : texts)
            labels->push_back(toText(text));
    }
}

QString momentText(double seconds, double distance)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000), Qt::UTC);
    return QLocale().toString(
        moment,
        distance < secondsOfDay ? QCoreApplication::translate("ChartView", "d MMM HH:mm", "moment of a chart")
                                : QCoreApplication::translate("ChartView", "d MMM", "date of a chart"));
}

bool hasRows(const ChartSpec &chart)
{
    return chart.kind == ChartKind::Bars || chart.kind == ChartKind::Intervals
        || chart.kind == ChartKind::HeatMap;
}

ChartRanges chartRanges(const ChartSpec &chart)
{
    Reach x;
    Reach y;
    if (chart.kind == ChartKind::HeatMap) {
        const auto columns = static_cast<double>(std::max<std::size_t>(chart.x.categories.size(), 1));
        const auto rows = static_cast<double>(std::max<std::size_t>(chart.series.size(), 1));
        return {{-0.5, columns - 0.5}, {-0.5, rows - 0.5}};
    }
    const bool rows = hasRows(chart);
    for (const auto &series : chart.series) {
        x.include(series.x);
        y.include(series.y);
        (rows ? x : y).include(series.low);
        (rows ? x : y).include(series.high);
    }
    for (const auto &limit : chart.limits)
        (limit.onX || rows ? x : y).include(limit.value);
    if (rows) {
        auto values = chart.x;
        if (chart.kind == ChartKind::Bars || chart.signedValues)
            x.include(0);
        if (chart.kind == ChartKind::Bars && x.least >= 0)
            values.lower = values.lower.value_or(0);
        const auto count = static_cast<double>(std::max<std::size_t>(chart.y.categories.size(), 1));
        return {covered(values, x, true), {-0.5, count - 0.5}};
    }
    auto values = chart.y;
    if (chart.kind == ChartKind::Histogram) {
        y.include(0);
        values.lower = values.lower.value_or(0);
    }
    return {covered(chart.x, x, false), covered(values, y, true)};
}

void setUpAxes(Plot &plot, const ChartSpec &chart, const Theme &theme)
{
    const bool rows = hasRows(chart);
    const bool heat = chart.kind == ChartKind::HeatMap;
    auto &x = *plot.xAxis;
    auto &y = *plot.yAxis;
    for (auto *axis : {&x, &y})
        ink(*axis, theme);
    const QFontMetrics small(theme.font(u"small"));
    const QFontMetrics caption(theme.font(u"caption"));
    if (heat) {
        x.setScaleType(QCPAxis::stLinear);
        const auto cells = std::max<int>(static_cast<int>(chart.x.categories.size()), 1);
        // Of names that would touch, every n-th is written.
        std::vector<std::string> names = chart.x.categories;
        int widest = 1;
        for (const auto &name : names)
            widest = std::max(widest, caption.horizontalAdvance(toText(name)) + 8);
        const int cell = std::max(1, plot.width() * 2 / 3 / cells);
        const int step = std::max(1, (widest + cell - 1) / cell);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (static_cast<int>(i) % step != 0)
                names[i].clear();
        }
        x.setTicker(named(names, caption, plot.width()));
    } else {
        setScale(x, chart.x, rows && chart.signedValues);
    }
    if (rows) {
        std::vector<std::string> names = chart.y.categories;
        if (heat) {
            names.clear();
            for (const auto &series : chart.series)
                names.push_back(series.name);
        }
        y.setScaleType(QCPAxis::stLinear);
        y.setTicker(named(names, small, std::max(40, plot.width() * longestName / 100)));
        y.setTickLabelColor(theme.colour(u"text.primary"));
        y.setTickLabelFont(theme.font(u"small"));
    } else {
        setScale(y, chart.y, false);
    }
    y.setRangeReversed(rows);

    x.setBasePen(QPen(theme.colour(u"chart.axis"), 1));
    x.setTickPen(heat ? QPen(Qt::NoPen) : QPen(theme.colour(u"chart.axis"), 1));
    x.setTickLengthOut(heat ? 0 : tickLength);
    x.setTickLabelPadding(heat ? 5 : 3);
    x.grid()->setVisible(rows && !heat);
    y.setBasePen(Qt::NoPen);
    y.setTickPen(Qt::NoPen);
    y.setTickLengthOut(0);
    y.setTickLabelPadding(8);
    y.grid()->setVisible(!rows);
    x.setLabel(toText(chart.x.label));
    x.setLabelPadding(2);
    y.setLabel({}); // what y is stands in the title
    const auto ranges = chartRanges(chart);
    x.setRange(ranges.x);
    y.setRange(ranges.y);
    if (rows)
        y.setRangeReversed(true);
    plot.setBackground(QBrush(theme.colour(u"chart.background")));
}

} // namespace slipway::ui
