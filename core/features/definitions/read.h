#pragma once

#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"

#include <filesystem>
#include <string_view>

namespace slipway::features {

/// Reads the YAML of a feature set and checks all that can be checked without its tables. Errors name `file`,
/// the line, the key and the remedy.
///
/// Every feature has an owner afterwards, `windows` have become one feature each, and views and derived
/// features stand behind those that they need.
Result<FeatureSet> readFeatureSet(std::string_view text, std::string_view file);

/// The same from a file on the disk.
Result<FeatureSet> readFeatureSetFile(const std::filesystem::path &file);

} // namespace slipway::features
