#pragma once

#include "core/features/transform/channel.h"

#include <vector>

namespace slipway::features {

/// The values of a training channel that are there, ascending.
std::vector<double> sortedPresent(const double *values, std::size_t rows);

/// Infinities count as missing.
Spread spreadOf(const double *values, std::size_t rows);

/// The spreads of all channels, which are computed by several threads where they are not known yet.
std::vector<Spread> spreadsOf(const FitRows &rows);

/// The names of the channels, as those of a step that keeps them.
std::vector<Channel> sameNumbers(const std::vector<Channel> &inputs);

} // namespace slipway::features
