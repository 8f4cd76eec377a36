#include "ui/charts/chart_curves.h"

#include "core/report/text_fit.h"
#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_ink.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace slipway::ui {

using report::ChartKind;
using report::ChartSpec;
using report::Series;

namespace {

constexpr int labelGap = 10;
constexpr int labelLine = 16;
constexpr double farthestLabel = 26; ///< a label moved further from its line's end is no longer beside it
constexpr int mostLabelShare = 34; ///< per cent of the width

std::optional<std::size_t> lastFinite(const Series &series)
{
    for (std::size_t i = std::min(series.x.size(), series.y.size()); i > 0; --i) {
        if (std::isfinite(series.x[i - 1]) && std::isfinite(series.y[i - 1]))
            return i - 1;
    }
    return std::nullopt;
}

QVector<double> toVector(const std::vector<double> &values)
{
    return {values.begin(), values.end()};
}

struct EndLabel {
    std::size_t series;
    QPointF end;
    QString text;
};

} // namespace

ChartCurves::ChartCurves(Plot &plot, const Theme &theme)
    : m_plot(plot)
    , m_theme(theme)
{
}

QPointF ChartCurves::pixel(double x, double y) const
{
    return {m_plot.xAxis->coordToPixel(x), m_plot.yAxis->coordToPixel(y)};
}

void ChartCurves::addBand(const Series &series)
{
    if (series.low.empty() || series.high.empty())
        return;
    auto shade = seriesInk(m_theme, series);
    shade.setAlphaF(static_cast<float>(m_theme.number(u"chart.bandOpacity")));
    auto *high = m_plot.addGraph();
    auto *low = m_plot.addGraph();
    for (auto *edge : {high, low}) {
        edge->setPen(Qt::NoPen);
        edge->setSelectable(QCP::stNone);
    }
    high->setData(toVector(series.x), toVector(series.high), true);
    low->setData(toVector(series.x), toVector(series.low), true);
    high->setBrush(shade);
    high->setChannelFillGraph(low);
}

void ChartCurves::build(const ChartSpec &chart)
{
    m_plot.clearGraphs();
    m_lines.clear();
    const bool steps = chart.kind == ChartKind::Histogram;
    if (hasRows(chart))
        return;
    if (chart.kind == ChartKind::Line) {
        for (const auto &series : chart.series)
            addBand(series);
    }
    for (const bool reference : {true, false}) {
        for (std::size_t s = 0; s < chart.series.size(); ++s) {
            const auto &series = chart.series[s];
            if (series.reference != reference)
                continue;
            auto *graph = m_plot.addGraph();
            graph->setSelectable(QCP::stNone);
            graph->setAdaptiveSampling(true);
            graph->setPen(seriesPen(m_theme, series));
            auto y = series.y;
            if (steps) {
                if (!y.empty())
                    y.push_back(y.back()); // the last step reaches to the last edge
                graph->setLineStyle(QCPGraph::lsStepLeft);
                graph->setPen(QPen(seriesInk(m_theme, series), reference ? 1 : 2));
                auto shade = seriesInk(m_theme, series);
                shade.setAlphaF(static_cast<float>(m_theme.number(u"chart.bandOpacity")));
                graph->setBrush(shade);
            }
            const auto count = std::min(series.x.size(), y.size());
            graph->setData(
                toVector({series.x.begin(), series.x.begin() + static_cast<std::ptrdiff_t>(count)}),
                toVector({y.begin(), y.begin() + static_cast<std::ptrdiff_t>(count)}),
                std::is_sorted(series.x.begin(), series.x.end()));
            m_lines.insert(s, graph);
        }
    }
}

void ChartCurves::append(const ChartSpec &chart, std::size_t series)
{
    if (auto *graph = m_lines.value(series))
        graph->addData(chart.series[series].x.back(), chart.series[series].y.back());
}

int ChartCurves::rightMargin(const ChartSpec &chart) const
{
    if (chart.kind == ChartKind::Histogram || hasRows(chart) || chart.empty() || labelsCollide(chart))
        return 12;
    QFont font = m_theme.font(u"small");
    font.setWeight(QFont::DemiBold); // as the labels are painted
    const QFontMetrics metrics(font);
    int widest = 0;
    for (const auto &series : chart.series) {
        if (lastFinite(series))
            widest = std::max(widest, metrics.horizontalAdvance(seriesLabel(series)));
    }
    return std::min(widest + labelGap + 4, m_plot.width() * mostLabelShare / 100);
}

int ChartCurves::topMargin(const ChartSpec &chart) const
{
    const bool onX = std::any_of(chart.limits.begin(), chart.limits.end(),
                                 [&](const auto &limit) { return limit.onX || hasRows(chart); });
    const bool legend = chart.series.size() > 1
        && (chart.kind == ChartKind::Histogram || chart.kind == ChartKind::Bars || labelsCollide(chart));
    return 8 + (onX ? labelLine : 0) + (legend ? labelLine + 6 : 0);
}

/// More labels than lines of text find room for: then a legend says it.
bool ChartCurves::labelsCollide(const ChartSpec &chart) const
{
    if (hasRows(chart) || chart.kind == ChartKind::Histogram)
        return false;
    const auto room = std::max(m_plot.height() - 48, 3 * labelLine);
    if (static_cast<int>(chart.series.size()) * labelLine > room)
        return true;
    std::vector<double> wanted;
    const auto ranges = chartRanges(chart);
    for (const auto &series : chart.series) {
        if (const auto last = lastFinite(series); last && ranges.y.size() > 0)
            wanted.push_back(std::clamp((ranges.y.upper - series.y[*last]) / ranges.y.size(), 0.0, 1.0)
                             * room);
    }
    const auto places = report::spreadLabels(wanted, labelLine - 1, -labelLine / 2.0, room + labelLine / 2.0);
    if (!places)
        return true;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (std::abs((*places)[i] - wanted[i]) > farthestLabel)
            return true;
    }
    return false;
}

void ChartCurves::paintLimits(QCPPainter &painter, const ChartSpec &chart) const
{
    const auto frame = m_plot.axisRect()->rect();
    painter.setFont(m_theme.font(u"caption"));
    const QFontMetrics metrics(painter.font());
    QVector<QRect> taken;
    for (const auto &limit : chart.limits) {
        const auto word = toText(limit.word);
        const int width = metrics.horizontalAdvance(word);
        painter.setPen(limitPen(m_theme));
        QRect place;
        if (limit.onX || hasRows(chart)) {
            const double x = std::round(m_plot.xAxis->coordToPixel(limit.value)) + 0.5;
            if (x < frame.left() - 1 || x > frame.right() + 2)
                continue;
            painter.drawLine(QPointF(x, frame.top() - 2), QPointF(x, frame.bottom()));
            place = QRect(std::clamp(qRound(x) - width / 2, 0, std::max(0, m_plot.width() - width)),
                          frame.top() - labelLine - 1, width, labelLine);
            // Words side by side give way downwards, into the plot, right of their line.
            while (std::any_of(taken.begin(), taken.end(), [&](const QRect &other) {
                return other.adjusted(-6, 0, 6, 0).intersects(place);
            })) {
                place.moveTop(place.top() + labelLine);
                place.moveLeft(std::min(qRound(x) + 4, std::max(0, m_plot.width() - width)));
            }
        } else {
            const double y = std::round(m_plot.yAxis->coordToPixel(limit.value)) + 0.5;
            if (y < frame.top() - 1 || y > frame.bottom() + 1)
                continue;
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right() + 1, y));
            place = QRect(frame.left() + 4, qRound(y) - labelLine, width, labelLine);
            if (place.top() < frame.top() - labelLine)
                place.moveTop(qRound(y) + 1);
        }
        taken.push_back(place);
        painter.setPen(m_theme.colour(u"text.secondary"));
        painter.drawText(place.adjusted(0, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter, word);
    }
}

void ChartCurves::paintMarks(QCPPainter &painter, const ChartSpec &chart) const
{
    if (hasRows(chart) || chart.kind == ChartKind::Histogram)
        return;
    const auto frame = QRectF(m_plot.axisRect()->rect()).adjusted(-1, -1, 2, 2);
    const bool points = chart.kind == ChartKind::Calibration;
    for (const auto &series : chart.series) {
        if (series.reference)
            continue;
        const auto count = std::min(series.x.size(), series.y.size());
        for (std::size_t i = 0; i < count; ++i) {
            const bool alone =
                !std::isfinite(valueAt(series.y, i + 1)) && (i == 0 || !std::isfinite(series.y[i - 1]));
            if (!points && !alone)
                continue;
            const auto centre = pixel(series.x[i], series.y[i]);
            if (!std::isfinite(centre.x()) || !std::isfinite(centre.y()) || !frame.contains(centre))
                continue;
            const double low = valueAt(series.low, i);
            const double high = valueAt(series.high, i);
            if (points && std::isfinite(low) && std::isfinite(high)) {
                painter.setPen(QPen(seriesInk(m_theme, series), 1.5));
                painter.drawLine(pixel(series.x[i], low), pixel(series.x[i], high));
            }
            paintSeriesMarker(painter, centre, m_theme, series, points ? 3.5 : 3);
        }
        const auto last = lastFinite(series);
        if (last && !points && frame.contains(pixel(series.x[*last], series.y[*last]))) {
            // A ring of the background parts the dot from the line.
            const auto end = pixel(series.x[*last], series.y[*last]);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.colour(u"chart.background"));
            painter.drawEllipse(end, 4.5, 4.5);
            paintSeriesMarker(painter, end, m_theme, series, 3.25);
        }
    }
}

void ChartCurves::paintLabels(QCPPainter &painter, const ChartSpec &chart) const
{
    if (chart.empty())
        return;
    const bool collide = labelsCollide(chart);
    if (chart.series.size() > 1
        && (chart.kind == ChartKind::Histogram || chart.kind == ChartKind::Bars || collide)) {
        paintLegend(painter, chart);
        return;
    }
    if (hasRows(chart) || chart.kind == ChartKind::Histogram)
        return;
    const auto frame = m_plot.axisRect()->rect();
    std::vector<EndLabel> atRight;
    auto font = m_theme.font(u"caption");
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_theme.colour(u"text.primary"));
    const QFontMetrics metrics(font);
    QVector<QRectF> taken; // by the labels of lines that end inside
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto last = lastFinite(chart.series[s]);
        if (!last)
            continue;
        const auto end = pixel(chart.series[s].x[*last], chart.series[s].y[*last]);
        if (!std::isfinite(end.y()) || end.x() < frame.left() || end.x() > frame.right() + 3)
            continue;
        const auto text = seriesLabel(chart.series[s]);
        if (end.x() > frame.right() - 24) {
            atRight.push_back({s, {end.x(), std::clamp<double>(end.y(), frame.top(), frame.bottom())}, text});
            continue;
        }
        QRectF place(end.x() + 8, end.y() + 6, metrics.horizontalAdvance(text), metrics.capHeight());
        while (std::any_of(taken.begin(), taken.end(), [&](const QRectF &other) {
            return other.adjusted(-4, -3, 4, 3).intersects(place);
        }))
            place.translate(0, labelLine - 1);
        taken.push_back(place);
        painter.drawText(place.bottomLeft(), text);
    }
    std::vector<double> wanted;
    for (const auto &label : atRight)
        wanted.push_back(label.end.y());
    const auto places = report::spreadLabels(wanted, labelLine - 1, frame.top() - labelLine / 2.0,
                                             frame.bottom() + labelLine / 2.0);
    if (!places)
        return;
    const int room = m_plot.width() - frame.right() - labelGap;
    for (std::size_t i = 0; i < atRight.size(); ++i) {
        const double y = (*places)[i];
        const auto &series = chart.series[atRight[i].series];
        painter.setPen(m_theme.colour(series.reference ? u"text.secondary" : u"text.primary"));
        painter.drawText(QPointF(frame.right() + labelGap, y + metrics.capHeight() / 2.0),
                         metrics.elidedText(atRight[i].text, Qt::ElideRight, room));
    }
}

void ChartCurves::paintLegend(QCPPainter &painter, const ChartSpec &chart) const
{
    painter.setFont(m_theme.font(u"caption"));
    const QFontMetrics metrics(painter.font());
    double x = m_plot.axisRect()->left();
    const double y = labelLine / 2.0 + 2;
    for (const auto &series : chart.series) {
        const auto text = seriesLabel(series);
        if (chart.kind == ChartKind::Line) {
            painter.setPen(seriesPen(m_theme, series));
            painter.drawLine(QPointF(x, y), QPointF(x + 14, y));
            x += 19;
        } else {
            paintMarker(painter, {x + 5, y},
                        chart.kind == ChartKind::Calibration ? m_theme.seriesMarker(series.style)
                                                             : QStringLiteral("square"),
                        seriesInk(m_theme, series), 4);
            x += 14;
        }
        painter.setPen(m_theme.colour(u"text.secondary"));
        const int room = std::max(0, m_plot.width() - static_cast<int>(x));
        painter.drawText(QPointF(x, y + metrics.capHeight() / 2.0),
                         metrics.elidedText(text, Qt::ElideRight, room));
        x += metrics.horizontalAdvance(text) + 14;
    }
}

} // namespace slipway::ui
