#include "ui/widgets/bars_picture.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int barsHeight = 84;
constexpr int lowHeight = 42; ///< of a few bars with words above them
constexpr int wordGap = 4;
constexpr int wideGap = 7; ///< between bars that stand for groups
constexpr int leastWidth = 160;

/// The bar at a place, from its left to behind its right.
QRect slotOf(const QRect &room, std::size_t place, std::size_t count, int gap)
{
    const auto at = [&](std::size_t i) {
        return room.left()
            + qRound(static_cast<double>(room.width() + gap) * static_cast<double>(i)
                     / static_cast<double>(count));
    };
    return {at(place), room.top(), std::max(1, at(place + 1) - at(place) - gap), room.height()};
}

double highest(const std::vector<double> &bars)
{
    double most = 0;
    for (const double bar : bars)
        most = std::isfinite(bar) ? std::max(most, bar) : most;
    return most;
}

} // namespace

void paintBars(QPainter &painter, const QRect &room, const std::vector<double> &bars, const QColor &ink,
               int gap)
{
    const double most = highest(bars);
    for (std::size_t i = 0; most > 0 && i < bars.size(); ++i) {
        if (!std::isfinite(bars[i]) || bars[i] <= 0)
            continue;
        const auto slot = slotOf(room, i, bars.size(), gap);
        const int height = std::max(1, qRound(bars[i] / most * room.height()));
        painter.fillRect(QRect(slot.left(), room.bottom() - height + 1, slot.width(), height), ink);
    }
}

BarsView::BarsView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void BarsView::setPicture(const BarsPicture &picture)
{
    m_picture = picture;
    setAccessibleName(picture.sentence);
    setToolTip(picture.sentence);
    updateGeometry();
    update();
}

int BarsView::lineHeight() const
{
    return QFontMetrics(m_theme.font(u"caption")).height();
}

QSize BarsView::sizeHint() const
{
    const int bars = m_picture.above.isEmpty() ? barsHeight : lowHeight;
    const int above =
        m_picture.above.isEmpty() && !std::isfinite(m_picture.marker) ? 0 : lineHeight() + wordGap;
    const int below = m_picture.below.isEmpty() ? 0 : lineHeight() + wordGap;
    return {leastWidth, above + bars + 1 + below};
}

void BarsView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(u"caption"));
    const bool hasAbove = !m_picture.above.isEmpty() || std::isfinite(m_picture.marker);
    const int above = hasAbove ? lineHeight() + wordGap : 0;
    const int below = m_picture.below.isEmpty() ? 0 : lineHeight() + wordGap;
    const QRect room(0, above, width(), height() - above - below - 1);
    paintBars(painter, room, m_picture.bars, m_theme.seriesColour(m_picture.series),
              m_picture.above.isEmpty() ? 1 : wideGap);
    if (m_picture.above.isEmpty())
        painter.fillRect(QRect(0, room.bottom() + 1, width(), 1), m_theme.colour(u"chart.axis"));
    paintAbove(painter, room);
    paintBelow(painter, room);
    paintMarker(painter, room);
}

/// A word stands on its bar, not at the top of the picture.
void BarsView::paintAbove(QPainter &painter, const QRect &room) const
{
    const double most = highest(m_picture.bars);
    painter.setPen(m_theme.colour(u"text.primary"));
    for (std::size_t i = 0; i < m_picture.bars.size(); ++i) {
        const auto slot = slotOf(room, i, m_picture.bars.size(), wideGap);
        const double bar = std::isfinite(m_picture.bars[i]) && most > 0 ? m_picture.bars[i] / most : 0;
        const int top = room.bottom() + 1 - qRound(bar * room.height());
        painter.drawText(QRect(slot.left(), top - wordGap / 2 - lineHeight(), slot.width(), lineHeight()),
                         Qt::AlignHCenter | Qt::AlignBottom,
                         m_picture.above.value(static_cast<qsizetype>(i)));
    }
}

void BarsView::paintBelow(QPainter &painter, const QRect &room) const
{
    painter.setPen(m_theme.colour(u"text.secondary"));
    const auto count = m_picture.below.size();
    const bool perBar = count == static_cast<qsizetype>(m_picture.bars.size());
    const QRect line(0, room.bottom() + 2 + wordGap, width(), lineHeight());
    for (qsizetype i = 0; i < count; ++i) {
        const auto &word = m_picture.below[i];
        if (perBar) {
            const auto slot = slotOf(line, static_cast<std::size_t>(i), m_picture.bars.size(), wideGap);
            painter.drawText(slot, Qt::AlignHCenter,
                             painter.fontMetrics().elidedText(word, Qt::ElideRight, slot.width()));
            continue;
        }
        const auto side = i == 0 ? Qt::AlignLeft : i == count - 1 ? Qt::AlignRight : Qt::AlignHCenter;
        painter.drawText(line, side, word);
    }
}

void BarsView::paintMarker(QPainter &painter, const QRect &room) const
{
    if (!std::isfinite(m_picture.marker))
        return;
    const int x = qRound(std::clamp(m_picture.marker, 0.0, 1.0) * (room.width() - 1));
    QPen dashed(m_theme.colour(u"text.secondary"), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.drawLine(x, 2, x, room.bottom());
    const int word = painter.fontMetrics().horizontalAdvance(m_picture.markerWord);
    const bool atLeft = x + wordGap + word > width();
    painter.setPen(m_theme.colour(u"text.secondary"));
    painter.drawText(QRect(atLeft ? x - wordGap - word : x + wordGap, 0, word + 1, lineHeight()),
                     Qt::AlignLeft, m_picture.markerWord);
}

} // namespace slipway::ui
