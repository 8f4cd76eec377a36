#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstddef>
#include <vector>

namespace slipway::data {

/// When things happen in a period whose hours are not equally busy.
class Timeline
{
public:
    /// `traffic` of each hour of the day; only the ratios count.
    Timeline(TimeMicros start, int days, const std::array<double, 24> &traffic);

    /// The hour of the period in which `share` of everything has happened; where a search may begin.
    std::size_t hourOf(double share) const;

    /// The time by which `share` of everything has happened, in whole milliseconds. `hour` is where the
    /// search begins and ends: shares come in ascending order.
    TimeMicros at(double share, std::size_t &hour) const;

private:
    TimeMicros m_start;
    std::vector<double> m_before; ///< share of everything before each hour
};

} // namespace slipway::data
