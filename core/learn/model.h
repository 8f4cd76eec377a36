#pragma once

#include "core/base/result.h"
#include "core/data/table.h"
#include "core/features/transform/pipeline.h"
#include "core/learn/tensor.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::learn {

/// What a trained network does with inputs. Safe to call from several threads at once.
class Predictor
{
public:
    virtual ~Predictor() = default;
    virtual std::size_t inputs() const = 0;

    /// One probability a row of inputs.
    virtual void predict(const float *rows, std::size_t count, float *probabilities) const = 0;
};

/// A model as it lies in a folder: model.json (what it is, its features and what they go through, the hashes
/// of its files), best_model.pt (a state dict for Python) and weights.safetensors (the same numbers, read
/// without LibTorch).
class Model
{
public:
    /// Reads a folder and checks its hashes.
    static Result<Model> load(const std::filesystem::path &folder);

    const Json &card() const { return m_card; } ///< model.json
    const std::string &id() const { return m_id; }
    const features::Pipeline &pipeline() const { return m_pipeline; }
    const Predictor &predictor() const { return *m_predictor; }

    /// One probability a row; the table must have every feature of the model.
    Result<std::vector<double>> predict(const data::Table &table) const;

private:
    Model(Json card, std::string id, features::Pipeline pipeline, std::shared_ptr<const Predictor> predictor);

    Json m_card;
    std::string m_id;
    features::Pipeline m_pipeline;
    std::shared_ptr<const Predictor> m_predictor;
};

/// Writes a model's folder so that it appears whole or not at all, in place of one that had its name. `card`
/// is model.json without format, files and created; `stateDict` is the content of best_model.pt.
Status saveModel(const std::filesystem::path &folder, Json card, std::span<const Tensor> weights,
                 std::string_view stateDict);

} // namespace slipway::learn
