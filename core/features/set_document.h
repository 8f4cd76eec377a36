#pragma once

#include "core/base/json.h"
#include "core/features/definitions/feature_set.h"

namespace slipway::features {

/// What features.json says about the definitions: {"set","digest","features":[{"name","entity","kind","unit",
/// "formula","unknown","documentation"}],"totals":[{"name","entity","documentation"}],"definitions"}.
Json documentOf(const FeatureSet &set);

} // namespace slipway::features
