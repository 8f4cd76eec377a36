#pragma once

#include <cstdint>
#include <span>

namespace slipway::stats {

/// What one walk along two sorted samples tells about the difference of their distribution functions F and G.
struct PooledWalk {
    /// max |F - G| times n m, a whole number: exact where the difference of two rounded shares would not be.
    std::int64_t largestStep = 0;
    double area = 0; ///< integral of |F - G|
};

/// Both samples ascending, without NaN and not empty. F and G are right-continuous, so ties need no care of a
/// caller.
PooledWalk walkPooled(std::span<const double> a, std::span<const double> b);

} // namespace slipway::stats
