#pragma once

#include "core/base/result.h"
#include "core/data/table.h"
#include "core/learn/model.h"

#include <string>
#include <vector>

namespace slipway::evaluate {

/// Which columns of a table say what.
struct EvaluationColumns {
    std::string label = "click";
    std::string query = "user_id"; ///< whose rows are ranked against each other
    std::string item = "item_id";
};

/// A model's probabilities for rows that it has not seen, and the labels of these rows.
struct ScoredTable {
    std::vector<std::uint8_t> labels;
    std::vector<double> scores;
};

Result<ScoredTable> scoreTable(const learn::Model &model, const data::Table &table,
                               const EvaluationColumns &columns = {});

/// {"metrics":{binary and ranking keys},"calibration":[...],"roc":{"x","y"},"precision_recall":{"x","y"},
/// "scores":{"edges","positives","negatives"}} of scored rows. The table gives query and item.
Result<Json> evaluateScores(const ScoredTable &scored, const data::Table &table,
                            const EvaluationColumns &columns = {});

} // namespace slipway::evaluate
