#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <filesystem>

namespace slipway::pipeline {

/// What the retraining policy says on the day `now`, from what the records know: the last drift report, the
/// model in production and its training, the newest training of any model, and the accuracy where a run named
/// production_evaluation was logged. What is not in the records is said to be unknown.
///
/// {"verdict":"retrain|wait|nothing|unknown","advised","should_retrain","reasons","drift_score",
/// "days_since_training","unknown","held_back","rules":[{"rule","value","limit","says","sentence"}],
/// "policy":{...},"production":{"version","run","trained","promoted"} or null,
/// "drift":{"measured","profile","score","columns","drifted_columns","undefined_columns","reference","current"}
/// or null,"trainings":[{"run","name","time","actor","through","val_auc","test_auc","version","stage"}]}, the
/// newest training first.
Result<Json> checkRetraining(workspace::Store &store, const std::filesystem::path &folder, TimeMicros now);

} // namespace slipway::pipeline
