#pragma once

#include "core/features/build.h"

#include <string>
#include <vector>

namespace slipway::features {

/// The three files of a folder with a feed: users.csv, items.csv and interactions.csv; where one of them does
/// not exist, the .parquet of that name. A missing file is an error.
Result<std::map<std::string, std::filesystem::path>> feedFiles(const std::filesystem::path &folder);

/// The features of the feed's files, in the order of their columns.
std::vector<std::string> feedFeatureNames();

/// buildFeatures() for the scenario's own definitions and the files of one folder.
Result<Json> buildFeedFeatures(const std::filesystem::path &rawFolder, const std::filesystem::path &outFolder,
                               const BuildOptions &options = {}, const RunContext &context = {});

} // namespace slipway::features
