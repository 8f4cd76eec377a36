#include "ui/charts/chart_ink.h"

#include "core/evaluate/number_text.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace slipway::ui {

namespace {

/// Qt counts dashes in widths of the pen, the tokens in pixels.
QVector<qreal> inWidths(QVector<qreal> pixels, qreal width)
{
    for (auto &length : pixels)
        length /= width;
    return pixels;
}

QPolygonF star(QPointF centre, double radius)
{
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        const double reach = i % 2 == 0 ? radius * 1.2 : radius * 0.5;
        points << centre + QPointF(std::cos(angle), std::sin(angle)) * reach;
    }
    return points;
}

} // namespace

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QColor seriesInk(const Theme &theme, const report::Series &series)
{
    return series.reference ? theme.colour(u"chart.reference") : theme.seriesColour(series.style);
}

QPen seriesPen(const Theme &theme, const report::Series &series)
{
    const qreal width = series.reference ? 1 : 2;
    QPen pen(seriesInk(theme, series), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    const auto dash = series.reference ? QVector<qreal> {4, 3} : theme.seriesDash(series.style);
    if (!dash.isEmpty())
        pen.setDashPattern(inWidths(dash, width));
    return pen;
}

QPen limitPen(const Theme &theme)
{
    QPen pen(theme.colour(u"chart.crosshair"), 1, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({4, 3});
    return pen;
}

void paintMarker(QPainter &painter, QPointF centre, const QString &marker, const QColor &colour,
                 double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const auto at = [&](double x, double y) { return centre + QPointF(x, y) * radius; };
    if (marker == u"square") {
        painter.drawRect(QRectF(at(-0.9, -0.9), at(0.9, 0.9)));
    } else if (marker == u"triangle") {
        painter.drawPolygon(QPolygonF {at(0, -1.1), at(1.1, 0.9), at(-1.1, 0.9)});
    } else if (marker == u"triangleDown") {
        painter.drawPolygon(QPolygonF {at(0, 1.1), at(1.1, -0.9), at(-1.1, -0.9)});
    } else if (marker == u"diamond") {
        painter.drawPolygon(QPolygonF {at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0)});
    } else if (marker == u"plus" || marker == u"cross") {
        painter.setPen(QPen(colour, std::max(1.5, radius * 0.5)));
        const double reach = marker == u"plus" ? 0 : 0.8;
        painter.drawLine(at(-(marker == u"plus" ? 1.1 : 0.8), -reach),
                         at(marker == u"plus" ? 1.1 : 0.8, reach));
        painter.drawLine(at(reach, -(marker == u"plus" ? 1.1 : 0.8)),
                         at(-reach, marker == u"plus" ? 1.1 : 0.8));
    } else if (marker == u"star") {
        painter.drawPolygon(star(centre, radius));
    } else {
        painter.drawEllipse(centre, radius, radius);
    }
    painter.restore();
}

void paintSeriesMarker(QPainter &painter, QPointF centre, const Theme &theme, const report::Series &series,
                       double radius)
{
    paintMarker(painter, centre,
                series.reference ? QStringLiteral("circle") : theme.seriesMarker(series.style),
                seriesInk(theme, series), radius);
}

QString seriesLabel(const report::Series &series)
{
    const auto name = toText(series.name);
    return series.note.empty() ? name : name + u' ' + toText(series.note);
}

QString valueText(const report::ChartSpec &chart, double value)
{
    return toText(chart.signedValues ? evaluate::signedText(value, chart.decimals)
                                     : evaluate::fixedText(value, chart.decimals));
}

bool overLimit(const report::ChartSpec &chart, double value)
{
    return std::any_of(chart.limits.begin(), chart.limits.end(), [&](const report::LimitLine &limit) {
        return (limit.worse == report::Worse::Above && value > limit.value)
            || (limit.worse == report::Worse::Below && value < limit.value);
    });
}

double valueAt(const std::vector<double> &values, std::size_t i)
{
    return i < values.size() ? values[i] : std::numeric_limits<double>::quiet_NaN();
}

} // namespace slipway::ui
