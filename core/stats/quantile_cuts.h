#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace slipway::stats {

/// Where one bin ends and the next begins.
struct Cut {
    double value = 0;
    bool after = false; ///< the value itself belongs to the bin before the cut
};

/// Cuts an ascending reference sample into about `bins` bins of equal shares. A value that holds a bin's
/// share or more by itself (the zero of most customers) gets a bin of its own: plain quantile edges would
/// repeat there, and a bin of everything sees no drift at all. Where no value repeats like that, these are
/// the inner quantile edges.
std::vector<Cut> quantileCuts(std::span<const double> reference, int bins);

/// How many of the ascending values fall into each of the cuts.size() + 1 bins.
std::vector<double> countsBetween(std::span<const double> sorted, std::span<const Cut> cuts);

/// One bin for each of the ascending distinct values of `levels`.
std::vector<Cut> cutsAfterEach(std::span<const double> levels);

} // namespace slipway::stats
