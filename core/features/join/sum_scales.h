#pragma once

#include "core/features/join/prepared_source.h"

#include <string_view>
#include <vector>

namespace slipway::features {

/// Finds for each value that is summed the power of ten with which it becomes a whole number: sums of whole
/// numbers do not depend on the order of rows, threads and plans. `from` has the values as v0, v1, ...;
/// `table` names it in sentences. Refuses values that are too large, or lose too much.
Status findScales(data::Duck &duck, std::string_view table, std::string_view from,
                  std::vector<SourceValue> &values, const RunContext &context);

} // namespace slipway::features
