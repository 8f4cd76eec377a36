#pragma once

#include <cstdint>
#include <span>

namespace slipway::stats {

/// Brier score: the mean squared distance of a probability from its label. Labels are 0 or 1. NaN for no
/// rows.
double brierScore(std::span<const std::uint8_t> labels, std::span<const double> probabilities);

} // namespace slipway::stats
