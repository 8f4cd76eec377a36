#pragma once

#include "core/features/definitions/feature_set.h"

#include <set>
#include <string>
#include <vector>

namespace slipway::features {

/// What one feature is made from.
struct FeatureOrigin {
    std::vector<std::string>
        features; ///< that it needs: those of its expression, and those that give its keys
    std::vector<std::string> columns; ///< "table.column" of the sources, each once
};

FeatureOrigin originOf(const FeatureSet &set, const Feature &feature);

/// The features of the set that are among `changed` or made from one of them, however far.
std::set<std::string> downstream(const FeatureSet &set, const std::set<std::string> &changed);

} // namespace slipway::features
