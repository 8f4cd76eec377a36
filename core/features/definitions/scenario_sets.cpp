#include "core/features/definitions/scenario_sets.h"

#include "core/base/messages.h"
#include "core/features/definitions/read.h"

#include <array>
#include <cassert>
#include <utility>
#include <vector>

namespace slipway::features {

std::string_view feedFeaturesText(); // embedded from resources/scenarios
std::string_view churnFeaturesText();
std::string_view fraudFeaturesText();
std::string_view demandFeaturesText();
std::string_view reviewsFeaturesText();

namespace {

std::vector<ScenarioSet> readAll()
{
    std::vector<ScenarioSet> all;
    for (const auto &[scenario, text] : scenarioSetTexts()) {
        auto set = readFeatureSet(text, std::string(scenario) + "/features.yaml");
        assert(set.ok() && "a file of ours is wrong; the test of the scenarios' features says where");
        if (set)
            all.push_back({.scenario = std::string(scenario), .text = text, .set = std::move(set).value()});
    }
    return all;
}

} // namespace

std::span<const std::pair<std::string_view, std::string_view>> scenarioSetTexts()
{
    using Text = std::pair<std::string_view, std::string_view>;
    static const std::array texts {
        Text {"feed", feedFeaturesText()},       Text {"churn", churnFeaturesText()},
        Text {"fraud", fraudFeaturesText()},     Text {"demand", demandFeaturesText()},
        Text {"reviews", reviewsFeaturesText()},
    };
    return texts;
}

std::span<const ScenarioSet> scenarioSets()
{
    static const auto all = readAll();
    return all;
}

Result<const ScenarioSet *> findScenarioSet(std::string_view scenario)
{
    std::string known;
    for (const auto &each : scenarioSets()) {
        if (each.scenario == scenario)
            return &each;
        known += (known.empty() ? "" : ", ") + each.scenario;
    }
    return failure("definitions.scenario_unknown", {{"scenario", scenario}, {"known", known}});
}

} // namespace slipway::features
