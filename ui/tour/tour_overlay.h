#pragma once

#include <QPointer>
#include <QWidget>

namespace slipway::ui {

class Theme;

/// Dims the window except for a hole over one widget. The hole is no part of the overlay: clicks go through
/// it to the widget itself.
class TourOverlay : public QWidget
{
    Q_OBJECT
public:
    TourOverlay(const Theme &theme, QWidget *window);

    void setTarget(QWidget *target); ///< nullptr: no hole
    QWidget *target() const { return m_target; }

    /// The hole in the window's coordinates; empty if there is none.
    QRect hole() const;

Q_SIGNALS:
    void moved(); ///< the hole or the window has another place or size

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watch(bool on);
    void cover();

    const Theme &m_theme;
    QPointer<QWidget> m_target;
    QList<QPointer<QWidget>> m_watched;
};

} // namespace slipway::ui
