#pragma once

#include "core/features/definitions/feature_set.h"

#include <map>
#include <string>
#include <vector>

namespace slipway::features {

/// What stands above a part of the file, a line each. The parts: "top", "labels", "entities", "sources",
/// "request", "views", "derived", "end", and "<part>/<name>" for one entity, source, feature or view
/// ("views/<view>/<feature>" for one of its features).
using YamlComments = std::map<std::string, std::vector<std::string>>;

/// The set as readFeatureSet reads it: the same meaning, so the same digest. Features that differ in their
/// windows alone, and are called after them, become one with several windows.
std::string featureSetYaml(const FeatureSet &set, const YamlComments &comments = {});

} // namespace slipway::features
