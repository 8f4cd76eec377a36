#include "core/report/svg_frame.h"
#include "core/report/svg_kinds.h"
#include "core/report/text_fit.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

/// A reference is a grey area, what is held against it a line: both stay readable where they overlap.
void drawBins(SvgCanvas &canvas, const Frame &frame, const Series &series)
{
    const auto ink = seriesInk(series.style, series.reference);
    std::vector<Point> steps;
    const auto flush = [&] {
        if (steps.empty())
            return;
        auto area = steps;
        area.insert(area.begin(), {steps.front().x, frame.bottom});
        area.push_back({steps.back().x, frame.bottom});
        canvas.band(area, ink);
        canvas.polyline(area, ink, series.reference ? 1 : 2);
        steps.clear();
    };
    for (std::size_t i = 0; i + 1 < series.x.size() && i < series.y.size(); ++i) {
        if (!std::isfinite(series.y[i])) {
            flush();
            continue;
        }
        const double y = std::clamp(frame.yPixel(series.y[i]), frame.top, frame.bottom);
        for (const double edge : {series.x[i], series.x[i + 1]})
            steps.push_back({std::clamp(frame.xPixel(edge), frame.left, frame.right), y});
    }
    flush();
}

} // namespace

double paintHistogram(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture)
{
    constexpr double tallest = 220;
    Range xRange;
    Range yRange;
    yRange.include(0);
    for (const auto &series : chart.series) {
        xRange.include(series.x);
        yRange.include(series.y);
    }
    Frame frame;
    auto shares = chart.y;
    shares.lower = shares.lower.value_or(0);
    frame.pictureWidth = picture.width;
    frame.logX = chart.x.scale == ScaleKind::Logarithmic;
    frame.x = axisTicks(chart.x, xRange.least, xRange.greatest, false);
    frame.y = axisTicks(shares, yRange.least, yRange.greatest, true);

    double widestTick = 0;
    for (const auto &label : frame.y.labels)
        widestTick = std::max(widestTick, textWidth(label, tickSize));
    const double lastTick = frame.x.labels.empty() ? 0 : textWidth(frame.x.labels.back(), tickSize) / 2;
    const double total = picture.height > 0 ? picture.height : tallest;
    frame.left = std::ceil(widestTick) + 10;
    frame.right = picture.width - std::max(lastTick, 4.0);
    frame.bottom = picture.top + total - (4 + lineHeight + (chart.x.label.empty() ? 2 : lineHeight));
    double top = picture.top + 4;
    if (chart.series.size() > 1)
        drawLegend(canvas, chart, frame.left, frame.right, top);
    const auto words = placeLimitWords(chart, frame);
    frame.top = top + 4 + lineHeight * words.rows;

    drawValueGrid(canvas, frame);
    for (const bool reference : {true, false}) {
        for (const auto &series : chart.series) {
            if (series.reference == reference)
                drawBins(canvas, frame, series);
        }
    }
    drawLimitsOnX(canvas, chart, frame, words);
    drawBottomAxis(canvas, frame, chart.x);
    if (chart.empty())
        drawEmptyReason(canvas, chart, frame);
    return picture.top + total;
}

} // namespace slipway::report
