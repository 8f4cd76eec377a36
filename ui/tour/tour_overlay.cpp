#include "ui/tour/tour_overlay.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace slipway::ui {

namespace {

constexpr int kRoom = 6; // between the widget and the ring
constexpr double kRing = 2.5;

} // namespace

TourOverlay::TourOverlay(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("tour.overlay"));
    window->installEventFilter(this);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    hide();
}

void TourOverlay::setTarget(QWidget *target)
{
    watch(false);
    m_target = target;
    watch(true);
    cover();
}

QRect TourOverlay::hole() const
{
    if (!m_target || !m_target->isVisible())
        return {};
    const QRect area(m_target->mapTo(parentWidget(), QPoint()), m_target->size());
    return area.adjusted(-kRoom, -kRoom, kRoom, kRoom).intersected(rect());
}

/// A widget moves on the window when any of its parents does.
void TourOverlay::watch(bool on)
{
    for (const QPointer<QWidget> &watched : std::as_const(m_watched)) {
        if (watched)
            watched->removeEventFilter(this);
    }
    m_watched.clear();
    for (QWidget *widget = m_target; on && widget && widget != parentWidget();
         widget = widget->parentWidget()) {
        widget->installEventFilter(this);
        m_watched.append(widget);
    }
}

void TourOverlay::cover()
{
    setGeometry(parentWidget()->rect());
    const QRect open = hole();
    // The ring belongs to the overlay, what lies inside of it to the widget.
    const QRect inside = open.adjusted(2, 2, -2, -2);
    setMask(open.isEmpty() ? QRegion(rect()) : QRegion(rect()).subtracted(inside));
    update();
    Q_EMIT moved();
}

void TourOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath scrim;
    scrim.setFillRule(Qt::OddEvenFill);
    scrim.addRect(rect());
    const QRectF open(hole());
    const double radius = m_theme.number(u"radius.panel");
    if (!open.isEmpty())
        scrim.addRoundedRect(open, radius, radius);
    painter.fillPath(scrim, m_theme.colour(u"surface.scrim"));
    if (open.isEmpty())
        return;
    painter.setPen(QPen(m_theme.colour(u"focus.ring"), kRing));
    painter.setBrush(Qt::NoBrush);
    const double half = kRing / 2;
    painter.drawRoundedRect(open.adjusted(half, half, -half, -half), radius, radius);
}

bool TourOverlay::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        if (isVisible())
            QMetaObject::invokeMethod(this, &TourOverlay::cover,
                                      Qt::QueuedConnection); // layouts are still at it
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace slipway::ui
