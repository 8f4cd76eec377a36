#include "core/monitor/retraining_policy.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string said(std::string_view id, const Json &args = Json::object())
{
    return sentence(id, args);
}

RetrainingRule driftRule(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    RetrainingRule rule {"drift", known(inputs.driftScore), policy.driftLimit};
    if (!rule.value) {
        rule.sentence = said("monitor.unknown_drift");
        return rule;
    }
    const bool moved = *rule.value > policy.driftLimit;
    rule.says = moved ? RuleSays::Retrain : RuleSays::Fine;
    rule.sentence = said(moved ? "monitor.retrain_drift" : "monitor.fine_drift",
                         {{"score", decimals(*rule.value)}, {"limit", decimals(policy.driftLimit)}});
    return rule;
}

RetrainingRule accuracyRule(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    RetrainingRule rule {"accuracy_drop", {}, policy.accuracyDropLimit};
    const auto baseline = known(inputs.baselineAccuracy);
    const auto recent = known(inputs.recentAccuracy);
    if (!baseline || !recent) {
        rule.sentence = said(baseline ? "monitor.unknown_recent" : "monitor.unknown_baseline");
        return rule;
    }
    rule.value = *baseline - *recent;
    const bool fell = *rule.value > policy.accuracyDropLimit;
    rule.says = fell ? RuleSays::Retrain : RuleSays::Fine;
    rule.sentence = said(fell ? "monitor.retrain_accuracy" : "monitor.fine_accuracy",
                         {{"drop", decimals(*rule.value)},
                          {"baseline", decimals(*baseline)},
                          {"recent", decimals(*recent)},
                          {"limit", decimals(policy.accuracyDropLimit)}});
    return rule;
}

RetrainingRule ageRule(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    RetrainingRule rule {"age", known(inputs.daysSinceTraining), policy.mostDays};
    if (!rule.value) {
        rule.sentence = said("monitor.unknown_age");
        return rule;
    }
    const bool old = *rule.value > policy.mostDays;
    rule.says = old ? RuleSays::Retrain : RuleSays::Fine;
    rule.sentence = said(old ? "monitor.retrain_age" : "monitor.fine_age",
                         {{"days", days(*rule.value)}, {"limit", days(policy.mostDays)}});
    return rule;
}

RetrainingRule pauseRule(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    const auto since = known(inputs.daysSinceAnyTraining);
    RetrainingRule rule {"pause", since ? since : known(inputs.daysSinceTraining), policy.leastDays};
    if (!rule.value) {
        rule.sentence = said("monitor.unknown_pause");
        return rule;
    }
    const bool tooSoon = *rule.value < policy.leastDays;
    rule.says = tooSoon ? RuleSays::Wait : RuleSays::Fine;
    rule.sentence = said(tooSoon ? "monitor.wait_pause" : "monitor.fine_pause",
                         {{"days", days(*rule.value)}, {"limit", days(policy.leastDays)}});
    return rule;
}

/// A sentence for each input that is missing. The pause has no input of its own.
Json unknownInputs(const RetrainingInputs &inputs)
{
    Json unknown = Json::array();
    const auto miss = [&](std::optional<double> value, std::string_view id) {
        if (!known(value))
            unknown.push_back(said(id));
    };
    miss(inputs.driftScore, "monitor.unknown_drift");
    miss(inputs.baselineAccuracy, "monitor.unknown_baseline");
    miss(inputs.recentAccuracy, "monitor.unknown_recent");
    miss(inputs.daysSinceTraining, "monitor.unknown_age");
    return unknown;
}

bool isUnknown(const std::vector<RetrainingRule> &rules, std::string_view name)
{
    return std::any_of(rules.begin(), rules.end(), [&](const RetrainingRule &rule) {
        return rule.rule == name && rule.says == RuleSays::Unknown;
    });
}

} // namespace

std::string_view ruleSaysName(RuleSays says)
{
    switch (says) {
    case RuleSays::Retrain:
        return "retrain";
    case RuleSays::Wait:
        return "wait";
    case RuleSays::Fine:
        return "fine";
    case RuleSays::Unknown:
        break;
    }
    return "unknown";
}

std::string_view retrainingVerdictName(RetrainingVerdict verdict)
{
    switch (verdict) {
    case RetrainingVerdict::Retrain:
        return "retrain";
    case RetrainingVerdict::Wait:
        return "wait";
    case RetrainingVerdict::Nothing:
        return "nothing";
    case RetrainingVerdict::Unknown:
        break;
    }
    return "unknown";
}

std::vector<RetrainingRule> retrainingRules(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    return {driftRule(inputs, policy), accuracyRule(inputs, policy), ageRule(inputs, policy),
            pauseRule(inputs, policy)};
}

Json toJson(const std::vector<RetrainingRule> &rules)
{
    Json json = Json::array();
    for (const auto &rule : rules) {
        json.push_back({{"rule", rule.rule},
                        {"value", orNull(rule.value)},
                        {"limit", rule.limit},
                        {"says", ruleSaysName(rule.says)},
                        {"sentence", rule.sentence}});
    }
    return json;
}

RetrainingVerdict retrainingVerdict(const std::vector<RetrainingRule> &rules)
{
    const auto anySays = [&](RuleSays says) {
        return std::any_of(rules.begin(), rules.end(),
                           [&](const RetrainingRule &rule) { return rule.says == says; });
    };
    if (anySays(RuleSays::Retrain))
        return anySays(RuleSays::Wait) ? RetrainingVerdict::Wait : RetrainingVerdict::Retrain;
    return isUnknown(rules, "drift") || isUnknown(rules, "age") ? RetrainingVerdict::Unknown
                                                                : RetrainingVerdict::Nothing;
}

Json retrainingDecision(const RetrainingInputs &inputs, const RetrainingPolicy &policy)
{
    const auto rules = retrainingRules(inputs, policy);
    const auto verdict = retrainingVerdict(rules);
    Json decision;
    decision["should_retrain"] = verdict == RetrainingVerdict::Retrain;
    decision["reasons"] = Json::array();
    for (const auto &rule : rules) {
        if (rule.says == RuleSays::Retrain)
            decision["reasons"].push_back(rule.sentence);
    }
    decision["drift_score"] = orNull(known(inputs.driftScore));
    decision["days_since_training"] = orNull(known(inputs.daysSinceTraining));
    decision["unknown"] = unknownInputs(inputs);
    if (verdict == RetrainingVerdict::Wait) {
        const auto &pause = rules.back();
        decision["held_back"] = said("monitor.retrain_too_soon",
                                     {{"days", days(*pause.value)}, {"limit", days(policy.leastDays)}});
    }
    return decision;
}

} // namespace slipway::monitor
