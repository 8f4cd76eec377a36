#pragma once

#include "core/base/json.h"

#include <span>

namespace slipway::monitor {

/// From this KS statistic on a change of scores matters to the calibrated profile: one row in ten is ranked
/// elsewhere.
constexpr double practicalKsLimit = 0.1;

struct PredictionDriftOptions {
    double alpha = 0.05; ///< drift where p is below it
    double leastStatistic = 0; ///< and the KS statistic is at least this
    double threshold = 0.5; ///< from this probability on a row counts as predicted to churn
    double mediumRisk = 0.3; ///< from here on the risk is medium
    double highRisk = 0.6; ///< from here on it is high
};

/// Compares two samples of a model's probabilities: NAMES.md "Prediction drift". Missing scores are left out
/// and counted. Where a side has no score at all, the numbers are null with the reason, and drift is neither
/// seen nor denied.
Json predictionDrift(std::span<const double> reference, std::span<const double> current,
                     const PredictionDriftOptions &options = {});

} // namespace slipway::monitor
