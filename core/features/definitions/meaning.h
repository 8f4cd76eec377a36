#pragma once

#include "core/base/result.h"
#include "core/features/definitions/expression.h"
#include "core/features/definitions/feature_set.h"

#include <span>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What a derived feature may read: every feature, `now`, and the keys of the entities that are no features.
/// A key is a text there, whatever its column holds.
std::vector<ExpressionInput> derivedInputs(const FeatureSet &set);

/// Checks what the parts of a set say about each other and puts views and derived features behind those that
/// they need. Errors name `file` and the line.
Status checkMeaning(FeatureSet &set, std::string_view file);

/// "features.yaml, line 12: expression of ctr names clicks2, which is not there. Known here: clicks."
Error definitionWrong(std::string_view file, int line, std::string_view key, std::string_view reason,
                      std::string_view remedy);

/// The first dozen names, and how many more there are.
std::string someNames(std::span<const std::string> names);

} // namespace slipway::features
