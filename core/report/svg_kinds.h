#pragma once

#include "core/report/chart_spec.h"
#include "core/report/svg_canvas.h"

namespace slipway::report {

/// The room that a chart is painted into; `top` is below the title.
struct Picture {
    double width;
    double top;
    double height; ///< 0: as the rows need
};

/// Each paints one family of kinds and returns the y where it ends.
double paintCurves(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture); ///< lines, calibration
double paintHistogram(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture);
double paintRows(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture); ///< bars, intervals
double paintHeatMap(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture);

} // namespace slipway::report
