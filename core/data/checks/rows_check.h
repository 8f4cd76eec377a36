#pragma once

#include "core/data/checks/evaluation.h"

#include <cstddef>
#include <vector>

namespace slipway::data {

/// One check of a suite alone, decided as far as it takes to know which rows fail it: `isUnexpected()` of its
/// check is true on them. `expectations` are those of the suite with its parameters in their places, and
/// outlive the answer. An error where the check is about no rows, or cannot be done.
Result<CheckItem> rowsCheck(const Suite &suite, const std::vector<Expectation> &expectations,
                            std::size_t place, Source &source, const RunContext &context);

} // namespace slipway::data
