#pragma once

#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace slipway::features {

/// The features of a scenario: resources/scenarios/<name>/features.yaml, built into the program.
struct ScenarioSet {
    std::string scenario;
    std::string_view text; ///< YAML
    FeatureSet set;
};

/// Scenario and YAML, before anything is read.
std::span<const std::pair<std::string_view, std::string_view>> scenarioSetTexts();

/// Those of all scenarios that have some.
std::span<const ScenarioSet> scenarioSets();

/// Those of one scenario, or an error that lists the known ones.
Result<const ScenarioSet *> findScenarioSet(std::string_view scenario);

} // namespace slipway::features
