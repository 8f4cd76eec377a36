#pragma once

#include "core/features/definitions/feature_set.h"
#include "core/workspace/workspace.h"

#include <set>
#include <string>
#include <vector>

namespace slipway::features {

/// A registered model that learned from features of a set.
struct DependentModel {
    std::string reference; ///< "feed-model/3"
    std::vector<std::string> features; ///< that it looks at
};

/// A report that names such a model.
struct DependentReport {
    std::string file; ///< below the workspace
    std::vector<std::string> models;
};

struct Dependents {
    std::vector<DependentModel> models;
    std::vector<DependentReport> reports;
};

/// The models that were trained on data sets built from the set, and the reports about them.
Result<Dependents> dependentsOf(const workspace::Workspace &workspace, const FeatureSet &set);

/// Only the models that look at one of the features, and the reports about those.
Dependents lookingAt(const Dependents &all, const std::set<std::string> &features);

} // namespace slipway::features
