#pragma once

#include "core/base/result.h"
#include "core/features/definitions/expression.h"

#include <string>
#include <vector>

namespace slipway::features {

/// `query`, whose columns are `inputs`, with derived features as further columns. Each stands behind
/// those that it needs.
Result<std::string> derivedSql(const std::vector<const Feature *> &features,
                               std::vector<ExpressionInput> inputs, std::string query);

} // namespace slipway::features
