#include "ui/widgets/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

void paintSparkline(QPainter &painter, const QRectF &rect, const Theme &theme, const QVector<double> &values,
                    const QColor &colour)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const double value : values) {
        if (std::isfinite(value)) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    }
    if (!std::isfinite(least))
        return;
    const auto place = [&](qsizetype i) {
        const double steps = static_cast<double>(std::max<qsizetype>(values.size() - 1, 1));
        const double share = greatest > least ? (values[i] - least) / (greatest - least) : 0.5;
        return QPointF(rect.left() + rect.width() * static_cast<double>(i) / steps,
                       rect.bottom() - rect.height() * share);
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    auto shade = colour;
    shade.setAlphaF(static_cast<float>(theme.number(u"chart.bandOpacity")));
    QPainterPath line;
    QPainterPath area;
    QPointF last;
    bool open = false;
    const auto close = [&] {
        if (open) {
            area.lineTo(last.x(), rect.bottom());
            area.closeSubpath();
        }
        open = false;
    };
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            close();
            continue;
        }
        const auto point = place(i);
        if (open) {
            line.lineTo(point);
        } else {
            line.moveTo(point);
            area.moveTo(point.x(), rect.bottom());
        }
        area.lineTo(point);
        last = point;
        open = true;
    }
    close();
    painter.fillPath(area, shade);
    painter.setPen(QPen(colour, theme.number(u"stroke.series"), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(last, 2.25, 2.25);
    painter.restore();
}

} // namespace slipway::ui
