#include "ui/shell/search_button.h"

#include "ui/shell/keys.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace slipway::ui {

namespace {

constexpr int kIconAt = 10;
constexpr int kTextAt = 33;
constexpr int kEnd = 6;

} // namespace

SearchButton::SearchButton(const Theme &theme, const QString &name, QWidget *parent)
    : QuietButton(theme, name, parent)
{
}

void SearchButton::setKeys(const QString &keys)
{
    m_keys = keys;
    update();
}

void SearchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme().number(u"radius.control");
    painter.setPen(theme().colour(underMouse() ? u"border.strong" : u"border.default"));
    painter.setBrush(theme().colour(u"surface.panel"));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int side = theme().pixels(u"icon.default");
    theme().icons().paint(painter, mirrored(QRect(kIconAt, (height() - side) / 2, side, side)),
                          QStringLiteral("search"), theme().colour(u"text.tertiary"));
    const QRect keys = mirrored(rect().adjusted(kTextAt, 0, -kEnd, 0));
    const int taken = m_keys.isEmpty() ? 0 : paintKeys(painter, keys, {m_keys}, theme(), layoutDirection());
    painter.setFont(theme().font(u"body"));
    painter.setPen(theme().colour(u"text.tertiary"));
    const QRect area = mirrored(rect().adjusted(kTextAt, 0, -kEnd - taken - kEnd, 0));
    const auto alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(area, static_cast<int>(alignment),
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

} // namespace slipway::ui
