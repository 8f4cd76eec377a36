#include "ui/widgets/chip.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int padding = 6;
constexpr int gap = 5;
constexpr int tagPadding = 6;
constexpr int tagGap = 4;

int chipHeight(const Theme &theme)
{
    return theme.lineHeight(u"caption") + 4;
}

} // namespace

QSize chipSize(const Theme &theme, const QString &word)
{
    const QFontMetrics metrics(theme.font(u"caption"));
    return {padding + theme.pixels(u"icon.small") + gap + metrics.horizontalAdvance(word) + padding + 1,
            chipHeight(theme)};
}

void paintChip(QPainter &painter, const QRect &rect, const Theme &theme, Status status, const QString &word)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(statusColour(theme, status, u"fill"));
    const double radius = theme.number(u"radius.chip");
    painter.drawRoundedRect(rect, radius, radius);
    const int side = theme.pixels(u"icon.small");
    const QRectF shape(rect.left() + padding, rect.top() + (rect.height() - side) / 2.0, side, side);
    paintStatus(painter, shape, theme, status);
    painter.setFont(theme.font(u"caption"));
    painter.setPen(statusColour(theme, status, u"text"));
    const auto room = rect.adjusted(padding + side + gap, 0, -padding + 1, 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(word, Qt::ElideRight, room.width()));
    painter.restore();
}

Chip::Chip(const Theme &theme, Status status, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_status(status)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setStatus(status);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setStatus(Status status, const QString &word)
{
    m_status = status;
    m_word = word.isEmpty() ? statusWord(status) : word;
    setAccessibleName(m_word);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return chipSize(m_theme, m_word);
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(painter, rect(), m_theme, m_status, m_word);
}

Tag::Tag(const Theme &theme, const QString &text, TagKind kind, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Tag::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Tag::setIcon(const QString &name)
{
    m_icon = name;
    updateGeometry();
    update();
}

void Tag::setRemovable(bool removable)
{
    m_removable = removable;
    setFocusPolicy(removable ? Qt::StrongFocus : Qt::NoFocus);
    setProperty("focusRing", removable);
    setCursor(removable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleDescription(removable ? tr("Delete removes it.") : QString());
    updateGeometry();
}

QSize Tag::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(u"caption"));
    const int glyph = m_theme.pixels(u"icon.small") + tagGap;
    return {2 * tagPadding + 2 + metrics.horizontalAdvance(m_text) + (m_icon.isEmpty() ? 0 : glyph)
                + (m_removable ? glyph : 0),
            chipHeight(m_theme)};
}

void Tag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    struct Colours {
        const char16_t *fill;
        const char16_t *frame;
        const char16_t *text;
    };
    static constexpr Colours kinds[] = {
        {u"surface.panel", u"border.strong", u"text.primary"},
        {u"accent.subtle", u"accent.subtleBorder", u"accent.text"},
        {u"surface.sunken", u"border.default", u"text.secondary"},
    };
    const auto &colours = kinds[static_cast<std::size_t>(m_kind)];
    const double radius = m_theme.number(u"radius.chip");
    painter.setBrush(m_theme.colour(colours.fill));
    painter.setPen(QPen(m_theme.colour(colours.frame), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int side = m_theme.pixels(u"icon.small");
    auto room = rect().adjusted(tagPadding + 1, 0, -tagPadding - 1, 0);
    const auto ink = m_theme.colour(colours.text);
    if (!m_icon.isEmpty()) {
        m_theme.icons().paint(painter, QRectF(room.left(), (height() - side) / 2.0, side, side), m_icon, ink);
        room.setLeft(room.left() + side + tagGap);
    }
    if (m_removable) {
        m_theme.icons().paint(painter, QRectF(room.right() - side + 3, (height() - side) / 2.0, side, side),
                              QStringLiteral("x"), ink);
        room.setRight(room.right() - side - tagGap);
    }
    painter.setFont(m_theme.font(u"caption"));
    painter.setPen(ink);
    painter.drawText(room.adjusted(0, 0, 1, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

void Tag::mouseReleaseEvent(QMouseEvent *event)
{
    const int cross = m_theme.pixels(u"icon.small") + tagPadding + tagGap;
    if (m_removable && event->button() == Qt::LeftButton && event->position().x() >= width() - cross)
        Q_EMIT removed();
}

void Tag::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace))
        Q_EMIT removed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace slipway::ui
