#pragma once

// QCustomPlot's header is written with Qt's keywords, which are off in this project.
#include <QObject>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

#include <functional>

namespace slipway::ui {

/// QCustomPlot as the pages need it: the wheel belongs to the page unless Ctrl is held.
class Plot : public QCustomPlot
{
    Q_OBJECT
public:
    explicit Plot(QWidget *parent = nullptr);

    /// Draws it in a later turn of the event loop, however often this is called until then.
    void drawSoon();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
};

/// Part of a plot that is painted by a function, in pixels. It moves with the axes because it asks them each
/// time.
class PaintedLayer : public QCPLayerable
{
    Q_OBJECT
public:
    using Paint = std::function<void(QCPPainter &)>;

    /// The plot owns it.
    PaintedLayer(QCustomPlot *plot, const QString &layer, Paint paint);

    /// Keeps what is painted inside the plot's frame.
    void setClipped(bool clipped) { m_clipped = clipped; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    void draw(QCPPainter *painter) override;
    QRect clipRect() const override;

private:
    Paint m_paint;
    bool m_clipped = false;
};

} // namespace slipway::ui
