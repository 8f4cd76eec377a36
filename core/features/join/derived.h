#pragma once

#include "core/base/result.h"
#include "core/features/definitions/expression.h"

#include <string>
#include <vector>

namespace slipway::features {

/// `query`, whose columns are `inputs`, with the set's derived features as further columns.
Result<std::string> derivedSql(const FeatureSet &set, std::vector<ExpressionInput> inputs, std::string query);

} // namespace slipway::features
