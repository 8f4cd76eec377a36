#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace slipway::features {

/// A step that is asked for, not fitted yet.
struct TransformStep {
    std::string type;
    Json options; ///< every option of the kind, checked
};

/// Columns of one kind that go through the same steps, one after the other.
struct TransformChain {
    std::vector<std::string> columns;
    std::vector<TransformStep> steps;
    int line = 0; ///< of the file that it was read from
};

/// What columns become on their way into a model. A column may stand in several chains.
struct TransformSpec {
    std::vector<TransformChain> chains;

    /// "impute by median, then standard; bin" for a column that stands in two chains; empty for one in none.
    std::string words(const std::string &column) const;
};

Json toJson(const TransformSpec &spec);

} // namespace slipway::features
