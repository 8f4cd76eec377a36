#include "ui/shell/mark.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace slipway::ui {

void paintMark(QPainter &painter, const QRectF &square, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 22, square.height() / 22); // drawn on a grid of 22
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(u"accent.fill"));
    painter.drawRoundedRect(QRectF(0, 0, 22, 22), 5, 5);

    const QColor ink = theme.colour(u"text.onAccent");
    QPainterPath hull(QPointF(7.8, 8.6));
    hull.cubicTo(9.4, 6.8, 12.0, 5.9, 14.6, 5.8);
    hull.lineTo(15.6, 11.8);
    hull.closeSubpath();
    painter.setBrush(ink);
    painter.drawPath(hull);

    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.6, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(3.8, 7.6), QPointF(18.2, 15.4)); // the slip
    QPainterPath water(QPointF(4.2, 16.9));
    water.cubicTo(5.4, 15.5, 6.6, 15.9, 7.8, 16.9);
    water.cubicTo(9.0, 17.9, 10.2, 18.0, 11.6, 16.7);
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(water);
    painter.restore();
}

} // namespace slipway::ui
