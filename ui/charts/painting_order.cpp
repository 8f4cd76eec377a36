#include "ui/charts/painting_order.h"

#include "ui/charts/plot.h"

#include <QCoreApplication>

namespace slipway::ui {

PaintingOrder &PaintingOrder::instance()
{
    static QPointer<PaintingOrder> order; // it ends with the application, as timers must
    if (!order)
        order = new PaintingOrder(qApp);
    return *order;
}

PaintingOrder::PaintingOrder(QObject *parent)
    : QObject(parent)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &PaintingOrder::drawNext);
}

void PaintingOrder::add(Plot *plot)
{
    if (!m_waiting.contains(plot))
        m_waiting.append(plot);
    m_turn.start();
}

void PaintingOrder::drawNext()
{
    while (!m_waiting.isEmpty()) {
        const QPointer<Plot> plot = m_waiting.takeFirst();
        if (plot) {
            plot->replot();
            break;
        }
    }
    if (m_waiting.isEmpty())
        m_turn.stop();
}

} // namespace slipway::ui
