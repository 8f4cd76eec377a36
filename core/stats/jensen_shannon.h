#pragma once

#include <span>

namespace slipway::stats {

/// Jensen-Shannon distance: the square root of the divergence of two distributions given as shares or counts
/// over the same bins (they are normalised). With base 2 it runs from 0 to 1, with base e to sqrt(ln 2). No
/// zero is filled: a bin that one side lacks is well defined. NaN where a side has no weight.
double jensenShannonDistance(std::span<const double> a, std::span<const double> b, double base = 2);

constexpr double naturalBase = 2.718281828459045;

} // namespace slipway::stats
