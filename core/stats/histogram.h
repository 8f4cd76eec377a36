#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace slipway::stats {

/// Edges of equal bins over [least, most] by Sturges' rule for `count` values, as numpy makes them; where all
/// values are one, a single bin of width 1 around it.
std::vector<double> sturgesEdges(double least, double most, std::size_t count);

/// How many of the ascending values lie in each bin [edge, next edge); the last bin has its right edge too,
/// as in numpy.histogram. Edges may repeat.
std::vector<double> countsInBins(std::span<const double> sorted, std::span<const double> edges);

} // namespace slipway::stats
