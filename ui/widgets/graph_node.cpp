#include "ui/widgets/graph_node.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int padding = 8;
constexpr int gap = 8;
constexpr int barHeight = 3;

} // namespace

GraphNodeButton::GraphNodeButton(const Theme &theme, GraphView &view, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_view(view)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::ClickFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::clicked, this, [this] { m_view.choose(m_node.id); });
}

void GraphNodeButton::setNode(const GraphNode &node)
{
    m_node = node;
    QStringList parts {node.caption.isEmpty() ? node.title : tr("%1 %2").arg(node.caption, node.title)};
    if (!node.note.isEmpty())
        parts << node.note;
    if (node.status != Status::Neutral)
        parts << statusWord(node.status);
    if (node.planned)
        parts << tr("planned");
    setAccessibleName(parts.join(QStringLiteral(", ")));
    setToolTip(accessibleName());
    update();
}

void GraphNodeButton::setSelected(bool selected)
{
    m_selected = selected;
    setAccessibleDescription(selected ? tr("Selected.") : QString());
    update();
}

int GraphNodeButton::naturalWidth() const
{
    const QFontMetrics small(m_theme.font(u"caption"));
    const QFontMetrics title(m_theme.font(m_node.icon.isEmpty() ? u"body" : u"small"));
    const int shape = m_theme.pixels(u"icon.small");
    const int words =
        std::max(title.horizontalAdvance(m_node.title),
                 small.horizontalAdvance(m_node.caption) + (m_node.icon.isEmpty() ? 0 : shape + gap));
    const int beside = m_node.icon.isEmpty() ? shape + 6 : m_theme.pixels(u"icon.default") + gap;
    return std::max(words + beside, small.horizontalAdvance(m_node.note)) + 2 * padding + 2;
}

GraphNodeButton::Look GraphNodeButton::look() const
{
    const auto colour = [this](const char16_t *name) { return m_theme.colour(name); };
    Look look {colour(u"surface.raised"), colour(u"border.strong"), colour(u"text.primary"),
               colour(u"text.tertiary")};
    if (m_node.icon.isEmpty() && m_node.status != Status::Neutral && !m_node.planned) {
        look = {statusColour(m_theme, m_node.status, u"fill"),
                statusColour(m_theme, m_node.status, u"border"), colour(u"text.primary"),
                statusColour(m_theme, m_node.status, u"text")};
    }
    if (m_node.planned)
        look.fill = colour(u"surface.panel");
    if (m_selected && !m_node.icon.isEmpty()) {
        look.fill = colour(u"selection.fill");
        look.small = colour(u"text.secondary");
    } else if (underMouse() && (m_node.planned || !m_node.icon.isEmpty())) {
        look.fill = colour(u"surface.hover");
        look.small = colour(u"text.secondary");
    }
    if (m_selected)
        look.frame = colour(u"accent.fill");
    return look;
}

void GraphNodeButton::paintWords(QPainter &painter, const QRect &room, const Look &look) const
{
    const auto line = [&](const QRect &rect, const QString &words, const QColor &ink, QStringView font) {
        painter.setFont(m_theme.font(font));
        painter.setPen(ink);
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, rect.width()));
    };
    const int shape = m_theme.pixels(u"icon.small");
    const int half = room.height() / 2;
    QRect upper(room.left(), room.top() + 1, room.width(), half);
    QRect lower(room.left(), room.top() + half - 1, room.width(), half);
    if (m_node.icon.isEmpty()) {
        if (m_node.note.isEmpty())
            upper = room;
        paintStatus(painter, QRectF(upper.left(), upper.center().y() + 0.5 - shape / 2.0, shape, shape),
                    m_theme, m_node.status);
        const QRect words = upper.adjusted(shape + 6, 0, 0, 0);
        const bool fits =
            QFontMetrics(m_theme.font(u"body")).horizontalAdvance(m_node.title) <= words.width();
        line(words, m_node.title, look.title, fits ? u"body" : u"small");
        if (!m_node.note.isEmpty())
            line(lower, m_node.note, look.small, u"caption");
        return;
    }
    const int icon = m_theme.pixels(u"icon.default");
    m_theme.icons().paint(painter, QRectF(room.left(), room.center().y() + 0.5 - icon / 2.0, icon, icon),
                          m_node.icon,
                          m_selected ? m_theme.colour(u"accent.text") : m_theme.colour(u"text.secondary"));
    const int beside = icon + gap;
    if (m_node.status != Status::Neutral) {
        paintStatus(painter,
                    QRectF(room.right() - shape + 1, upper.center().y() + 0.5 - shape / 2.0, shape, shape),
                    m_theme, m_node.status);
        upper.setRight(upper.right() - shape - 4);
    }
    const QString &below = m_node.caption.isEmpty() ? m_node.note : m_node.title;
    if (below.isEmpty())
        upper = room;
    line(upper.adjusted(beside, 0, 0, 0), m_node.caption.isEmpty() ? m_node.title : m_node.caption,
         m_node.caption.isEmpty() ? look.title : look.small,
         m_node.caption.isEmpty() ? u"small" : u"caption");
    line(lower.adjusted(beside, 0, 0, 0), below, m_node.caption.isEmpty() ? look.small : look.title,
         m_node.caption.isEmpty() ? u"caption" : u"small");
}

void GraphNodeButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look colours = look();
    const double width = m_selected ? 2 : 1;
    QPen frame(colours.frame, width);
    if (m_node.planned && !m_selected)
        frame.setDashPattern({4, 3});
    const QRectF box = QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    const double radius = m_theme.number(u"radius.control");
    painter.setPen(frame);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(box, radius, radius);
    if (m_node.fraction > 0) {
        const double share = std::clamp(m_node.fraction, 0.0, 1.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(statusColour(m_theme, m_node.status, u"solid"));
        painter.drawRect(
            QRectF(width, height() - width - barHeight, share * (this->width() - 2 * width), barHeight));
    }
    paintWords(painter, rect().adjusted(padding, 3, -padding, -3), colours);
}

void GraphNodeButton::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_view.step(m_node.id, event->key());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace slipway::ui
