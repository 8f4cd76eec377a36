#include "core/report/svg_frame.h"
#include "core/report/svg_kinds.h"
#include "core/report/text_fit.h"

#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr double gap = 1.5;
constexpr double rowHeight = 26;
constexpr int steps = 9;

/// Which of the nine steps a value falls on. A two-sided scale has zero in its middle.
int stepOf(const ChartSpec &chart, const Range &range, double value)
{
    const double reach = std::max(std::abs(range.least), std::abs(range.greatest));
    const double lower = chart.signedValues ? -reach : range.least;
    const double upper = chart.signedValues ? reach : range.greatest;
    if (!(upper > lower))
        return chart.signedValues ? 5 : 1;
    const double share = (value - lower) / (upper - lower);
    return 1 + std::clamp(static_cast<int>(share * steps), 0, steps - 1);
}

std::string text(const ChartSpec &chart, double value)
{
    return chart.signedValues ? evaluate::signedText(value, chart.decimals)
                              : evaluate::fixedText(value, chart.decimals);
}

bool overLimit(const ChartSpec &chart, double value)
{
    return std::any_of(chart.limits.begin(), chart.limits.end(), [&](const LimitLine &limit) {
        return (limit.worse == Worse::Above && value > limit.value)
            || (limit.worse == Worse::Below && value < limit.value);
    });
}

/// The nine steps from least to most, and what the triangle means.
void drawKey(SvgCanvas &canvas, const ChartSpec &chart, const Range &range, const char *ramp, double left,
             double right, double &top)
{
    const double reach = std::max(std::abs(range.least), std::abs(range.greatest));
    const auto lower = text(chart, chart.signedValues ? -reach : range.least);
    const auto upper = text(chart, chart.signedValues ? reach : range.greatest);
    double middle = top + lineHeight / 2;
    double x = left;
    canvas.text({x, middle}, lower, {.size = tickSize});
    x += textWidth(lower, tickSize) + 6;
    for (int step = 1; step <= steps; ++step, x += 14)
        canvas.rectangle({x, middle - 5}, 14, 10, fmt::format("chart-{}-{}", ramp, step));
    x += 6;
    canvas.text({x, middle}, upper, {.size = tickSize});
    x += textWidth(upper, tickSize) + 18;
    for (const auto &limit : chart.limits) {
        const auto word = fitted(limit.word, tickSize, right - 14);
        if (x + 14 + textWidth(word, tickSize) > right) {
            x = 0;
            top += lineHeight;
            middle += lineHeight;
        }
        canvas.warning({x + 4, middle});
        canvas.text({x + 14, middle}, word, {.ink = "text-secondary", .size = tickSize}, limit.word);
        x += 14 + textWidth(word, tickSize) + 18;
    }
    top += lineHeight + 8;
}

} // namespace

double paintHeatMap(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture)
{
    const char *ramp = chart.signedValues ? "diverging" : "sequential";
    Range range;
    double widestName = 0;
    for (const auto &row : chart.series) {
        range.include(row.y);
        widestName = std::max(widestName, textWidth(row.name, labelSize));
    }
    const auto columns = std::max<std::size_t>(chart.x.categories.size(), 1);
    const auto rows = std::max<std::size_t>(chart.series.size(), 3);
    Frame frame;
    frame.pictureWidth = picture.width;
    frame.left = std::min(widestName, picture.width * 0.3) + 12;
    frame.right = picture.width;
    double top = picture.top + 4;
    if (!chart.empty())
        drawKey(canvas, chart, range, ramp, frame.left, frame.right, top);
    frame.top = top;
    frame.bottom = top + rowHeight * static_cast<double>(chart.empty() ? rows : chart.series.size());

    const double cell = (frame.right - frame.left) / static_cast<double>(columns);
    for (std::size_t r = 0; r < chart.series.size(); ++r) {
        const auto &row = chart.series[r];
        const double y = frame.top + rowHeight * static_cast<double>(r);
        canvas.text({frame.left - 10, y + rowHeight / 2}, fitted(row.name, labelSize, frame.left - 12),
                    {.ink = "text-primary", .size = labelSize, .anchor = Anchor::End}, row.name);
        for (std::size_t c = 0; c < std::min(columns, row.y.size()); ++c) {
            if (!std::isfinite(row.y[c]))
                continue;
            const int step = stepOf(chart, range, row.y[c]);
            const double x = frame.left + cell * static_cast<double>(c);
            canvas.rectangle({x + gap / 2, y + gap / 2}, cell - gap, rowHeight - gap,
                             fmt::format("chart-{}-{}", ramp, step));
            const auto words = text(chart, row.y[c]);
            const double mark = overLimit(chart, row.y[c]) ? 11 : 0;
            const auto ink = fmt::format("chart-{}-text-{}", ramp, step);
            if (textWidth(words, tickSize) + mark + 4 <= cell)
                canvas.text({x + (cell + mark) / 2, y + rowHeight / 2}, words,
                            {.ink = ink, .size = tickSize, .anchor = Anchor::Middle});
            if (mark > 0)
                canvas.marker({x + 9, y + rowHeight / 2}, "triangle", ink, 3.5);
        }
    }
    canvas.line({frame.left, frame.bottom}, {frame.right, frame.bottom}, "chart-axis");
    double free = -1e9;
    for (std::size_t c = 0; c < chart.x.categories.size(); ++c) {
        const auto name = fitted(chart.x.categories[c], tickSize, std::max(cell, 72.0));
        const double half = textWidth(name, tickSize) / 2;
        const double centre =
            std::min(frame.left + cell * (static_cast<double>(c) + 0.5), picture.width - half);
        if (centre - half < free)
            continue;
        free = centre + half + 4;
        canvas.text({centre, frame.bottom + 12}, name, {.size = tickSize, .anchor = Anchor::Middle},
                    chart.x.categories[c]);
    }
    if (chart.empty())
        drawEmptyReason(canvas, chart, frame);
    return frame.bottom + 4 + lineHeight + 4;
}

} // namespace slipway::report
