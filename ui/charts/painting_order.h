#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace slipway::ui {

class Plot;

/// Charts that want to be drawn, one in each turn of the event loop: a page of six charts must not keep a
/// click waiting for all of them.
class PaintingOrder : public QObject
{
    Q_OBJECT
public:
    static PaintingOrder &instance();

    void add(Plot *plot); ///< one that waits already keeps its place

private:
    explicit PaintingOrder(QObject *parent);
    void drawNext();

    QList<QPointer<Plot>> m_waiting;
    QTimer m_turn;
};

} // namespace slipway::ui
