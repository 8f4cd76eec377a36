#include "ui/shell/rail_item.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace slipway::ui {

namespace {

constexpr int kHeight = 30;
constexpr int kIconAt = 10;
constexpr int kTextAt = 36;
constexpr int kBarWidth = 3;
constexpr int kBadgeEnd = 9;
constexpr int kBadgeGap = 4;

} // namespace

RailItem::RailItem(const Theme &theme, const PageDescription &page, const QKeySequence &shortcut,
                   QWidget *parent)
    : QuietButton(theme, QStringLiteral("rail.") + page.id, parent)
    , m_page(page.id)
    , m_title(page.title)
    , m_shortcut(shortcut)
{
    setText(page.title);
    setGlyph(page.icon);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void RailItem::setBadge(const Badge &badge)
{
    m_badge = badge;
    describe();
    update();
}

void RailItem::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    describe();
    updateGeometry();
    update();
}

QSize RailItem::sizeHint() const
{
    return {kTextAt, kHeight};
}

QSize RailItem::minimumSizeHint() const
{
    return {theme().pixels(u"control.touchMin"), kHeight};
}

void RailItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().colour(u"selection.fill"));
        const double radius = theme().number(u"radius.control");
        painter.drawRoundedRect(rect(), radius, radius);
        painter.setBrush(theme().colour(u"selection.bar"));
        painter.drawRoundedRect(mirrored(QRect(0, 5, kBarWidth, height() - 10)), 1.5, 1.5);
    } else {
        paintSurface(painter);
    }

    const int side = theme().pixels(u"icon.default");
    const int left = m_collapsed ? (width() - side) / 2 : kIconAt;
    theme().icons().paint(painter, mirrored(QRect(left, (height() - side) / 2, side, side)), glyph(),
                          theme().colour(isChecked() ? u"accent.text" : u"text.secondary"));
    if (!m_collapsed) {
        painter.setFont(theme().font(isChecked() ? u"strong" : u"body"));
        painter.setPen(theme().colour(isChecked() ? u"text.primary" : u"text.secondary"));
        const int badge = m_badge.count == 0 ? 0 : 36;
        const QRect area = mirrored(rect().adjusted(kTextAt, 0, -kBadgeEnd - badge, 0));
        const auto alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
        painter.drawText(area, static_cast<int>(alignment),
                         painter.fontMetrics().elidedText(m_title, Qt::ElideRight, area.width()));
    }
    paintBadge(painter);
}

void RailItem::paintBadge(QPainter &painter) const
{
    if (m_badge.count == 0)
        return;
    const int side = theme().pixels(u"icon.small");
    if (m_collapsed) {
        // No room for the number: it stands in the tool tip.
        paintStatus(painter, mirrored(QRect(width() - side, 1, side, side)), theme(), m_badge.status);
        return;
    }
    const QString count = QLocale().toString(m_badge.count);
    painter.setFont(theme().font(u"caption"));
    painter.setPen(theme().colour(u"text.secondary"));
    const int digits = painter.fontMetrics().horizontalAdvance(count);
    const int end = width() - kBadgeEnd;
    painter.drawText(mirrored(QRect(end - digits, 0, digits + 1, height())), Qt::AlignCenter, count);
    const QRect shape(end - digits - kBadgeGap - side, (height() - side) / 2, side, side);
    paintStatus(painter, mirrored(shape), theme(), m_badge.status);
}

void RailItem::describe()
{
    const QString keys = m_shortcut.toString(QKeySequence::NativeText);
    const QString name = keys.isEmpty() ? m_title : tr("%1 (%2)", "page and its keys").arg(m_title, keys);
    setAccessibleName(m_title);
    setAccessibleDescription(m_badge.sentence);
    setToolTip(m_badge.sentence.isEmpty() ? name : name + QLatin1Char('\n') + m_badge.sentence);
}

} // namespace slipway::ui
