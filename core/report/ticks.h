#pragma once

#include "core/report/chart_spec.h"

#include <span>
#include <string>
#include <vector>

namespace slipway::report {

/// What an axis covers and where its ticks stand.
struct Ticks {
    double lower = 0;
    double upper = 1;
    std::vector<double> values;
    std::vector<std::string> labels;
};

/// Three to five round numbers within [lower, upper]; fewer only where whole numbers leave no choice.
std::vector<double> roundTicks(double lower, double upper, bool whole = false);

/// The ticks of an axis whose data runs from `least` to `most`. Where the axis sets no limits of its own they
/// are moved out to round numbers if `outward`, and left at the data if not.
Ticks axisTicks(const Axis &axis, double least, double most, bool outward);

/// Moments (seconds since 1970) at even distances of hours, days or weeks within [lower, upper].
std::vector<double> timeTicks(double lower, double upper);

/// "2026-01-05", or "2026-01-05 14:00" where `distance` is less than a day.
std::string timeLabel(double seconds, double distance);

/// One spelling for all: shortest decimals, "250K" where the numbers are large, a real minus sign.
std::vector<std::string> tickLabels(std::span<const double> values, bool withPlus = false);

} // namespace slipway::report
