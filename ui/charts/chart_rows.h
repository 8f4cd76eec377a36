#pragma once

#include "core/report/chart_spec.h"
#include "ui/charts/plot.h"

namespace slipway::ui {

class Theme;

/// Bars and intervals: one row a category, with its value in words at the right.
void paintRows(QCPPainter &painter, const Plot &plot, const report::ChartSpec &chart, const Theme &theme);

/// What those words need.
int rowsRightMargin(const report::ChartSpec &chart, const Theme &theme);

/// The height in which the rows breathe.
int rowsHeight(const report::ChartSpec &chart);

/// The cells of a heat map; a triangle where a value is over the limit.
void paintHeatMap(QCPPainter &painter, const Plot &plot, const report::ChartSpec &chart, const Theme &theme);

/// Which of nine steps a value falls on, from 1. A two-sided scale has zero in its middle.
struct HeatScale {
    double lower = 0;
    double upper = 1;

    int step(double value) const;
};

HeatScale heatScale(const report::ChartSpec &chart);

} // namespace slipway::ui
