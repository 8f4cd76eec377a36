#include "core/report/svg_frame.h"

#include "core/report/text_fit.h"
#include "core/report/theme.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr double tickLength = 4;

double share(double value, double lower, double upper, bool logarithmic)
{
    if (logarithmic)
        return std::log(value / lower) / std::log(upper / lower);
    return (value - lower) / (upper - lower);
}

bool beside(double a, double b, double distance)
{
    return std::abs(a - b) < distance;
}

} // namespace

double Frame::xPixel(double value) const
{
    return left + (right - left) * share(value, x.lower, x.upper, logX);
}

double Frame::yPixel(double value) const
{
    return bottom - (bottom - top) * share(value, y.lower, y.upper, logY);
}

bool Frame::covers(double xValue, double yValue) const
{
    return std::isfinite(xValue) && std::isfinite(yValue) && xValue >= x.lower && xValue <= x.upper
        && yValue >= y.lower && yValue <= y.upper;
}

void Range::include(double value)
{
    if (!std::isfinite(value))
        return;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
}

void Range::include(const std::vector<double> &values)
{
    for (const double value : values)
        include(value);
}

void drawValueGrid(SvgCanvas &canvas, const Frame &frame)
{
    for (std::size_t i = 0; i < frame.y.values.size(); ++i) {
        const double y = frame.yPixel(frame.y.values[i]);
        if (!beside(y, frame.bottom, 0.5))
            canvas.line({frame.left, y}, {frame.right, y}, "chart-grid");
        canvas.text({frame.left - 8, y}, frame.y.labels[i], {.size = tickSize, .anchor = Anchor::End});
    }
}

void drawBottomAxis(SvgCanvas &canvas, const Frame &frame, const Axis &axis)
{
    canvas.line({frame.left, frame.bottom}, {frame.right, frame.bottom}, "chart-axis");
    double free = -1e9;
    for (std::size_t i = 0; i < frame.x.values.size(); ++i) {
        const double x = frame.xPixel(frame.x.values[i]);
        canvas.line({x, frame.bottom}, {x, frame.bottom + tickLength}, "chart-axis");
        const double half = textWidth(frame.x.labels[i], tickSize) / 2;
        const double centre = std::clamp(x, half, std::max(half, frame.pictureWidth - half));
        if (centre - half < free)
            continue;
        free = centre + half + 4;
        canvas.text({centre, frame.bottom + tickLength + 10}, frame.x.labels[i],
                    {.size = tickSize, .anchor = Anchor::Middle});
    }
    if (!axis.label.empty()) {
        canvas.text({(frame.left + frame.right) / 2, frame.bottom + tickLength + 10 + lineHeight},
                    fitted(axis.label, tickSize, frame.pictureWidth - frame.left),
                    {.size = tickSize, .anchor = Anchor::Middle}, axis.label);
    }
}

LimitWords placeLimitWords(const ChartSpec &chart, const Frame &frame)
{
    const bool lying = chart.kind == ChartKind::Bars || chart.kind == ChartKind::Intervals;
    LimitWords placed;
    std::vector<double> ends; // of the last word in each row
    for (const auto &limit : chart.limits) {
        const bool shown = limit.value >= frame.x.lower && limit.value <= frame.x.upper;
        if (!(limit.onX || lying) || !shown)
            continue;
        const auto text = fitted(limit.word, tickSize, frame.pictureWidth);
        const double half = textWidth(text, tickSize) / 2;
        const double centre =
            std::clamp(frame.xPixel(limit.value), half, std::max(half, frame.pictureWidth - half));
        std::size_t row = 0;
        const auto touches = [&](const LimitWords::Word &word) {
            return word.row == static_cast<int>(row)
                && beside(word.centre, centre, half + textWidth(word.text, tickSize) / 2 + 6);
        };
        while (std::any_of(placed.words.begin(), placed.words.end(), touches))
            ++row;
        placed.words.push_back({centre, static_cast<int>(row), text});
        placed.rows = std::max(placed.rows, static_cast<int>(row) + 1);
    }
    return placed;
}

void drawLimitsOnX(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame, const LimitWords &words)
{
    const bool lying = chart.kind == ChartKind::Bars || chart.kind == ChartKind::Intervals;
    for (const auto &limit : chart.limits) {
        if ((limit.onX || lying) && limit.value >= frame.x.lower && limit.value <= frame.x.upper) {
            const double x = frame.xPixel(limit.value);
            canvas.line({x, frame.top - 2}, {x, frame.bottom}, "chart-crosshair", 1, "4 3");
        }
    }
    for (const auto &word : words.words) {
        canvas.text({word.centre, frame.top - 10 - lineHeight * word.row}, word.text,
                    {.ink = "text-secondary", .size = tickSize, .anchor = Anchor::Middle});
    }
}

std::string seriesLabel(const Series &series)
{
    return series.note.empty() ? series.name : series.name + " " + series.note;
}

void drawLegend(SvgCanvas &canvas, const ChartSpec &chart, double left, double right, double &top)
{
    constexpr double swatch = 18;
    constexpr double gap = 18;
    double x = left;
    const auto add = [&](const std::string &whole, auto drawSwatch) {
        const auto text = fitted(whole, labelSize, right - left - swatch - 6);
        const double width = swatch + 6 + textWidth(text, labelSize);
        if (x > left && x + width > right) {
            x = left;
            top += lineHeight + 2;
        }
        drawSwatch(Point {x, top + lineHeight / 2});
        canvas.text({x + swatch + 6, top + lineHeight / 2}, text, {.ink = "text-primary", .size = labelSize},
                    whole);
        x += width + gap;
    };
    for (const auto &series : chart.series) {
        const auto ink = seriesInk(series.style, series.reference);
        add(seriesLabel(series), [&](Point place) {
            if (chart.kind == ChartKind::Histogram || chart.kind == ChartKind::Bars) {
                canvas.rectangle({place.x + 3, place.y - 5}, 12, 10, ink, 2);
                return;
            }
            canvas.line(place, {place.x + swatch, place.y}, ink, series.reference ? 1 : 2,
                        series.reference ? "4 3" : seriesDash(series.style));
            if (!series.reference)
                canvas.marker({place.x + swatch / 2, place.y}, seriesMarker(series.style), ink, 3.5);
        });
    }
    if (chart.kind == ChartKind::Line || chart.kind == ChartKind::Calibration) {
        for (const auto &limit : chart.limits) {
            if (!limit.onX) {
                add(limit.word, [&](Point place) {
                    canvas.line(place, {place.x + swatch, place.y}, "chart-crosshair", 1, "4 3");
                });
            }
        }
    }
    top += lineHeight + 6;
}

void drawEmptyReason(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame)
{
    const std::string reason = chart.emptyReason.empty() ? "There are no values to show." : chart.emptyReason;
    canvas.text({(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2},
                fitted(reason, labelSize, frame.right - frame.left),
                {.ink = "text-secondary", .size = labelSize, .anchor = Anchor::Middle}, reason);
}

} // namespace slipway::report
