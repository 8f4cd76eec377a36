#pragma once

#include "core/base/json.h"
#include "core/features/definitions/feature_set.h"

#include <set>
#include <string>
#include <vector>

namespace slipway::features {

/// One thing about a feature that differs between two sets.
struct FeatureChange {
    std::string feature;
    std::string what; ///< "expression", "window", "where of the source", "owner", ...
    std::string from;
    std::string to;
    bool values = true; ///< whether values may differ; not where words about the feature do
};

struct SetChanges {
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::vector<FeatureChange> changed;
    bool labels = false; ///< what is predicted, or from when on, has changed

    bool empty() const { return added.empty() && removed.empty() && changed.empty() && !labels; }
};

SetChanges compareSets(const FeatureSet &before, const FeatureSet &after);

/// The features whose values may differ: those that changed or went, and all that are made from them.
std::set<std::string> touchedFeatures(const SetChanges &changes, const FeatureSet &before,
                                      const FeatureSet &after);

/// {"added","removed","changed":[{"feature","what","from","to","values"}],"labels"}
Json toJson(const SetChanges &changes);

} // namespace slipway::features
