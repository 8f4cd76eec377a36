#pragma once

#include "core/base/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    std::optional<double> daysSinceTraining; ///< of the model in production
    /// Since any training, of a model that may not serve yet; absent: the same as daysSinceTraining.
    std::optional<double> daysSinceAnyTraining {};
};

enum class RuleSays {
    Retrain,
    Wait, ///< whatever the others say
    Fine,
    Unknown,
};

std::string_view ruleSaysName(RuleSays says); ///< "retrain", "wait", "fine" or "unknown"

/// One rule of the policy on one day.
struct RetrainingRule {
    std::string rule; ///< "drift", "accuracy_drop", "age" or "pause"
    std::optional<double> value;
    double limit = 0;
    RuleSays says = RuleSays::Unknown;
    std::string sentence;
};

/// All four rules, in that order.
std::vector<RetrainingRule> retrainingRules(const RetrainingInputs &inputs,
                                            const RetrainingPolicy &policy = {});
Json toJson(const std::vector<RetrainingRule> &rules);

enum class RetrainingVerdict {
    Retrain,
    Wait, ///< a rule asks for it, and the pause since the last training is not over
    Nothing, ///< drift and age are known, and no rule asks for it
    Unknown, ///< no rule asks for it, but drift or age is not known
};

RetrainingVerdict retrainingVerdict(const std::vector<RetrainingRule> &rules);
std::string_view retrainingVerdictName(RetrainingVerdict verdict);

/// NAMES.md "Decision": should_retrain, reasons, drift_score, days_since_training; beside them "unknown", a
/// sentence for each input that is missing, and "held_back", the sentence why a model that should be
/// retrained has to wait.
Json retrainingDecision(const RetrainingInputs &inputs, const RetrainingPolicy &policy = {});

} // namespace slipway::monitor
