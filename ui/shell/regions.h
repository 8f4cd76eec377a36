#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace slipway::ui {

/// The parts of the window in the order in which Tab goes through them. F6 jumps from one to the next.
class Regions
{
public:
    explicit Regions(QWidget &window);

    /// Regions are visited in the order in which they are added.
    void add(QWidget *region);

    /// The control after (or before) the one with the focus, through all regions that are visible, round and
    /// round.
    QWidget *neighbour(bool next) const;

    /// The control that the next (or previous) region offers: where the keyboard was there before, else its
    /// first.
    QWidget *nextRegion(bool next);

    /// Every control that Tab reaches, in order.
    QList<QWidget *> stops() const;

private:
    struct Region {
        QPointer<QWidget> widget;
        QPointer<QWidget> last;
    };

    QList<QWidget *> stopsIn(const QWidget *region) const;
    int regionOf(const QWidget *control) const; ///< -1 if it is in none

    QWidget &m_window;
    QList<Region> m_regions;
};

} // namespace slipway::ui
