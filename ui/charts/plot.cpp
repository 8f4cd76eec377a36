#include "ui/charts/plot.h"

#include "ui/charts/painting_order.h"

namespace slipway::ui {

Plot::Plot(QWidget *parent)
    : QCustomPlot(parent)
{
    setAntialiasedElements(QCP::aeAll);
    setPlottingHint(QCP::phCacheLabels, true);
    setNoAntialiasingOnDrag(false);
    legend->setVisible(false);
}

void Plot::drawSoon()
{
    PaintingOrder::instance().add(this);
}

/// QCustomPlot's own draws at once, and again when the axes have followed.
void Plot::resizeEvent(QResizeEvent *event)
{
    setViewport(QRect(QPoint(), event->size()));
    drawSoon();
}

void Plot::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier)
        QCustomPlot::wheelEvent(event);
    else
        event->ignore(); // the page scrolls
}

PaintedLayer::PaintedLayer(QCustomPlot *plot, const QString &layer, Paint paint)
    : QCPLayerable(plot, layer)
    , m_paint(std::move(paint))
{
}

void PaintedLayer::applyDefaultAntialiasingHint(QCPPainter *painter) const
{
    painter->setAntialiasing(true);
}

QRect PaintedLayer::clipRect() const
{
    return m_clipped ? mParentPlot->axisRect()->rect().adjusted(-1, -1, 1, 1) : mParentPlot->viewport();
}

void PaintedLayer::draw(QCPPainter *painter)
{
    m_paint(*painter);
}

} // namespace slipway::ui
