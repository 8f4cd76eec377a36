#pragma once

#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"
#include "core/features/definitions/table_check.h"

#include <string>
#include <vector>

namespace slipway::features {

/// How rows that were pushed to a view become rows of the data set that its source reads.
struct PushedPlan {
    struct Value {
        std::string member; ///< of the pushed line
        std::string column; ///< of the data set; several values may be one column
        std::string type; ///< of the column, as DuckDB spells it
        bool isTime = false; ///< the member is a moment, whatever the column keeps it as
    };
    std::vector<Value> values; ///< keys, features, and the two times
    std::vector<std::string> keys; ///< columns
    bool replaces = false; ///< facts without a time: a row takes the place of the one with its keys
    std::string where; ///< SQL: the source sees no other rows; empty: it sees all
};

/// Refuses, with the reason, views whose values are no columns of the data set: windows over events, and
/// expressions.
Result<PushedPlan> planPushed(const FeatureSet &set, const FeatureView &view,
                              const std::vector<TableColumn> &columns);

} // namespace slipway::features
