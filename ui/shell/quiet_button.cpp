#include "ui/shell/quiet_button.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QPainter>
#include <QStyle>

namespace slipway::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kGap = 6;

} // namespace

QuietButton::QuietButton(const Theme &theme, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_font(QStringLiteral("body"))
    , m_colour(QStringLiteral("text.secondary"))
{
    setObjectName(name);
    setFocusPolicy(Qt::TabFocus); // a click must not take the focus from a field
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void QuietButton::setGlyph(const QString &name)
{
    m_glyph = name;
    updateGeometry();
    update();
}

void QuietButton::setTextStyle(const QString &font, const QString &colour)
{
    m_font = font;
    m_colour = colour;
    updateGeometry();
    update();
}

void QuietButton::setChevron(bool shown)
{
    m_chevron = shown;
    updateGeometry();
}

void QuietButton::follow(QAction *action)
{
    const auto read = [this, action] {
        QString name = action->text();
        name.remove(QLatin1Char('&'));
        setAccessibleName(name);
        setToolTip(action->toolTip());
        setEnabled(action->isEnabled());
        setCheckable(action->isCheckable());
        setChecked(action->isChecked());
    };
    read();
    connect(action, &QAction::changed, this, read);
    connect(this, &QAbstractButton::clicked, action, [action] { action->trigger(); });
    // The button has turned itself already; the action says what is so.
    connect(this, &QAbstractButton::clicked, this, read);
}

QSize QuietButton::sizeHint() const
{
    const int height = m_theme.pixels(u"control.default");
    int width = 2 * kPadding;
    if (!m_glyph.isEmpty())
        width += m_theme.pixels(u"icon.default");
    if (!text().isEmpty())
        // A pixel more: the painter's own metrics round differently, and would put an ellipsis.
        width += QFontMetrics(m_theme.font(m_font)).horizontalAdvance(text()) + 1 + (m_glyph.isEmpty() ? 0 : kGap);
    if (m_chevron)
        width += kGap + m_theme.pixels(u"icon.small");
    return {width, height};
}

void QuietButton::paintSurface(QPainter &painter) const
{
    if (!isEnabled())
        return;
    const bool over = underMouse();
    if (!isDown() && !isChecked() && !over)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(isDown() || isChecked() ? u"surface.pressed" : u"surface.hover"));
    const double radius = m_theme.number(u"radius.control");
    painter.drawRoundedRect(rect(), radius, radius);
}

QRect QuietButton::mirrored(const QRect &area) const
{
    return QStyle::visualRect(layoutDirection(), rect(), area);
}

void QuietButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSurface(painter);

    const QColor colour = m_theme.colour(isEnabled() ? QStringView(m_colour) : QStringView(u"text.disabled"));
    int x = kPadding;
    if (!m_glyph.isEmpty()) {
        const int side = m_theme.pixels(u"icon.default");
        const int left = text().isEmpty() && !m_chevron ? (width() - side) / 2 : x;
        const QRect square(left, (height() - side) / 2, side, side);
        m_theme.icons().paint(painter, mirrored(square), m_glyph, colour);
        x += side + kGap;
    }
    if (!text().isEmpty()) {
        painter.setFont(m_theme.font(m_font));
        painter.setPen(colour);
        const int end = width() - kPadding - (m_chevron ? kGap + m_theme.pixels(u"icon.small") : 0);
        const QRect area(x, 0, std::max(0, end - x), height());
        const auto alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
        painter.drawText(mirrored(area), static_cast<int>(alignment),
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
    }
    if (m_chevron) {
        const int side = m_theme.pixels(u"icon.small");
        const QRect square(width() - kPadding - side, (height() - side) / 2 + 1, side, side);
        m_theme.icons().paint(painter, mirrored(square), QStringLiteral("chevd"),
                              m_theme.colour(u"text.tertiary"));
    }
}

} // namespace slipway::ui
