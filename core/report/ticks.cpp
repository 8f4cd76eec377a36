#include "core/report/ticks.h"

#include "core/base/clock.h"
#include "core/evaluate/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace slipway::report {

namespace {

constexpr std::size_t fewest = 3;
constexpr std::size_t most = 5;

/// How round a step is: tenths of it are what people count in. The rounder wins, then the one with more
/// ticks.
struct Mantissa {
    double value;
    int awkwardness;
};

constexpr std::array mantissas {
    Mantissa {1, 0}, Mantissa {2, 0}, Mantissa {5, 0}, Mantissa {2.5, 1}, Mantissa {4, 2},
    Mantissa {3, 3}, Mantissa {6, 3}, Mantissa {8, 3}, Mantissa {1.5, 3},
};

constexpr double secondsOfHour = 3600;
constexpr double secondsOfDay = 24 * secondsOfHour;
constexpr double firstMonday = 4 * secondsOfDay;

// A tick that misses the limit by rounding error still stands on it.
constexpr double slack = 1e-9;

std::vector<double> multiples(double step, double first, double last)
{
    std::vector<double> values;
    for (double i = first; i <= last && values.size() < 64; ++i)
        values.push_back(i == 0 ? 0 : i * step);
    return values;
}

std::vector<double> within(double step, double lower, double upper)
{
    return multiples(step, std::ceil(lower / step - slack), std::floor(upper / step + slack));
}

std::vector<double> around(double step, double lower, double upper)
{
    return multiples(step, std::floor(lower / step + slack), std::ceil(upper / step - slack));
}

template <typename Choose>
std::vector<double> roundest(double lower, double upper, bool whole, Choose choose)
{
    const double range = upper - lower;
    const double decade = std::floor(std::log10(range));
    std::vector<double> best;
    int bestAwkwardness = std::numeric_limits<int>::max();
    for (double power = decade - 2; power <= decade + 1; ++power) {
        for (const auto &mantissa : mantissas) {
            const double step = mantissa.value * std::pow(10, power);
            if (whole && std::abs(step - std::round(step)) > slack)
                continue;
            auto values = choose(step, lower, upper);
            if (values.size() < fewest || values.size() > most)
                continue;
            const bool rounder = mantissa.awkwardness < bestAwkwardness;
            const bool denser = mantissa.awkwardness == bestAwkwardness && values.size() > best.size();
            if (rounder || denser) {
                bestAwkwardness = mantissa.awkwardness;
                best = std::move(values);
            }
        }
    }
    return best;
}

/// Powers of ten; with the 2 and 5 between them where the range is short, every n-th where it is long.
std::vector<double> logarithmicTicks(double lower, double upper)
{
    const double first = std::ceil(std::log10(lower) - slack);
    const double last = std::floor(std::log10(upper) + slack);
    const double powers = last - first + 1;
    std::vector<double> values;
    if (powers >= static_cast<double>(fewest)) {
        const double stride = std::ceil(powers / static_cast<double>(most));
        for (double power = first; power <= last; power += stride)
            values.push_back(std::pow(10, power));
        return values;
    }
    for (double power = first - 1; power <= last + 1; ++power) {
        for (const double mantissa : {1.0, 2.0, 5.0}) {
            const double value = mantissa * std::pow(10, power);
            if (value >= lower * (1 - slack) && value <= upper * (1 + slack))
                values.push_back(value);
        }
    }
    // Within less than a decade a logarithmic axis is nearly even: round numbers serve it as well.
    return values.size() >= fewest ? values : roundTicks(lower, upper);
}

/// A range of its own for data that is one value, or none.
void widen(double &lower, double &upper)
{
    if (!std::isfinite(lower) || !std::isfinite(upper)) {
        lower = 0;
        upper = 1;
    }
    if (upper > lower)
        return;
    const double room = lower == 0 ? 1 : std::abs(lower) * 0.5;
    lower -= lower == 0 ? 0 : room;
    upper += room;
}

/// Moves the ends that the axis leaves free to the next ticks.
void moveOutward(Ticks &ticks, const Axis &axis)
{
    ticks.values = roundest(ticks.lower, ticks.upper, axis.whole, around);
    if (ticks.values.empty())
        return;
    if (!axis.lower)
        ticks.lower = ticks.values.front();
    if (!axis.upper)
        ticks.upper = ticks.values.back();
    std::erase_if(ticks.values, [&](double value) { return value < ticks.lower || value > ticks.upper; });
}

/// "10.3K" for 10,250 would be wrong: the short form is for numbers that it spells exactly.
bool shortFormIsExact(double value)
{
    const double size = std::abs(value) >= 1e9 ? 1e9 : std::abs(value) >= 1e6 ? 1e6 : 1e3;
    const double tenths = value / size * 10;
    return std::abs(value) < 1000 || std::abs(tenths - std::round(tenths)) < 1e-6;
}

Ticks timeAxis(double lower, double upper)
{
    Ticks ticks {.lower = lower, .upper = upper, .values = timeTicks(lower, upper), .labels = {}};
    const double distance = ticks.values.size() > 1 ? ticks.values[1] - ticks.values[0] : secondsOfDay;
    for (const double value : ticks.values)
        ticks.labels.push_back(timeLabel(value, distance));
    return ticks;
}

int decimalsOf(double value)
{
    for (int decimals = 0; decimals < 9; ++decimals) {
        const double scaled = value * std::pow(10, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled)))
            return decimals;
    }
    return 9;
}

} // namespace

std::vector<double> roundTicks(double lower, double upper, bool whole)
{
    if (!(upper > lower))
        return {lower};
    auto values = roundest(lower, upper, whole, within);
    if (values.empty() && whole) {
        for (double value = std::ceil(lower); value <= upper; ++value)
            values.push_back(value);
    }
    return values;
}

std::vector<double> timeTicks(double lower, double upper)
{
    constexpr std::array hours {1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0, 672.0, 1344.0, 2688.0};
    double step = hours.back() * secondsOfHour;
    for (const double each : hours) {
        if ((upper - lower) / (each * secondsOfHour) <= static_cast<double>(most)) {
            step = each * secondsOfHour;
            break;
        }
    }
    while ((upper - lower) / step > static_cast<double>(most))
        step *= 2;
    const double begin =
        step >= 7 * secondsOfDay ? firstMonday : 0; // weeks begin on Monday, 1970 on a Thursday
    auto values = multiples(step, std::ceil((lower - begin) / step), std::floor((upper - begin) / step));
    for (double &value : values)
        value += begin;
    return values;
}

std::string timeLabel(double seconds, double distance)
{
    const auto text = isoTime(static_cast<TimeMicros>(seconds) * microsPerSecond);
    return distance < secondsOfDay ? text.substr(0, 10) + ' ' + text.substr(11, 5) : text.substr(0, 10);
}

Ticks axisTicks(const Axis &axis, double least, double greatest, bool outward)
{
    double lower = axis.lower.value_or(least);
    double upper = axis.upper.value_or(greatest);
    if (axis.time && upper > lower)
        return timeAxis(lower, upper);
    Ticks ticks;
    if (axis.scale == ScaleKind::Logarithmic) {
        if (!(upper > 0) || !std::isfinite(upper))
            upper = 1;
        if (!(lower > 0) || !std::isfinite(lower))
            lower = upper / 1000;
        if (!(upper > lower)) {
            lower /= 2;
            upper *= 2;
        }
        ticks = {.lower = lower, .upper = upper, .values = logarithmicTicks(lower, upper), .labels = {}};
    } else if (axis.whole && least == greatest && !axis.lower && !axis.upper) {
        ticks = {.lower = lower - 0.5, .upper = upper + 0.5, .values = {lower}, .labels = {}};
    } else {
        widen(lower, upper);
        ticks = {.lower = lower, .upper = upper, .values = {}, .labels = {}};
        if (outward)
            moveOutward(ticks, axis);
        if (ticks.values.size() < fewest)
            ticks.values = roundTicks(ticks.lower, ticks.upper, axis.whole);
    }
    ticks.labels = tickLabels(ticks.values);
    return ticks;
}

std::vector<std::string> tickLabels(std::span<const double> values, bool withPlus)
{
    double largest = 0;
    bool exact = true;
    for (const double value : values) {
        largest = std::max(largest, std::abs(value));
        exact = exact && shortFormIsExact(value);
    }
    std::vector<std::string> labels;
    for (const double value : values) {
        if (largest >= 10'000 && exact)
            labels.push_back(evaluate::shortCountText(value));
        else if (withPlus)
            labels.push_back(evaluate::signedText(value, decimalsOf(value)));
        else
            labels.push_back(evaluate::fixedText(value, decimalsOf(value)));
    }
    return labels;
}

} // namespace slipway::report
