#pragma once

#include "core/base/parameter.h"
#include "core/data/table.h"
#include "core/features/transform/pipeline.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::learn {

/// What a model is to learn from.
struct TrainInput {
    const data::Table &train;
    const data::Table &validation; ///< decides which epoch is kept; never learnt from
    std::vector<std::string> features;
    std::string target; ///< a column of 0 and 1 in both tables
    std::string runId; ///< whose learning curve the metrics belong to
    Json data =
        Json::object(); ///< where the rows came from (hashes of the splits' files), kept in model.json
    double threshold = 0.5; ///< probability from which the model says yes, kept in model.json
    features::TransformSpec transforms {}; ///< of some features; the others go through what is proposed
    const features::FittedPipeline *prepared = nullptr; ///< fitted already, on `train` and nothing else
};

/// One point of the learning curve.
struct EpochReport {
    int epoch = 0; ///< from 1
    double trainLoss = 0; ///< log loss over the epoch's batches, with dropout
    double validationLoss = 0;
    double validationAuc = 0;
};

/// How a training went.
struct TrainSummary {
    std::string modelId;
    std::string algorithm;
    std::size_t rows = 0; ///< that were learnt from
    int threads = 1; ///< that multiplied matrices; part of what "the same bytes" depends on
    int bestEpoch = 0; ///< the one that was kept
    bool stoppedEarly = false;
    double seconds = 0;
    std::vector<EpochReport> history;
};

/// The names `train --algorithm` takes.
std::span<const std::string_view> algorithms();

/// The settings that decide how a model is trained, as model_config.yaml declares them.
std::span<const Parameter> trainingParameters();

} // namespace slipway::learn
