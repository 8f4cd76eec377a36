#include "ui/theme/focus_ring.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QFocusEvent>
#include <QFocusFrame>
#include <QScrollBar>

namespace slipway::ui {

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

bool takesFocusRing(const QWidget &control)
{
    if (control.property("focusInside").toBool() || qobject_cast<const QScrollBar *>(&control))
        return false;
    return qobject_cast<const QAbstractButton *>(&control) || qobject_cast<const QAbstractSlider *>(&control)
        || control.property("focusRing").toBool();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (!watched->isWidgetType())
        return false;
    auto *control = static_cast<QWidget *>(watched);
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        const bool byKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
            || reason == Qt::ShortcutFocusReason || reason == Qt::OtherFocusReason;
        surround(byKey && takesFocusRing(*control) ? control : nullptr);
    } else if (event->type() == QEvent::FocusOut && control == m_target) {
        surround(nullptr);
    } else if (event->type() == QEvent::MouseButtonPress && m_target) {
        surround(nullptr);
    }
    return false;
}

void FocusRing::surround(QWidget *control)
{
    m_target = control;
    if (!control) {
        delete m_frame;
        return;
    }
    if (!m_frame)
        m_frame = new QFocusFrame(control->window());
    m_frame->setWidget(control);
}

} // namespace slipway::ui
