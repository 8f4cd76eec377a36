#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace slipway::stats {

/// The first moments of the values that are there.
struct Moments {
    std::size_t count = 0; ///< values that are not NaN
    std::size_t missing = 0; ///< values that are NaN
    double mean = std::numeric_limits<double>::quiet_NaN(); ///< this and the following: NaN where count is 0
    double deviation = std::numeric_limits<double>::quiet_NaN(); ///< population: divided by count
    double least = std::numeric_limits<double>::quiet_NaN();
    double most = std::numeric_limits<double>::quiet_NaN();
};

/// NaN stands for a missing value: it is counted and left out.
Moments moments(std::span<const double> values);

} // namespace slipway::stats
