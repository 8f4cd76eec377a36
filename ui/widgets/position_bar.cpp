#include "ui/widgets/position_bar.h"

#include "ui/theme/theme.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int barWidth = 12;
constexpr int leastHandle = 28;
constexpr int gap = 3; ///< around the handle
constexpr int stepsOfWheel = 3; ///< rows
constexpr int wheelStep = 120; ///< Qt's eighths of a degree

/// A scroll bar to a screen reader: its value is the row, and its text the whole sentence.
class PositionBarAccess : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit PositionBarAccess(PositionBar *bar)
        : QAccessibleWidget(bar, QAccessible::ScrollBar)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? bar()->sentence() : QAccessibleWidget::text(kind);
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return bar()->position(); }
    void setCurrentValue(const QVariant &value) override
    {
        bar()->setPosition(value.toLongLong());
        Q_EMIT bar()->moved(bar()->position());
    }
    QVariant maximumValue() const override { return bar()->last(); }
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }

private:
    PositionBar *bar() const { return static_cast<PositionBar *>(widget()); }
};

QAccessibleInterface *accessFor(const QString &, QObject *object)
{
    auto *bar = qobject_cast<PositionBar *>(object);
    return bar ? new PositionBarAccess(bar) : nullptr;
}

} // namespace

PositionBar::PositionBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    static const bool installed = [] {
        QAccessible::installFactory(accessFor);
        return true;
    }();
    (void)installed;
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PositionBar::setRange(qint64 rows, qint64 seen)
{
    m_rows = std::max<qint64>(0, rows);
    m_seen = std::max<qint64>(1, seen);
    setEnabled(last() > 0);
    setPosition(m_position);
    update();
}

void PositionBar::setPosition(qint64 position)
{
    position = std::clamp<qint64>(position, 0, last());
    if (position == m_position)
        return;
    m_position = position;
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(this, m_position);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

QString PositionBar::sentence() const
{
    return tr("row %1 of %2")
        .arg(QLocale().toString(std::min(m_position + 1, m_rows)), QLocale().toString(m_rows));
}

void PositionBar::setRoomAbove(int pixels)
{
    m_above = pixels;
    update();
}

QSize PositionBar::sizeHint() const
{
    return {barWidth, 3 * leastHandle};
}

int PositionBar::groove() const
{
    return std::max(0, height() - m_above - handle().height());
}

QRect PositionBar::handle() const
{
    const int room = std::max(leastHandle, height() - m_above);
    const double share = m_rows > 0 ? static_cast<double>(m_seen) / static_cast<double>(m_rows) : 1;
    const int size = std::clamp(static_cast<int>(std::lround(share * room)), leastHandle, room);
    const double at = last() > 0 ? static_cast<double>(m_position) / static_cast<double>(last()) : 0;
    return {0, m_above + static_cast<int>(std::lround(at * (room - size))), width(), size};
}

qint64 PositionBar::positionAt(int top) const
{
    const int room = groove();
    if (room <= 0)
        return 0;
    const double at = std::clamp(static_cast<double>(top - m_above) / room, 0.0, 1.0);
    return static_cast<qint64>(std::llround(at * static_cast<double>(last())));
}

void PositionBar::go(qint64 position)
{
    const qint64 before = m_position;
    setPosition(position);
    if (m_position != before)
        Q_EMIT moved(m_position);
}

void PositionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), m_above), m_theme.colour(u"surface.header"));
    if (m_above > 0)
        painter.fillRect(QRect(0, m_above - 1, width(), 1), m_theme.colour(u"border.default"));
    if (last() == 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(underMouse() || m_dragged ? u"border.input" : u"border.strong"));
    const auto room = QRectF(handle()).adjusted(gap, gap, -gap, -gap);
    painter.drawRoundedRect(room, 3, 3);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(handle()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void PositionBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || last() == 0)
        return;
    const int y = qRound(event->position().y());
    const auto held = handle();
    if (y >= held.top() && y <= held.bottom()) {
        m_dragged = true;
        m_grip = y - held.top();
        update();
    } else {
        go(m_position + (y < held.top() ? -m_seen : m_seen));
    }
}

void PositionBar::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragged)
        return;
    go(positionAt(qRound(event->position().y()) - m_grip));
    QToolTip::showText(mapToGlobal(QPoint(-width(), handle().center().y())), sentence(), this);
}

void PositionBar::mouseReleaseEvent(QMouseEvent *)
{
    if (!std::exchange(m_dragged, false))
        return;
    QToolTip::hideText();
    update();
    Q_EMIT dragEnded();
}

void PositionBar::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().y();
    const int steps = m_wheel / wheelStep;
    m_wheel %= wheelStep;
    go(m_position - static_cast<qint64>(steps) * stepsOfWheel);
    event->accept();
}

void PositionBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return go(m_position - 1);
    case Qt::Key_Down:
        return go(m_position + 1);
    case Qt::Key_PageUp:
        return go(m_position - m_seen);
    case Qt::Key_PageDown:
        return go(m_position + m_seen);
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(last());
    default:
        QWidget::keyPressEvent(event);
    }
}

void PositionBar::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    update();
}

void PositionBar::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    update();
}

} // namespace slipway::ui
