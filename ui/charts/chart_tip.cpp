#include "ui/charts/chart_tip.h"

#include "ui/charts/chart_ink.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int padding = 10;
constexpr int markRoom = 14;
constexpr int columnGap = 24;
constexpr int away = 14; ///< from the pointer

} // namespace

void paintTip(QPainter &painter, const ChartReading &reading, const report::ChartSpec &chart,
              const Theme &theme, QPoint pointer, const QRect &room)
{
    const QFontMetrics small(theme.font(u"small"));
    auto headFont = theme.font(u"small");
    headFont.setWeight(QFont::DemiBold);
    const QFontMetrics strong(headFont);
    const int line = theme.lineHeight(u"small") + 2;
    int names = 0;
    int values = 0;
    for (const auto &row : reading.lines) {
        names = std::max(names, small.horizontalAdvance(toText(chart.series[row.series].name)));
        values = std::max(values, small.horizontalAdvance(row.text));
    }
    const int width = std::max(strong.horizontalAdvance(reading.head), markRoom + names + columnGap + values)
        + 2 * padding + 1;
    const int height = line * static_cast<int>(1 + reading.lines.size()) + padding;
    QRect box(pointer.x() + away, pointer.y() - height / 2, width, height);
    if (box.right() > room.right())
        box.moveRight(pointer.x() - away);
    box.moveLeft(std::clamp(box.left(), 0, std::max(0, room.width() - width)));
    box.moveTop(std::clamp(box.top(), 0, std::max(0, room.height() - height)));

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(u"surface.tooltip"));
    painter.drawRoundedRect(box, theme.number(u"radius.chip"), theme.number(u"radius.chip"));
    painter.setPen(theme.colour(u"text.onTooltip"));
    painter.setFont(headFont);
    QRect place(box.left() + padding, box.top() + padding / 2, width - 2 * padding, line);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, reading.head);
    painter.setFont(theme.font(u"small"));
    for (const auto &row : reading.lines) {
        place.translate(0, line);
        // On the dark ground of a tooltip the light theme's series would be hard to see without a rim.
        const auto &series = chart.series[row.series];
        const QPointF centre(place.left() + 4, place.center().y() + 0.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(u"text.onTooltip"));
        painter.drawEllipse(centre, 5, 5);
        paintSeriesMarker(painter, centre, theme, series, 3.25);
        painter.setPen(theme.colour(u"text.onTooltip"));
        painter.drawText(place.adjusted(markRoom, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         toText(series.name));
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, row.text);
    }
    painter.restore();
}

} // namespace slipway::ui
