#pragma once

#include "core/base/parameter.h"
#include "core/base/result.h"
#include "core/data/worlds/rows.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

enum class IncidentKind {
    CovariateShift,
    PriorShift,
    ConceptDrift,
    NewCategory,
    UnitChange,
    SensorStuck,
    MissingBlock,
    SchemaBreak,
};

/// "covariate_shift", ... in the order of the enumeration, as data_config.yaml spells them.
std::span<const std::string_view> incidentKindNames();

/// An incident as a scenario offers it.
struct IncidentOffer {
    IncidentKind kind = IncidentKind::CovariateShift;
    std::vector<std::string> columns; ///< "table.column", the usual one first; empty where it needs none
    double strength = 1; ///< where nobody gives one
    std::string meaning; ///< what happens, and what the strength counts
};

/// What is predicted in a scenario.
struct ScenarioTask {
    std::string kind; ///< "binary", "multiclass" or "forecast"
    std::string table;
    std::string target;
    std::string positive; ///< of a binary task
    std::vector<std::string> drop; ///< columns that are no inputs
};

/// A documented world: what its tables mean, which causes have which effects, what may happen to it.
/// resources/scenarios/<name>.yaml, built into the program.
struct Scenario {
    std::string name;
    std::string title;
    std::string story; ///< what the world is about
    std::string mechanism; ///< the causes, in words
    std::string truth; ///< what is written beside the rows, and why it is the best that can be said
    ScenarioTask task;
    std::string rowsOf; ///< the table that `rows` counts
    std::int64_t rows = 0;
    std::string entitiesOf; ///< the table that `entities` counts; empty where rows are the entities
    std::int64_t rowsPerEntity = 0;
    int days = 0;
    std::vector<Parameter> parameters; ///< of this world alone
    std::vector<WorldTable> tables;
    std::vector<IncidentOffer> incidents;

    const WorldTable *table(std::string_view wanted) const;
    const IncidentOffer *offer(IncidentKind kind) const;
};

/// Reads a scenario's file. The error names file, line, key and the remedy.
Result<Scenario> readScenario(std::string_view text, std::string_view file);

/// feed, churn, fraud, demand, reviews.
std::span<const Scenario> scenarios();

/// The scenario of that name, or an error that lists the known ones.
Result<const Scenario *> findScenario(std::string_view name);

/// For forms: {"scenario","title","story","mechanism","truth","task","rows","entities","days","parameters",
/// "tables","incidents"}.
Json toJson(const Scenario &scenario);

} // namespace slipway::data
