#pragma once

#include "core/base/run_context.h"
#include "core/data/profile/number_summary.h"
#include "core/data/source.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace slipway::data {

/// A column of texts in numbers.
struct TextSummary {
    std::int64_t nulls = 0;
    std::int64_t distinct = 0;
    std::optional<std::string> first; ///< in the order of the bytes
    std::optional<std::string> last;
    std::int64_t shortest = 0; ///< in characters
    std::int64_t longest = 0;
    double meanLength = 0;
    std::int64_t blank = 0; ///< rows of nothing but blanks
    std::vector<std::pair<std::string, std::int64_t>> top;
    RisingAuc present; ///< only how many positives and negatives have a value
    RisingAuc auc; ///< of the levels by their share of positives
    bool levelsRanked = false; ///< not with so many levels that they would look good by chance
};

/// `label` as in Target; empty without one.
Result<TextSummary> describeTexts(Source &source, const SourceColumn &column, const std::string &label,
                                  const RunContext &context);

} // namespace slipway::data
