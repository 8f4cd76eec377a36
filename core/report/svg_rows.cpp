#include "core/report/svg_frame.h"
#include "core/report/svg_kinds.h"
#include "core/report/text_fit.h"
#include "core/report/theme.h"

#include "core/evaluate/number_text.h"

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr double barThickness = 12;
constexpr double warningRoom = 14;

std::string valueText(const ChartSpec &chart, double value)
{
    return chart.signedValues ? evaluate::signedText(value, chart.decimals)
                              : evaluate::fixedText(value, chart.decimals);
}

double at(const std::vector<double> &values, std::size_t i)
{
    return i < values.size() ? values[i] : std::numeric_limits<double>::quiet_NaN();
}

bool overLimit(const ChartSpec &chart, double value)
{
    return std::any_of(chart.limits.begin(), chart.limits.end(), [&](const LimitLine &limit) {
        return (limit.worse == Worse::Above && value > limit.value)
            || (limit.worse == Worse::Below && value < limit.value);
    });
}

/// In a difference the right side is the better one, and an interval that holds zero is neither.
Ink intervalInk(const ChartSpec &chart, const Series &series, std::size_t i, const std::string &plain)
{
    if (!chart.signedValues)
        return plain;
    if (at(series.low, i) > 0)
        return "status-ok-solid";
    return at(series.high, i) < 0 ? "status-bad-solid" : "status-neutral-solid";
}

std::string intervalWords(const ChartSpec &chart, const Series &series, std::size_t i)
{
    const double value = at(series.x, i);
    if (chart.signedValues && at(series.low, i) <= 0 && at(series.high, i) >= 0)
        return "no difference";
    return valueText(chart, value);
}

void drawBar(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame, const Series &series,
             std::size_t i, double y)
{
    const double value = at(series.x, i);
    if (!std::isfinite(value)) {
        canvas.text({std::clamp(frame.xPixel(0), frame.left, frame.right) + 6, y}, "\u2013",
                    {.ink = "text-secondary", .size = labelSize});
        return;
    }
    const double base = std::clamp(frame.xPixel(0), frame.left, frame.right);
    const double end = std::clamp(frame.xPixel(value), frame.left, frame.right);
    canvas.rectangle({std::min(base, end), y - barThickness / 2}, std::abs(end - base), barThickness,
                     seriesInk(series.style, series.reference), 2);
    double x = std::max(base, end) + 6;
    if (overLimit(chart, value)) {
        canvas.warning({x + 4, y});
        x += warningRoom;
    }
    canvas.text({x, y}, valueText(chart, value), {.ink = "text-primary", .size = tickSize});
}

void drawInterval(SvgCanvas &canvas, const ChartSpec &chart, const Frame &frame, const Series &series,
                  std::size_t i, double y)
{
    const auto plain = seriesInk(series.style, series.reference);
    const auto ink = intervalInk(chart, series, i, plain);
    const double value = at(series.x, i);
    const double low = at(series.low, i);
    const double high = at(series.high, i);
    const auto pixel = [&](double x) { return std::clamp(frame.xPixel(x), frame.left, frame.right); };
    if (std::isfinite(low) && std::isfinite(high)) {
        canvas.line({pixel(low), y}, {pixel(high), y}, ink, 2);
        for (const double end : {low, high})
            canvas.line({pixel(end), y - 4}, {pixel(end), y + 4}, ink, 2);
    }
    if (frame.covers(value, frame.y.lower))
        canvas.marker({pixel(value), y}, chart.signedValues ? "circle" : seriesMarker(series.style), ink, 4);
}

Frame rowFrame(const ChartSpec &chart, double width)
{
    const bool bars = chart.kind == ChartKind::Bars;
    Range range;
    double widestName = 0;
    double widestValue = 0;
    if (bars || chart.signedValues)
        range.include(0);
    for (const auto &series : chart.series) {
        range.include(series.x);
        range.include(series.low);
        range.include(series.high);
        for (std::size_t i = 0; i < series.x.size(); ++i) {
            const auto words = bars ? valueText(chart, series.x[i]) : intervalWords(chart, series, i);
            const double mark = bars && overLimit(chart, series.x[i]) ? warningRoom : 0;
            widestValue = std::max(widestValue, textWidth(words, tickSize) + mark);
        }
    }
    for (const auto &limit : chart.limits)
        range.include(limit.value);
    for (const auto &name : chart.y.categories)
        widestName = std::max(widestName, textWidth(name, labelSize));
    Frame frame;
    frame.pictureWidth = width;
    frame.left = std::min(widestName, width * 0.34) + 12;
    frame.right = width - widestValue - 12;
    auto values = chart.x;
    if (bars && range.least >= 0)
        values.lower = values.lower.value_or(0);
    frame.logX = values.scale == ScaleKind::Logarithmic;
    frame.x = axisTicks(values, range.least, range.greatest, true);
    if (chart.signedValues)
        frame.x.labels = tickLabels(frame.x.values, true);
    return frame;
}

} // namespace

double paintRows(SvgCanvas &canvas, const ChartSpec &chart, const Picture &picture)
{
    const bool bars = chart.kind == ChartKind::Bars;
    const auto count = std::max<std::size_t>(chart.y.categories.size(), chart.empty() ? 3 : 1);
    const auto perRow = static_cast<double>(std::max<std::size_t>(chart.series.size(), 1));
    const double rowHeight = bars ? (barThickness + 2) * perRow + 8 : 24;

    auto frame = rowFrame(chart, picture.width);
    double top = picture.top + 4;
    if (chart.series.size() > 1)
        drawLegend(canvas, chart, 0, picture.width, top);
    const auto words = placeLimitWords(chart, frame);
    frame.top = top + 4 + lineHeight * words.rows;
    frame.bottom = frame.top + rowHeight * static_cast<double>(count);

    for (const double tick : frame.x.values)
        canvas.line({frame.xPixel(tick), frame.top}, {frame.xPixel(tick), frame.bottom}, "chart-grid");
    if (!bars && chart.signedValues)
        canvas.line({frame.xPixel(0), frame.top}, {frame.xPixel(0), frame.bottom}, "chart-axis");
    drawLimitsOnX(canvas, chart, frame, words);
    for (std::size_t i = 0; i < chart.y.categories.size(); ++i) {
        const double middle = frame.top + rowHeight * (static_cast<double>(i) + 0.5);
        const auto &name = chart.y.categories[i];
        canvas.text({frame.left - 10, middle}, fitted(name, labelSize, frame.left - 10),
                    {.ink = "text-primary", .size = labelSize, .anchor = Anchor::End}, name);
        for (std::size_t k = 0; k < chart.series.size(); ++k) {
            const auto &series = chart.series[k];
            if (bars) {
                const double offset = (static_cast<double>(k) - (perRow - 1) / 2) * (barThickness + 2);
                drawBar(canvas, chart, frame, series, i, middle + offset);
                continue;
            }
            // Several estimates share a row: they stand a little above each other, and the words follow the
            // first.
            const double offset = (static_cast<double>(k) - (perRow - 1) / 2) * 7;
            drawInterval(canvas, chart, frame, series, i, middle + offset);
            if (k == 0)
                canvas.text({picture.width, middle}, intervalWords(chart, series, i),
                            {.ink = "text-primary", .size = tickSize, .anchor = Anchor::End});
        }
    }
    drawBottomAxis(canvas, frame, chart.x);
    if (chart.empty())
        drawEmptyReason(canvas, chart, frame);
    return frame.bottom + 4 + lineHeight + (chart.x.label.empty() ? 4 : lineHeight + 2);
}

} // namespace slipway::report
