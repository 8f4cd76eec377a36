#pragma once

#include "core/report/chart_spec.h"
#include "ui/charts/plot.h"

#include <QHash>

namespace slipway::ui {

class Theme;

/// The graphs of lines, calibrations and histograms, and what is painted over them.
class ChartCurves
{
public:
    ChartCurves(Plot &plot, const Theme &theme);

    /// Makes the graphs anew.
    void build(const report::ChartSpec &chart);
    /// One more point of a series, already in the chart.
    void append(const report::ChartSpec &chart, std::size_t series);
    /// What the labels at the right of the lines need, or 0.
    int rightMargin(const report::ChartSpec &chart) const;
    /// What the words of limits on x and a legend need above the plot.
    int topMargin(const report::ChartSpec &chart) const;

    /// Over the graphs: whiskers, markers, dots at the ends, labels, limits with their words.
    void paintMarks(QCPPainter &painter, const report::ChartSpec &chart) const;
    void paintLimits(QCPPainter &painter, const report::ChartSpec &chart) const;
    void paintLabels(QCPPainter &painter, const report::ChartSpec &chart) const;

private:
    QPointF pixel(double x, double y) const;
    void addBand(const report::Series &series);
    void paintLegend(QCPPainter &painter, const report::ChartSpec &chart) const;
    bool labelsCollide(const report::ChartSpec &chart) const;

    Plot &m_plot;
    const Theme &m_theme;
    QHash<std::size_t, QCPGraph *> m_lines; ///< by the number of the series
};

} // namespace slipway::ui
