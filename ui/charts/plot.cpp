#include "ui/charts/plot.h"

namespace slipway::ui {

Plot::Plot(QWidget *parent)
    : QCustomPlot(parent)
{
    setAntialiasedElements(QCP::aeAll);
    setPlottingHint(QCP::phCacheLabels, true);
    setNoAntialiasingOnDrag(false);
    legend->setVisible(false);
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
