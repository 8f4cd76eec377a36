#pragma once

#include "core/features/transform/channel.h"

#include <vector>

namespace slipway::features {

/// The values of a training channel that are there, ascending.
std::vector<double> sortedPresent(const double *values, std::size_t rows);

/// Mean and population deviation of the values that are there. Where they do not vary, or their squares are
/// beyond all numbers, the deviation is 1; without any value the mean is 0.
struct Spread {
    double mean = 0;
    double deviation = 1;
};
Spread spreadOf(const double *values, std::size_t rows);

/// The names of the channels, as those of a step that keeps them.
std::vector<Channel> sameNumbers(const std::vector<Channel> &inputs);

} // namespace slipway::features
