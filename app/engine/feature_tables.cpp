#include "app/engine/feature_tables.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/features/definitions/scenario_sets.h"

#include <fmt/format.h>

namespace slipway::engine {

namespace {

/// What makes or brings the data set.
std::string commandFor(const features::FeatureSet &set, const std::string &table)
{
    if (!features::findScenarioSet(set.name))
        return fmt::format("slipway data import FILE --name {}", table);
    return set.name == "feed" ? "slipway data generate"
                              : fmt::format("slipway data generate --scenario {}", set.name);
}

} // namespace

Result<FeatureTables> featureTables(const workspace::Workspace &workspace, const features::FeatureSet &set)
{
    FeatureTables tables;
    for (const auto &name : set.tables()) {
        const auto version = workspace.datasets().find(name);
        if (!version && version.error().id == "dataset.missing")
            return failure("engine.no_data", {{"what", name}, {"command", commandFor(set, name)}});
        SLIPWAY_TRY(version);
        SLIPWAY_ASSIGN(tables.files[name], workspace.artifacts().find(version.value().fileHash));
        tables.digests[name] = version.value().digest;
    }
    return tables;
}

} // namespace slipway::engine
