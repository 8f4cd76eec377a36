#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/features/transform/matrix.h"
#include "core/learn/tensor.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::learn {

/// Rows of inputs and what is to be predicted from them: 0 or 1, one a row.
struct NetworkRows {
    const features::Matrix &inputs;
    std::span<const float> targets;
};

/// How a network is built and trained.
struct NetworkPlan {
    std::vector<std::size_t> hidden;
    double dropout = 0; ///< after every hidden layer
    int epochs = 1;
    std::size_t batchSize = 1024;
    double learningRate = 1e-3;
    double weightDecay = 0;
    std::uint64_t seed = 0;
};

/// Where training stands after an epoch.
struct EpochEnd {
    int epoch = 0; ///< from 1
    double trainLoss = 0; ///< mean over the epoch's batches, with dropout
    std::span<const Tensor> weights; ///< as in nn.Sequential's state dict; valid during the call
};

/// Called after each epoch. False ends the training, an error ends it with that error.
using EpochObserver = std::function<Result<bool>(const EpochEnd &)>;

/// A learning library, behind a module that is loaded at first use. One thread at a time.
class Backend
{
public:
    virtual ~Backend() = default;

    /// Trains a network. The same rows, plan and machine give the same weights, bit for bit.
    virtual Status train(const NetworkRows &rows, const NetworkPlan &plan, const EpochObserver &observer,
                         const RunContext &context) = 0;

    /// The bytes of a file that Python's torch.load opens as a dictionary of tensors.
    virtual Result<std::string> stateDict(std::span<const Tensor> weights) = 0;

    /// The library's own forward pass: one probability a row. Prediction does not need it; tests compare with
    /// it.
    virtual Result<std::vector<float>> predict(std::span<const Tensor> weights,
                                               const features::Matrix &inputs) = 0;
};

/// What a module offers under the name slipwayBackendEntry. The version is read before anything else.
struct BackendEntry {
    int version;
    Backend *backend; ///< lives as long as the process
};

/// Grows with every change of what crosses the border between the program and its modules.
constexpr int backendVersion = 1;

/// The backend called `name` ("torch"): slipway_<name>.so in the folder SLIPWAY_MODULES names, else in
/// ../lib/slipway beside the program. Loaded at the first call, never unloaded. Safe to call from any thread.
Result<Backend *> loadBackend(std::string_view name);

} // namespace slipway::learn
