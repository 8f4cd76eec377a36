#pragma once

#include <cstdint>
#include <span>

namespace slipway::stats {

/// Probabilities are kept this far from 0 and 1, so that one confident mistake costs 34.5 and not infinity.
constexpr double logLossClip = 1e-15;

/// Mean negative log-likelihood of binary labels, in nats. Labels are 0 or 1, probabilities must not hold
/// NaN. NaN for no rows.
double logLoss(std::span<const std::uint8_t> labels, std::span<const double> probabilities,
               double clip = logLossClip);

} // namespace slipway::stats
