#pragma once

#include "core/report/chart_spec.h"
#include "core/report/svg_canvas.h"
#include "core/report/ticks.h"

#include <vector>

namespace slipway::report {

constexpr double tickSize = 11;
constexpr double labelSize = 12;
constexpr double lineHeight = 16;

/// The part of the picture where the data is, and how values become pixels.
struct Frame {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    double pictureWidth = 0;
    Ticks x;
    Ticks y;
    bool logX = false;
    bool logY = false;

    double xPixel(double value) const;
    double yPixel(double value) const;
    bool covers(double x, double y) const;
};

struct Range {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    void include(double value);
    void include(const std::vector<double> &values);
};

/// Horizontal grid lines and the numbers left of them.
void drawValueGrid(SvgCanvas &canvas, const Frame &frame);

/// The axis line, ticks 4 px outside, numbers and the axis's name. Of numbers that would touch, every n-th is
/// written.
void drawBottomAxis(SvgCanvas &canvas, const Frame &frame, const Axis &axis);

/// Words of limits on x stand above the plot, in as many rows as they need so that none touches another.
struct LimitWords {
    struct Word {
        double centre = 0;
        int row = 0;
        std::string text;
    };
    std::vector<Word> words;
    int rows = 0;
};

LimitWords placeLimitWords(const ChartSpec &chart, const Frame &frame);
void drawLimitsOnX(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame, const LimitWords &words);

/// Name and note of a series, as labels and legends write it.
std::string seriesLabel(const Series &series);

/// Rows of "mark, name" from the left; `top` moves below them.
void drawLegend(SvgCanvas &canvas, const ChartSpec &chart, double left, double right, double &top);

/// Says in the middle of the plot why there is nothing.
void drawEmptyReason(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame);

} // namespace slipway::report
