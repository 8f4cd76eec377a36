#include "core/report/svg_frame.h"
#include "core/report/svg_kinds.h"
#include "core/report/text_fit.h"
#include "core/report/theme.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace slipway::report {

namespace {

constexpr double labelGap = 10; ///< between the plot and the labels at its right
constexpr double farthestLabel = 26; ///< a label moved further from its line's end is no longer beside it

/// What is written at the right of the plot: a series by its last point, a limit by its value.
struct EndLabel {
    std::string text;
    double xValue;
    double yValue;
    bool ofLimit;
};

std::optional<std::size_t> lastFinite(const Series &series)
{
    for (std::size_t i = std::min(series.x.size(), series.y.size()); i > 0; --i) {
        if (std::isfinite(series.x[i - 1]) && std::isfinite(series.y[i - 1]))
            return i - 1;
    }
    return std::nullopt;
}

std::vector<EndLabel> endLabels(const ChartSpec &chart)
{
    std::vector<EndLabel> labels;
    for (const auto &series : chart.series) {
        if (const auto last = lastFinite(series))
            labels.push_back({seriesLabel(series), series.x[*last], series.y[*last], false});
    }
    for (const auto &limit : chart.limits) {
        if (!limit.onX && std::isfinite(limit.value))
            labels.push_back({limit.word, std::numeric_limits<double>::quiet_NaN(), limit.value, true});
    }
    return labels;
}

Frame scaled(const ChartSpec &chart)
{
    Range xRange;
    Range yRange;
    for (const auto &series : chart.series) {
        xRange.include(series.x);
        yRange.include(series.y);
        yRange.include(series.low);
        yRange.include(series.high);
    }
    for (const auto &limit : chart.limits)
        (limit.onX ? xRange : yRange).include(limit.value);
    Frame frame;
    frame.logX = chart.x.scale == ScaleKind::Logarithmic;
    frame.logY = chart.y.scale == ScaleKind::Logarithmic;
    frame.x = axisTicks(chart.x, xRange.least, xRange.greatest, false);
    frame.y = axisTicks(chart.y, yRange.least, yRange.greatest, true);
    return frame;
}

/// The part of a segment inside the frame, in pixels (Liang and Barsky).
std::optional<std::pair<Point, Point>> clipped(const Frame &frame, Point from, Point to)
{
    double begin = 0;
    double end = 1;
    const auto cut = [&](double delta, double room) {
        if (delta == 0)
            return room >= 0;
        const double t = room / delta;
        if (delta < 0)
            begin = std::max(begin, t);
        else
            end = std::min(end, t);
        return begin <= end;
    };
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double edge = 0.01; // rounding must not cut a line that lies on the border
    if (!cut(-dx, from.x - frame.left + edge) || !cut(dx, frame.right - from.x + edge)
        || !cut(-dy, from.y - frame.top + edge) || !cut(dy, frame.bottom - from.y + edge))
        return std::nullopt;
    return std::pair {Point {from.x + begin * dx, from.y + begin * dy},
                      Point {from.x + end * dx, from.y + end * dy}};
}

/// The runs of a series between gaps, in pixels.
std::vector<std::vector<Point>> runs(const Frame &frame, const std::vector<double> &x,
                                     const std::vector<double> &y)
{
    std::vector<std::vector<Point>> found;
    bool open = false;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        const Point point {frame.xPixel(x[i]), frame.yPixel(y[i])};
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) { // a gap, or no place on a logarithmic axis
            open = false;
            continue;
        }
        if (!open)
            found.emplace_back();
        open = true;
        found.back().push_back(point);
    }
    return found;
}

void drawLine(SvgCanvas &canvas, const Frame &frame, const std::vector<Point> &run, Ink ink, double width,
              std::string_view dash)
{
    std::vector<Point> inside;
    const auto flush = [&] {
        if (inside.size() > 1)
            canvas.polyline(inside, ink, width, dash);
        inside.clear();
    };
    for (std::size_t i = 1; i < run.size(); ++i) {
        const auto part = clipped(frame, run[i - 1], run[i]);
        if (!part) {
            flush();
            continue;
        }
        if (inside.empty() || inside.back().x != part->first.x || inside.back().y != part->first.y) {
            flush();
            inside.push_back(part->first);
        }
        inside.push_back(part->second);
    }
    flush();
}

void drawBand(SvgCanvas &canvas, const Frame &frame, const Series &series, Ink ink)
{
    std::vector<Point> above;
    std::vector<Point> below;
    const auto flush = [&] {
        if (above.size() > 1) {
            above.insert(above.end(), below.rbegin(), below.rend());
            canvas.band(above, ink);
        }
        above.clear();
        below.clear();
    };
    for (std::size_t i = 0; i < std::min({series.x.size(), series.low.size(), series.high.size()}); ++i) {
        const double x = frame.xPixel(series.x[i]);
        const double high = frame.yPixel(series.high[i]);
        const double low = frame.yPixel(series.low[i]);
        if (!std::isfinite(x) || !std::isfinite(high) || !std::isfinite(low) || x < frame.left - 0.01
            || x > frame.right + 0.01) {
            flush();
            continue;
        }
        above.push_back({x, std::clamp(high, frame.top, frame.bottom)});
        below.push_back({x, std::clamp(low, frame.top, frame.bottom)});
    }
    flush();
}

void drawWhiskers(SvgCanvas &canvas, const Frame &frame, const Series &series, Ink ink)
{
    for (std::size_t i = 0; i < std::min({series.x.size(), series.low.size(), series.high.size()}); ++i) {
        const double x = frame.xPixel(series.x[i]);
        const double low = frame.yPixel(series.low[i]);
        const double high = frame.yPixel(series.high[i]);
        if (std::isfinite(x) && std::isfinite(low) && std::isfinite(high))
            canvas.line({x, std::clamp(low, frame.top, frame.bottom)},
                        {x, std::clamp(high, frame.top, frame.bottom)}, ink, 1.5);
    }
}

void drawSeries(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame, const Series &series)
{
    const auto ink = seriesInk(series.style, series.reference);
    const auto dash = series.reference ? std::string_view("4 3") : seriesDash(series.style);
    const bool points = chart.kind == ChartKind::Calibration && !series.reference;
    if (points)
        drawWhiskers(canvas, frame, series, ink);
    for (const auto &run : runs(frame, series.x, series.y)) {
        drawLine(canvas, frame, run, ink, series.reference ? 1 : 2, dash);
        const bool alone = run.size() == 1;
        for (const auto &point : run) {
            const bool inside = point.x >= frame.left - 0.01 && point.x <= frame.right + 0.01
                && point.y >= frame.top - 0.01 && point.y <= frame.bottom + 0.01;
            if ((points || alone) && inside)
                canvas.marker(point, seriesMarker(series.style), ink, points ? 3.5 : 3);
        }
    }
    const auto last = lastFinite(series);
    if (last && !points && !series.reference && frame.covers(series.x[*last], series.y[*last]))
        canvas.marker({frame.xPixel(series.x[*last]), frame.yPixel(series.y[*last])},
                      seriesMarker(series.style), ink, 4);
}

void drawEndLabels(SvgCanvas &canvas, const Frame &frame, const std::vector<EndLabel> &labels,
                   const std::vector<double> &places, double room)
{
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto &label = labels[i];
        const double wanted = std::clamp(frame.yPixel(label.yValue), frame.top, frame.bottom);
        if (std::abs(places[i] - wanted) > 3) {
            const double x = label.ofLimit ? frame.right : frame.xPixel(label.xValue) + 5;
            canvas.line({std::min(x, frame.right + 5), wanted}, {frame.right + labelGap - 2, places[i]},
                        "chart-axis");
        }
        canvas.text({frame.right + labelGap, places[i]}, fitted(label.text, labelSize, room),
                    {.ink = label.ofLimit ? "text-secondary" : "text-primary", .size = labelSize},
                    label.text);
    }
}

} // namespace

double paintCurves(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture)
{
    constexpr double tallest = 264;
    const bool empty = chart.empty();
    auto frame = scaled(chart);
    frame.pictureWidth = picture.width;
    const auto labels = empty ? std::vector<EndLabel> {} : endLabels(chart);

    double widestTick = 0;
    for (const auto &label : frame.y.labels)
        widestTick = std::max(widestTick, textWidth(label, tickSize));
    double widestLabel = 0;
    for (const auto &label : labels)
        widestLabel = std::max(widestLabel, textWidth(label.text, labelSize));
    const double lastTick = frame.x.labels.empty() ? 0 : textWidth(frame.x.labels.back(), tickSize) / 2;
    const double labelRoom = std::min(widestLabel, picture.width * 0.34);

    frame.left = std::ceil(widestTick) + 10;
    frame.right = picture.width - std::max(lastTick, labels.empty() ? 4 : labelRoom + labelGap);
    const double below = 4 + lineHeight + (chart.x.label.empty() ? 2 : lineHeight);
    const double total = picture.height > 0 ? picture.height : tallest;
    frame.bottom = picture.top + total - below;
    double top = picture.top + 6;
    if (!chart.y.label.empty()) {
        canvas.text({0, top + lineHeight / 2}, fitted(chart.y.label, tickSize, picture.width),
                    {.size = tickSize}, chart.y.label);
        top += lineHeight + 6;
    }
    auto words = placeLimitWords(chart, frame);
    frame.top = top + lineHeight * words.rows + 2;

    std::vector<double> wanted;
    for (const auto &label : labels)
        wanted.push_back(std::clamp(frame.yPixel(label.yValue), frame.top, frame.bottom));
    auto places =
        spreadLabels(wanted, lineHeight - 1, frame.top - lineHeight / 2, frame.bottom + lineHeight / 2);
    for (std::size_t i = 0; places && i < wanted.size(); ++i) {
        const bool endsEarly = !labels[i].ofLimit && frame.xPixel(labels[i].xValue) < frame.right - 40;
        if (std::abs((*places)[i] - wanted[i]) > farthestLabel || (endsEarly && labels.size() > 1))
            places.reset();
    }
    if (!places) {
        frame.right = picture.width - std::max(lastTick, 4.0);
        drawLegend(canvas, chart, frame.left, frame.right, top);
        words = placeLimitWords(chart, frame);
        frame.top = top + lineHeight * words.rows + 2;
    }

    drawValueGrid(canvas, frame);
    drawBottomAxis(canvas, frame, chart.x);
    if (empty) {
        drawEmptyReason(canvas, chart, frame);
        return picture.top + total;
    }
    for (const auto &series : chart.series) {
        if (chart.kind == ChartKind::Line)
            drawBand(canvas, frame, series, seriesInk(series.style, series.reference));
    }
    drawLimitsOnX(canvas, chart, frame, words);
    for (const auto &limit : chart.limits) {
        if (!limit.onX && limit.value >= frame.y.lower && limit.value <= frame.y.upper)
            canvas.line({frame.left, frame.yPixel(limit.value)}, {frame.right, frame.yPixel(limit.value)},
                        "chart-crosshair", 1, "4 3");
    }
    for (const bool reference : {true, false}) {
        for (const auto &series : chart.series) {
            if (series.reference == reference)
                drawSeries(canvas, chart, frame, series);
        }
    }
    if (places)
        drawEndLabels(canvas, frame, labels, *places, labelRoom);
    return picture.top + total;
}

} // namespace slipway::report
