#include "core/learn/trainer.h"

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/messages.h"
#include "core/learn/backend.h"
#include "core/learn/early_stopping.h"
#include "core/learn/leak_check.h"
#include "core/learn/mlp.h"
#include "core/learn/model.h"
#include "core/learn/options.h"
#include "core/stats/auc.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::learn {

namespace {

/// The target as the network learns it: 0 or 1, both present.
Result<std::vector<float>> binaryTarget(const data::Table &table, const std::string &target,
                                        std::string_view split)
{
    if (table.rows() == 0)
        return failure("learn.no_rows", {{"split", split}});
    SLIPWAY_ASSIGN(const data::Column *column,
                   data::requireNumbers(table, target, fmt::format("The {} data", split)));
    std::vector<float> values;
    values.reserve(table.rows());
    for (const double value : column->numbers) {
        if (value != 0 && value != 1) {
            const Json shown = std::isnan(value) ? Json("missing") : Json(value);
            return failure(
                "learn.target_not_binary",
                {{"target", target}, {"split", split}, {"row", values.size() + 1}, {"value", shown}});
        }
        values.push_back(static_cast<float>(value));
    }
    if (std::equal(values.begin() + 1, values.end(), values.begin()))
        return failure("learn.one_class",
                       {{"target", target}, {"split", split}, {"value", column->numbers.front()}});
    return values;
}

/// Scores the validation rows with the same forward pass that serves the model.
class Validation
{
public:
    Validation(const features::Matrix &inputs, const std::vector<float> &targets)
        : m_inputs(inputs)
        , m_labels(targets.begin(), targets.end())
        , m_logits(targets.size())
    {
    }

    Status score(std::span<const Tensor> weights, EpochReport &report)
    {
        SLIPWAY_ASSIGN(const auto network, Mlp::fromTensors(weights, "The network"));
        network.logits(m_inputs.values.data(), m_inputs.rows, m_logits.data());
        const std::vector<double> scores(m_logits.begin(), m_logits.end());
        double loss = 0;
        for (std::size_t row = 0; row < scores.size(); ++row) {
            const double z = scores[row];
            loss += std::max(z, 0.0) - z * m_labels[row] + std::log1p(std::exp(-std::abs(z)));
        }
        report.validationLoss = loss / static_cast<double>(scores.size());
        if (!std::isfinite(report.validationLoss))
            return failure("learn.not_finite", {{"epoch", report.epoch}});
        report.validationAuc = stats::areaUnderRoc(m_labels, scores);
        return done();
    }

private:
    const features::Matrix &m_inputs;
    std::vector<std::uint8_t> m_labels;
    std::vector<float> m_logits;
};

/// What Python needs to build the network that the state dict fits into.
std::string torchExpression(std::size_t inputs, const TrainOptions &options)
{
    std::string text = "nn.Sequential(";
    for (const auto units : options.hidden) {
        text += fmt::format("nn.Linear({}, {}), nn.ReLU(), ", inputs, units);
        if (options.dropout > 0)
            text += fmt::format("nn.Dropout({}), ", options.dropout);
        inputs = units;
    }
    return text + fmt::format("nn.Linear({}, 1))", inputs);
}

Json historyJson(std::span<const EpochReport> history)
{
    Json list = Json::array();
    for (const auto &each : history) {
        list.push_back({{"epoch", each.epoch},
                        {"train_loss", each.trainLoss},
                        {"val_loss", each.validationLoss},
                        {"val_auc", each.validationAuc}});
    }
    return list;
}

/// model.json, but for what saveModel adds.
Json cardOf(const TrainSummary &summary, const TrainInput &input, const TrainOptions &options,
            const features::Pipeline &pipeline)
{
    return {{"model_id", summary.modelId},
            {"algorithm", summary.algorithm},
            {"run_id", input.runId},
            {"architecture",
             {{"inputs", pipeline.width()},
              {"hidden", options.hidden},
              {"dropout", options.dropout},
              {"output", "sigmoid"},
              {"torch", torchExpression(pipeline.width(), options)}}},
            {"features", pipeline.toJson()},
            {"target", input.target},
            {"threshold", input.threshold},
            {"training",
             {{"seed", options.seed},
              {"batch_size", options.batchSize},
              {"learning_rate", options.learningRate},
              {"weight_decay", options.weightDecay},
              {"patience", options.patience},
              {"epochs", summary.history.size()},
              {"most_epochs", options.epochs},
              {"best_epoch", summary.bestEpoch},
              {"stopped_early", summary.stoppedEarly},
              {"rows", summary.rows},
              {"validation_rows", input.validation.rows()},
              {"seconds", summary.seconds},
              {"threads", summary.threads},
              {"history", historyJson(summary.history)}}},
            {"data", input.data}};
}

} // namespace

Result<TrainSummary> train(const std::string &algorithm, const TrainInput &input, const Json &options,
                           const std::filesystem::path &modelFolder, const RunContext &context)
{
    const double begin = steadySeconds();
    if (const auto known = algorithms(); std::find(known.begin(), known.end(), algorithm) == known.end()) {
        return failure("learn.unknown_algorithm",
                       {{"name", algorithm}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
    SLIPWAY_ASSIGN(const TrainOptions chosen, trainOptions(options));
    if (std::find(input.features.begin(), input.features.end(), input.target) != input.features.end())
        return failure("learn.target_is_feature", {{"target", input.target}});
    SLIPWAY_ASSIGN(const auto targets, binaryTarget(input.train, input.target, "training"));
    SLIPWAY_ASSIGN(const auto validationTargets, binaryTarget(input.validation, input.target, "validation"));
    SLIPWAY_ASSIGN(Backend * backend, loadBackend("torch"));

    context.progress(0, "encoding");
    SLIPWAY_ASSIGN(const auto transforms,
                   features::completedTransforms(input.transforms, input.train, input.features));
    features::FittedPipeline own;
    if (!input.prepared) {
        SLIPWAY_ASSIGN(own, features::fitPipeline(transforms, input.train, input.target, chosen.seed));
    }
    const auto &fitted = input.prepared ? *input.prepared : own;
    const auto &pipeline = fitted.pipeline;
    const auto &inputs = fitted.training;
    if (pipeline.width() == 0)
        return failure("learn.nothing_to_learn_from");
    SLIPWAY_TRY(input.prepared ? checkLeaks(fitted, transforms, input.train, input.target)
                               : checkTargetInputs(fitted, transforms, input.train, input.target));
    SLIPWAY_ASSIGN(const auto validationInputs, pipeline.encode(input.validation));

    TrainSummary summary {.modelId = newId(), .algorithm = algorithm, .rows = inputs.rows};
    EarlyStopping stopping(chosen.patience);
    Validation validation(validationInputs, validationTargets);
    std::vector<Tensor> best;
    const auto afterEpoch = [&](const EpochEnd &end) -> Result<bool> {
        EpochReport report {.epoch = end.epoch, .trainLoss = end.trainLoss};
        SLIPWAY_TRY(validation.score(end.weights, report));
        context.metric(input.runId, "train_loss", end.epoch, report.trainLoss);
        context.metric(input.runId, "val_loss", end.epoch, report.validationLoss);
        context.metric(input.runId, "val_auc", end.epoch, report.validationAuc);
        summary.history.push_back(report);
        if (stopping.improves(end.epoch, report.validationAuc))
            best.assign(end.weights.begin(), end.weights.end());
        summary.stoppedEarly = stopping.giveUp() && end.epoch < chosen.epochs;
        return !summary.stoppedEarly;
    };
    SLIPWAY_TRY(backend->train({inputs, targets},
                               {chosen.hidden, chosen.dropout, chosen.epochs, chosen.batchSize,
                                chosen.learningRate, chosen.weightDecay, chosen.seed},
                               afterEpoch, context));
    if (context.cancelled())
        return cancelled();

    summary.bestEpoch = stopping.best();
    summary.seconds = steadySeconds() - begin;
    SLIPWAY_ASSIGN(const std::string stateDict, backend->stateDict(best));
    SLIPWAY_TRY(saveModel(modelFolder, cardOf(summary, input, chosen, pipeline), best, stateDict));
    context.progress(1, "training");
    return summary;
}

} // namespace slipway::learn
