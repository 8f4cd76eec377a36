#include "core/monitor/retraining_policy.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace slipway::monitor {

namespace {

/// NaN is no knowledge either.
std::optional<double> known(std::optional<double> value)
{
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string decimals(double value)
{
    return fmt::format("{:.3f}", value);
}

std::string days(double value)
{
    return fmt::format("{:g}", std::floor(value));
}

Json orNull(std::optional<double> value)
{
    return value ? Json(*value) : Json();
}

/// Reasons for, and gaps in what is known, as sentences.
struct Findings {
    Json reasons = Json::array();
    Json unknown = Json::array();

    void miss(std::string_view id) { unknown.push_back(sentence(id, Json::object())); }
    void give(std::string_view id, const Json &args) { reasons.push_back(sentence(id, args)); }
};

void lookAtDrift(std::optional<double> score, const RetrainingPolicy &policy, Findings &findings)
{
    if (!score)
        findings.miss("monitor.unknown_drift");
    else if (*score > policy.driftLimit)
        findings.give("monitor.retrain_drift",
                      {{"score", decimals(*score)}, {"limit", decimals(policy.driftLimit)}});
}

void lookAtAccuracy(std::optional<double> baseline, std::optional<double> recent,
                    const RetrainingPolicy &policy, Findings &findings)
{
    if (!baseline)
        findings.miss("monitor.unknown_baseline");
    if (!recent)
        findings.miss("monitor.unknown_recent");
    if (!baseline || !recent || !(*baseline - *recent > policy.accuracyDropLimit))
        return;
    findings.give("monitor.retrain_accuracy",
                  {{"drop", decimals(*baseline - *recent)},
                   {"baseline", decimals(*baseline)},
                   {"recent", decimals(*recent)},
                   {"limit", decimals(policy.accuracyDropLimit)}});
}

void lookAtAge(std::optional<double> age, const RetrainingPolicy &policy, Findings &findings)
{
    if (!age)
        findings.miss("monitor.unknown_age");
    else if (*age > policy.mostDays)
        findings.give("monitor.retrain_age", {{"days", days(*age)}, {"limit", days(policy.mostDays)}});
}

} // namespace

Json retrainingDecision(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    const auto drift = known(inputs.driftScore);
    const auto age = known(inputs.daysSinceTraining);
    Findings findings;
    lookAtDrift(drift, policy, findings);
    lookAtAccuracy(known(inputs.baselineAccuracy), known(inputs.recentAccuracy), policy, findings);
    lookAtAge(age, policy, findings);

    const bool wanted = !findings.reasons.empty();
    const bool tooSoon = age && *age < policy.leastDays;
    Json decision;
    decision["should_retrain"] = wanted && !tooSoon;
    decision["reasons"] = findings.reasons;
    decision["drift_score"] = orNull(drift);
    decision["days_since_training"] = orNull(age);
    decision["unknown"] = findings.unknown;
    if (wanted && tooSoon) {
        decision["held_back"] =
            sentence("monitor.retrain_too_soon", {{"days", days(*age)}, {"limit", days(policy.leastDays)}});
    }
    return decision;
}

} // namespace slipway::monitor
