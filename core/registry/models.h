#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::registry {

/// One version of a registered model: a trained model that was given a name and a number, and can be served.
struct ModelVersion {
    std::string name; ///< "feed-model"
    std::int64_t version = 0; ///< from 1
    std::string modelId; ///< of model.json
    std::string runId; ///< the run that trained it
    std::string folder; ///< its files, relative to the workspace
    Json files = Json::object(); ///< file name to artifact hash
    Json metrics = Json::object(); ///< what was measured on test data, and on which
    std::string stage = "None"; ///< None, Staging, Production or Archived
    std::string description;
    std::vector<std::string> aliases;
    TimeMicros created = 0;

    std::string reference() const; ///< "feed-model/3"
};

Json toJson(const ModelVersion &version);

/// The alias that every reader of "what serves now" asks for.
constexpr std::string_view productionAlias = "Production";

/// The registered models of a workspace, in MLflow's nouns.
class Models
{
public:
    explicit Models(workspace::Store &store);

    /// Adds the next version of a name; the same trained model keeps the version that it has.
    Result<ModelVersion> add(ModelVersion version);

    /// Every version, newest first; of one name, or of all where `name` is empty.
    Result<std::vector<ModelVersion>> list(const std::string &name = {}) const;

    /// "feed-model/3", "feed-model@Production", or "feed-model" for the newest.
    Result<ModelVersion> find(const std::string &reference) const;

    /// The version that serves, if any.
    Result<std::optional<ModelVersion>> production(const std::string &name) const;

    /// Makes a version the one that serves, and archives the one before; none leaves nothing in production.
    Status setProduction(const std::string &name, std::optional<std::int64_t> version);

    Status setMetrics(const std::string &name, std::int64_t version, const Json &metrics);

private:
    workspace::Store &m_store;
};

} // namespace slipway::registry
