#pragma once

#include "core/report/chart_spec.h"
#include "ui/charts/chart_curves.h"
#include "ui/charts/chart_reading.h"

#include <QStackedWidget>
#include <QTimer>

#include <optional>

class QMenu;

namespace slipway::ui {

class ChartTableModel;
class TableView;

/// A ChartSpec on the screen. The pointer shows a crosshair and one tooltip, Ctrl and the wheel zoom,
/// dragging moves, a double click resets; the arrow keys move the crosshair from point to point. The title
/// stands in the panel around it.
class ChartView : public QStackedWidget
{
    Q_OBJECT
public:
    explicit ChartView(const Theme &theme, QWidget *parent = nullptr);
    ~ChartView() override;

    void setChart(const report::ChartSpec &chart);
    const report::ChartSpec &chart() const { return m_chart; }

    /// For live curves: however often it is called, the chart is painted once a frame at most.
    void appendPoint(std::size_t series, double x, double y);

    /// The whole range of the data again.
    void resetView();
    bool zoomed() const { return m_zoomed; }

    /// Where a value stands, in pixels of this widget.
    QPointF pixelOf(double x, double y) const;

    /// PNG, SVG, CSV, copy, read as a table. A panel shows it behind its "more" button.
    QMenu *menu() const { return m_menu; }
    void setReadAsTable(bool asTable);
    bool readAsTable() const;

    /// What the tooltip says now.
    const std::optional<ChartReading> &reading() const { return m_reading; }
    Plot &plot() const { return *m_plot; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void readingChanged();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void makeMenu();
    void makeLayers();
    void rebuild();
    void lookAgain();
    void setMargins();
    void zoomTo(const QCPRange &x, const QCPRange &y);
    void pointAt(const QPoint &position);
    void step(int direction);
    void setReading(std::optional<ChartReading> reading, QPoint pointer);
    void paintEmptyReason(QCPPainter &painter) const;
    void paintReading(QCPPainter &painter) const;

    const Theme &m_theme;
    report::ChartSpec m_chart;
    Plot *m_plot;
    ChartCurves m_curves;
    TableView *m_table;
    ChartTableModel *m_tableModel;
    QMenu *m_menu = nullptr;
    QAction *m_asTable = nullptr;
    QTimer m_frame; ///< until the next painting of a live chart
    std::optional<ChartReading> m_reading;
    QPoint m_pointer;
    bool m_zoomed = false;
    bool m_settingRange = false;
};

} // namespace slipway::ui
