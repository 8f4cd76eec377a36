#include "core/registry/gates.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::registry {

namespace {

Gate atLeast(std::string name, std::string_view label, std::optional<double> value, double limit)
{
    if (!value)
        return {std::move(name), false, fmt::format("{} was not measured on test data.", label)};
    const bool passed = *value >= limit;
    return {std::move(name), passed,
            fmt::format("{} is {:.4f}, the limit is at least {:.4f}.", label, *value, limit)};
}

Gate atMost(std::string name, std::string_view label, std::optional<double> value, double limit)
{
    if (!value)
        return {std::move(name), false, fmt::format("{} was not measured on test data.", label)};
    const bool passed = *value <= limit;
    return {std::move(name), passed,
            fmt::format("{} is {:.4f}, the limit is at most {:.4f}.", label, *value, limit)};
}

Gate dataGate(const GateFacts &facts)
{
    const auto checks = facts.dataSuite.empty() ? std::string("its checks")
                                                : fmt::format("the checks of the suite {}", facts.dataSuite);
    if (!facts.dataValid)
        return {"data_checked", false,
                facts.dataSuite.empty()
                    ? std::string("The training data was never checked.")
                    : fmt::format("The training data was never checked with the suite {}.", facts.dataSuite)};
    return {"data_checked", *facts.dataValid,
            fmt::format("The training data {} {}.", *facts.dataValid ? "passed" : "failed", checks)};
}

Gate ageGate(const GateFacts &facts, const GateLimits &limits, TimeMicros now)
{
    if (!facts.evaluatedAt)
        return {"evaluation_fresh", false, "The version was never evaluated."};
    const auto days = static_cast<double>(now - *facts.evaluatedAt) / static_cast<double>(microsPerDay);
    return {"evaluation_fresh", days <= limits.maxAgeDays,
            fmt::format("It was evaluated {:.1f} days ago, the limit is {} days.", days, limits.maxAgeDays)};
}

/// The interval decides, not the point: a difference that may be worse than the limit is not known to be
/// safe.
Gate productionGate(const GateFacts &facts, const GateLimits &limits)
{
    const std::string name = "not_worse_than_production";
    if (facts.isProduction)
        return {name, true, "It is the version in production."};
    if (!facts.hasProduction)
        return {name, true, "No version serves yet, so there is nothing to be worse than."};
    if (!facts.aucDifference || !facts.aucDifferenceLow)
        return {name, false, "It was not compared with the version in production on the same rows."};
    return {name, *facts.aucDifferenceLow >= -limits.maxAucDrop,
            fmt::format("AUC differs by {:+.4f} (95% interval from {:+.4f}), the limit is {:+.4f}.",
                        *facts.aucDifference, *facts.aucDifferenceLow, -limits.maxAucDrop)};
}

} // namespace

std::vector<Gate> checkGates(const GateFacts &facts, const GateLimits &limits, TimeMicros now)
{
    return {
        dataGate(facts),
        {"files_intact", facts.filesIntact,
         facts.filesIntact
             ? "Every file has the content that was recorded."
             : "A file of the model is missing or does not have the content that was recorded."},
        ageGate(facts, limits, now),
        atLeast("auc", "Test AUC", facts.auc, limits.minAuc),
        atMost("log_loss", "Test log loss", facts.logLoss, limits.maxLogLoss),
        productionGate(facts, limits),
    };
}

bool allPassed(const std::vector<Gate> &gates)
{
    return std::all_of(gates.begin(), gates.end(), [](const Gate &gate) { return gate.passed; });
}

Json toJson(const std::vector<Gate> &gates)
{
    Json list = Json::array();
    for (const auto &gate : gates)
        list.push_back({{"gate", gate.name}, {"passed", gate.passed}, {"sentence", gate.sentence}});
    return list;
}

} // namespace slipway::registry
