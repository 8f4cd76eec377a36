#pragma once

#include "core/registry/models.h"
#include "core/workspace/workspace.h"

namespace slipway::registry {

/// What became of a promotion or a rollback.
struct Promotion {
    std::optional<ModelVersion> now; ///< what serves from here on; none after rolling back the first version
    std::optional<ModelVersion> before;
    std::string inverse; ///< the command line that takes it back
};

Json toJson(const Promotion &promotion);

/// Makes a version serve: alias and stage in one transaction with the event, then models/production/ and
/// models/model_registry.json. The caller has checked the gates; `gates` is kept with the event.
Result<Promotion> promote(const workspace::Workspace &workspace, const ModelVersion &version,
                          const std::string &reason, const Json &gates);

/// Goes back to `target` ("2", "none"), or where it is empty to the version that served before the present
/// one.
Result<Promotion> rollBack(const workspace::Workspace &workspace, const std::string &name,
                           const std::string &target, const std::string &reason);

/// Brings models/production/ and models/model_registry.json in line with the records. Does nothing where they
/// are; a job that was killed between the record and the files is completed by the next one.
Status publishProduction(const workspace::Workspace &workspace, const std::string &name);

/// "feed-model" for the scenario "feed", and back.
std::string modelNameOf(const std::string &scenario);
std::string scenarioOf(const std::string &modelName);

} // namespace slipway::registry
