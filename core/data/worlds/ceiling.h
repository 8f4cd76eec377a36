#pragma once

#include "core/data/worlds/scenario.h"

#include <memory>

namespace slipway::data {

/// How well the truth itself does on the rows that were made: the best that any model can reach.
class Ceiling
{
public:
    virtual ~Ceiling() = default;

    /// Rows of the task's table and of its truth, side by side.
    virtual void add(const TableRows &rows, const TableRows &truth) = 0;

    /// {"positives","positive_rate","best_auc","best_log_loss","best_brier","best_f1"} of a binary task,
    /// {"class_rates","best_accuracy","best_auc" (one class against the others, mean),"best_log_loss"} of
    /// several classes, {"mean","best_rmse","best_mae","best_wape"} of a forecast by the true expectation.
    virtual Json summary() const = 0;
};

std::unique_ptr<Ceiling> makeCeiling(const Scenario &scenario);

} // namespace slipway::data
