#pragma once

#include "core/base/json.h"

#include <optional>

namespace slipway::monitor {

/// When a model is trained again.
struct RetrainingPolicy {
    double driftLimit = 0.3; ///< overall drift score above which the data has moved on
    double accuracyDropLimit = 0.05; ///< fall of accuracy, as a difference
    double mostDays = 30; ///< since the last training
    double leastDays = 7; ///< between two trainings, whatever else happens
};

/// What is known. An absent value is not known, which is never taken for "fine".
struct RetrainingInputs {
    std::optional<double> driftScore; ///< of the calibrated profile
    std::optional<double> baselineAccuracy; ///< of the model behind the alias Production
    std::optional<double> recentAccuracy; ///< of the run named production_evaluation
    std::optional<double> daysSinceTraining;
};

/// NAMES.md "Decision": should_retrain, reasons, drift_score, days_since_training; beside them "unknown", a
/// sentence for each input that is missing, and "held_back", the sentence why a model that should be
/// retrained has to wait.
Json retrainingDecision(const RetrainingInputs &inputs, const RetrainingPolicy &policy = {});

} // namespace slipway::monitor
