#include "ui/charts/chart_ink.h"
#include "ui/charts/chart_rows.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

using report::ChartSpec;

namespace {

constexpr double gap = 1.5;
constexpr int steps = 9;

/// Black or white, whichever is easier to read on that colour.
QColor inkOn(const Theme &theme, const QColor &cell)
{
    const float light = 0.2126F * cell.redF() * cell.redF() + 0.7152F * cell.greenF() * cell.greenF()
        + 0.0722F * cell.blueF() * cell.blueF();
    return theme.colour(light > 0.18F ? u"chart.cellText.1" : u"chart.cellText.2");
}

} // namespace

HeatScale heatScale(const ChartSpec &chart)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const auto &row : chart.series) {
        for (const double cell : row.y) {
            if (std::isfinite(cell)) {
                least = std::min(least, cell);
                greatest = std::max(greatest, cell);
            }
        }
    }
    const double reach = std::max(std::abs(least), std::abs(greatest));
    return chart.signedValues ? HeatScale {-reach, reach} : HeatScale {least, greatest};
}

int HeatScale::step(double value) const
{
    if (!(upper > lower))
        return lower < 0 ? (steps + 1) / 2 : 1;
    return 1 + std::clamp(static_cast<int>((value - lower) / (upper - lower) * steps), 0, steps - 1);
}

void paintHeatMap(QCPPainter &painter, const Plot &plot, const ChartSpec &chart, const Theme &theme)
{
    const auto ramp =
        chart.signedValues ? QStringLiteral("chart.diverging.%1") : QStringLiteral("chart.sequential.%1");
    const auto scale = heatScale(chart);
    painter.setFont(theme.font(u"caption"));
    const QFontMetrics metrics(painter.font());
    for (std::size_t r = 0; r < chart.series.size(); ++r) {
        const auto &row = chart.series[r];
        for (std::size_t c = 0; c < std::min(chart.x.categories.size(), row.y.size()); ++c) {
            if (!std::isfinite(row.y[c]))
                continue;
            const auto column = static_cast<double>(c);
            const auto line = static_cast<double>(r);
            const QRectF cell(
                QPointF(plot.xAxis->coordToPixel(column - 0.5), plot.yAxis->coordToPixel(line - 0.5)),
                QPointF(plot.xAxis->coordToPixel(column + 0.5), plot.yAxis->coordToPixel(line + 0.5)));
            const auto inner = cell.normalized().adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
            const auto fill = theme.colour(ramp.arg(scale.step(row.y[c])));
            painter.fillRect(inner, fill);
            const auto ink = inkOn(theme, fill);
            const bool over = overLimit(chart, row.y[c]);
            const auto text = valueText(chart, row.y[c]);
            const int mark = over ? 12 : 0;
            const bool fits =
                metrics.horizontalAdvance(text) + mark + 6 <= inner.width() && inner.height() >= 15;
            if (over)
                paintMarker(painter, fits ? QPointF(inner.left() + 9, inner.center().y()) : inner.center(),
                            QStringLiteral("triangle"), ink, 3.5);
            if (fits) {
                painter.setPen(ink);
                painter.drawText(inner.adjusted(mark, 0, 0, 0), Qt::AlignCenter, text);
            }
        }
    }
}

} // namespace slipway::ui
