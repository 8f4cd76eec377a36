#include "ui/charts/chart_rows.h"

#include "ui/charts/chart_ink.h"
#include "ui/theme/theme.h"
#include "ui/widgets/status.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

using report::ChartKind;
using report::ChartSpec;
using report::Series;

namespace {

constexpr double barThickness = 12;
constexpr int warningRoom = 16;

struct Row {
    double middle;
    double left; ///< of the frame
    double right;
};

/// Right is the better side of a difference, and an interval that holds zero is neither.
QColor intervalInk(const Theme &theme, const ChartSpec &chart, const Series &series, std::size_t i)
{
    if (!chart.signedValues)
        return seriesInk(theme, series);
    const auto verdict = valueAt(series.low, i) > 0 ? Status::Ok
        : valueAt(series.high, i) < 0               ? Status::Failed
                                                    : Status::Neutral;
    return statusColour(theme, verdict, u"solid");
}

QString rowWords(const ChartSpec &chart, const Series &series, std::size_t i)
{
    const double value = valueAt(series.x, i);
    if (!std::isfinite(value))
        return QStringLiteral("\u2013");
    if (chart.kind == ChartKind::Intervals && chart.signedValues && valueAt(series.low, i) <= 0
        && valueAt(series.high, i) >= 0)
        return QCoreApplication::translate("Chart", "no difference");
    return valueText(chart, value);
}

void paintBar(QCPPainter &painter, const Plot &plot, const ChartSpec &chart, const Theme &theme,
              const Series &series, std::size_t i, const Row &row)
{
    const double value = valueAt(series.x, i);
    const auto at = [&](double x) { return std::clamp(plot.xAxis->coordToPixel(x), row.left, row.right); };
    double end = at(0);
    if (std::isfinite(value)) {
        const double base = at(0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(seriesInk(theme, series));
        const QRectF bar(QPointF(std::min(base, at(value)), row.middle - barThickness / 2),
                         QPointF(std::max(base, at(value)), row.middle + barThickness / 2));
        painter.drawRoundedRect(bar, 2, 2);
        end = bar.right();
    }
    double x = end + 6;
    if (overLimit(chart, value)) {
        paintStatus(painter, QRectF(x, row.middle - 6, 12, 12), theme, Status::Warns);
        x += warningRoom;
    }
    painter.setPen(theme.colour(u"text.primary"));
    painter.drawText(QPointF(x, row.middle + QFontMetrics(painter.font()).capHeight() / 2.0),
                     rowWords(chart, series, i));
}

void paintInterval(QCPPainter &painter, const Plot &plot, const ChartSpec &chart, const Theme &theme,
                   const Series &series, std::size_t i, const Row &row)
{
    const double value = valueAt(series.x, i);
    const double low = valueAt(series.low, i);
    const double high = valueAt(series.high, i);
    const auto at = [&](double x) { return std::clamp(plot.xAxis->coordToPixel(x), row.left, row.right); };
    const auto colour = intervalInk(theme, chart, series, i);
    if (std::isfinite(low) && std::isfinite(high)) {
        painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(at(low), row.middle), QPointF(at(high), row.middle));
        for (const double end : {low, high})
            painter.drawLine(QPointF(at(end), row.middle - 4), QPointF(at(end), row.middle + 4));
    }
    if (std::isfinite(value))
        paintMarker(painter, {at(value), row.middle},
                    chart.signedValues || series.reference ? QStringLiteral("circle")
                                                           : theme.seriesMarker(series.style),
                    colour, 3.75);
}

} // namespace

int rowsRightMargin(const ChartSpec &chart, const Theme &theme)
{
    const QFontMetrics metrics(theme.font(u"caption"));
    int widest = 0;
    for (const auto &series : chart.series) {
        for (std::size_t i = 0; i < series.x.size(); ++i) {
            const int mark = chart.kind == ChartKind::Bars && overLimit(chart, series.x[i]) ? warningRoom : 0;
            widest = std::max(widest, metrics.horizontalAdvance(rowWords(chart, series, i)) + mark);
        }
    }
    return widest + 12;
}

int rowsHeight(const ChartSpec &chart)
{
    const bool bars = chart.kind == ChartKind::Bars;
    const auto perRow = static_cast<int>(std::max<std::size_t>(chart.series.size(), 1));
    const auto rows = chart.kind == ChartKind::HeatMap ? chart.series.size() : chart.y.categories.size();
    const int height = bars ? (static_cast<int>(barThickness) + 2) * perRow + 8 : 24;
    return height * static_cast<int>(std::max<std::size_t>(rows, 3)) + 48;
}

void paintRows(QCPPainter &painter, const Plot &plot, const ChartSpec &chart, const Theme &theme)
{
    const QRectF frame(plot.axisRect()->rect());
    const auto perRow = static_cast<double>(std::max<std::size_t>(chart.series.size(), 1));
    const bool bars = chart.kind == ChartKind::Bars;
    painter.setFont(theme.font(u"caption"));
    if (chart.signedValues || bars) {
        const double zero = std::round(plot.xAxis->coordToPixel(0)) + 0.5;
        painter.setPen(QPen(theme.colour(u"chart.axis"), 1));
        if (zero >= frame.left() - 1 && zero <= frame.right() + 2)
            painter.drawLine(QPointF(zero, frame.top()), QPointF(zero, frame.bottom()));
    }
    for (std::size_t i = 0; i < chart.y.categories.size(); ++i) {
        const double middle = plot.yAxis->coordToPixel(static_cast<double>(i));
        for (std::size_t k = 0; k < chart.series.size(); ++k) {
            const double offset = (static_cast<double>(k) - (perRow - 1) / 2) * (bars ? barThickness + 2 : 7);
            const Row row {middle + offset, frame.left(), frame.right()};
            if (bars)
                paintBar(painter, plot, chart, theme, chart.series[k], i, row);
            else
                paintInterval(painter, plot, chart, theme, chart.series[k], i, row);
        }
        if (!bars && !chart.series.empty()) {
            painter.setPen(theme.colour(u"text.primary"));
            painter.drawText(QRectF(frame.right(), middle - 8, plot.width() - frame.right() - 2, 16),
                             Qt::AlignRight | Qt::AlignVCenter, rowWords(chart, chart.series.front(), i));
        }
    }
}

} // namespace slipway::ui
