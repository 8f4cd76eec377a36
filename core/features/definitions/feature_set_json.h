#pragma once

#include "core/base/json.h"
#include "core/features/definitions/feature_set.h"

#include <string>

namespace slipway::features {

/// What `slipway features show` answers, but for version and digest: {"set","description","owner","labels",
/// "entities","sources","views","features"}. Durations are seconds, null where there is none.
Json featureSetJson(const FeatureSet &set);

/// {"nodes":[{"id","kind","label"}],"edges":[{"from","to"}]}: columns of the sources and the features made
/// from them, ids like "column:items.category" and "feature:item_ctr".
Json featureGraphJson(const FeatureSet &set);

/// SHA-256 of what the definitions say: the same for files that differ in comments, order of keys or
/// spelling.
std::string featureSetDigest(const FeatureSet &set);

} // namespace slipway::features
