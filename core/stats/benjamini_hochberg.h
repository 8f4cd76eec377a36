#pragma once

#include <span>
#include <vector>

namespace slipway::stats {

/// p-values adjusted so that rejecting those up to alpha keeps the expected share of false ones among the
/// rejected below alpha (Benjamini and Hochberg 1995). NaN, a test that could not be made, stays NaN and is
/// not counted.
std::vector<double> benjaminiHochberg(std::span<const double> pValues);

} // namespace slipway::stats
