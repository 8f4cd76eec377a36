#pragma once

#include "core/base/run_context.h"
#include "core/learn/estimator.h"

#include <filesystem>
#include <string>

namespace slipway::learn {

/// Trains a model and writes its folder, which appears whole at the end or not at all. The encodings are
/// fitted on the training rows alone; the epoch with the best validation AUC is kept. `options` are settings
/// by name
/// ("training.epochs", or "epochs"). Reports train_loss, val_loss and val_auc per epoch as metrics of
/// `input.runId`.
Result<TrainSummary> train(const std::string &algorithm, const TrainInput &input, const Json &options,
                           const std::filesystem::path &modelFolder, const RunContext &context);

} // namespace slipway::learn
