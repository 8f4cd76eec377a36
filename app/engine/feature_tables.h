#pragma once

#include "core/features/definitions/feature_set.h"
#include "core/workspace/workspace.h"

#include <filesystem>
#include <map>
#include <string>

namespace slipway::engine {

/// The newest version of each data set that the feature set reads.
struct FeatureTables {
    std::map<std::string, std::filesystem::path> files;
    std::map<std::string, std::string> digests;
};

/// A missing data set is an error that says how to get it.
Result<FeatureTables> featureTables(const workspace::Workspace &workspace, const features::FeatureSet &set);

} // namespace slipway::engine
