#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

class QFocusFrame;

namespace slipway::ui {

/// Draws the ring around the control that has the focus, outside of it, and only while the person uses the
/// keyboard. What shows its focus inside (fields, rows of tables) is left alone.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

    /// The control with the ring, or null.
    QWidget *target() const { return m_target; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void surround(QWidget *control);

    QPointer<QWidget> m_target;
    QPointer<QFocusFrame> m_frame;
};

/// Whether this control gets the ring: buttons, sliders, switches.
bool takesFocusRing(const QWidget &control);

} // namespace slipway::ui
