#include "ui/charts/chart_reading.h"

#include "core/evaluate/number_text.h"
#include "core/report/ticks.h"
#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_ink.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

using report::ChartKind;
using report::ChartSpec;
using report::Series;

namespace {

QString numberText(double value)
{
    const double rounded = std::abs(value) < 1000 ? std::round(value * 1000) / 1000 : value;
    return toText(report::tickLabels(std::vector<double> {rounded}).front());
}

QString withInterval(const ChartSpec &chart, double value, double low, double high)
{
    auto text = valueText(chart, value);
    if (std::isfinite(low) && std::isfinite(high))
        text += QStringLiteral(" (%1)").arg(
            toText(chart.signedValues ? evaluate::signedIntervalText(low, high, chart.decimals)
                                      : evaluate::intervalText(low, high, chart.decimals)));
    return text;
}

void sortByValue(ChartReading &reading)
{
    std::stable_sort(reading.lines.begin(), reading.lines.end(),
                     [](const auto &a, const auto &b) { return a.value > b.value; });
}

/// The point of a series with a value whose x is nearest.
std::optional<std::size_t> nearest(const Series &series, double x)
{
    std::optional<std::size_t> found;
    double distance = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        const double away = std::abs(series.x[i] - x);
        if (std::isfinite(series.y[i]) && away < distance) {
            distance = away;
            found = i;
        }
    }
    return found;
}

std::optional<ChartReading> readingOfBin(const ChartSpec &chart, double x)
{
    ChartReading reading;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto &series = chart.series[s];
        for (std::size_t i = 0; i + 1 < series.x.size() && i < series.y.size(); ++i) {
            const bool last = i + 2 == series.x.size();
            if (x < series.x[i] || x > series.x[i + 1] || (x == series.x[i + 1] && !last)
                || !std::isfinite(series.y[i]))
                continue;
            reading.x = (series.x[i] + series.x[i + 1]) / 2;
            reading.head =
                QStringLiteral("%1 %2 \u2013 %3")
                    .arg(toText(chart.x.label), numberText(series.x[i]), numberText(series.x[i + 1]))
                    .trimmed();
            reading.lines.push_back({s, series.y[i], valueText(chart, series.y[i])});
        }
    }
    if (reading.lines.isEmpty())
        return std::nullopt;
    sortByValue(reading);
    return reading;
}

} // namespace

std::optional<ChartReading> readingAt(const ChartSpec &chart, double x)
{
    if (chart.kind == ChartKind::Histogram)
        return readingOfBin(chart, x);
    // The crosshair jumps to the nearest x of any curve; curves that end far from it have nothing to say
    // there.
    double at = std::numeric_limits<double>::quiet_NaN();
    for (const auto &series : chart.series) {
        if (series.reference)
            continue;
        const auto i = nearest(series, x);
        if (i && !(std::abs(series.x[*i] - x) >= std::abs(at - x)))
            at = series.x[*i];
    }
    if (!std::isfinite(at))
        return std::nullopt;
    ChartReading reading;
    reading.x = at;
    reading.head = QStringLiteral("%1 %2")
                       .arg(toText(chart.x.label), chart.x.time ? momentText(at, 0) : numberText(at))
                       .trimmed();
    if (!chart.x.unit.empty())
        reading.head += u' ' + toText(chart.x.unit);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto &series = chart.series[s];
        const auto i = nearest(series, at);
        if (!i || series.reference)
            continue;
        const double step = series.x.size() > 1
            ? std::abs(series.x.back() - series.x.front()) / static_cast<double>(series.x.size() - 1)
            : 0;
        if (std::abs(series.x[*i] - at) > std::max(step, 1e-12))
            continue;
        reading.lines.push_back(
            {s, series.y[*i],
             withInterval(chart, series.y[*i], valueAt(series.low, *i), valueAt(series.high, *i))});
    }
    sortByValue(reading);
    return reading;
}

std::optional<ChartReading> readingOfRow(const ChartSpec &chart, std::size_t row)
{
    if (row >= chart.y.categories.size())
        return std::nullopt;
    ChartReading reading;
    reading.head = toText(chart.y.categories[row]);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto &series = chart.series[s];
        const double value = valueAt(series.x, row);
        if (std::isfinite(value))
            reading.lines.push_back(
                {s, value, withInterval(chart, value, valueAt(series.low, row), valueAt(series.high, row))});
    }
    sortByValue(reading);
    return reading;
}

std::optional<ChartReading> readingOfCell(const ChartSpec &chart, std::size_t row, std::size_t column)
{
    if (row >= chart.series.size() || column >= chart.x.categories.size())
        return std::nullopt;
    const double value = valueAt(chart.series[row].y, column);
    ChartReading reading;
    reading.head = toText(chart.x.categories[column]);
    reading.lines.push_back(
        {row, value, std::isfinite(value) ? valueText(chart, value) : QStringLiteral("\u2013")});
    return reading;
}

} // namespace slipway::ui
