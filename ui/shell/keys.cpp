#include "ui/shell/keys.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int kHeight = 18;
constexpr int kPadding = 6;
constexpr int kGap = 8;

int keyWidth(const QString &key, const QFontMetrics &metrics)
{
    return std::max(metrics.horizontalAdvance(key) + 2 * kPadding, kHeight - 2);
}

} // namespace

int keysWidth(const QStringList &keys, const Theme &theme)
{
    const QFontMetrics metrics(theme.font(u"caption"));
    int width = 0;
    for (const QString &key : keys)
        width += keyWidth(key, metrics) + (width > 0 ? kGap : 0);
    return width;
}

int paintKeys(QPainter &painter, const QRect &area, const QStringList &keys, const Theme &theme,
              Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(u"caption"));
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = keysWidth(keys, theme);
    // Keys are words of the keyboard: they stand from left to right in every language.
    int x = direction == Qt::RightToLeft ? area.left() : area.right() + 1 - width;
    for (const QString &key : keys) {
        const QRect frame(x, area.center().y() - kHeight / 2 + 1, keyWidth(key, metrics), kHeight);
        painter.setPen(theme.colour(u"border.strong"));
        painter.setBrush(theme.colour(u"surface.sunken"));
        const double radius = theme.number(u"radius.chip");
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        painter.setPen(theme.colour(u"text.secondary"));
        painter.drawText(frame, Qt::AlignCenter, key);
        x += frame.width() + kGap;
    }
    painter.restore();
    return width;
}

} // namespace slipway::ui
