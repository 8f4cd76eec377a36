#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace slipway::learn {

/// The settings of model_config.yaml as the trainer uses them.
struct TrainOptions {
    std::vector<std::size_t> hidden;
    double dropout = 0;
    int epochs = 0;
    std::size_t batchSize = 0;
    double learningRate = 0;
    double weightDecay = 0;
    int patience = 0;
    std::uint64_t seed = 0;
};

/// Checks settings given by their dotted name ("training.epochs") or by the part after the dot ("epochs");
/// what is not given has its standard value.
Result<TrainOptions> trainOptions(const Json &given);

} // namespace slipway::learn
