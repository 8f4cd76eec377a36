// The only source of Slipway that includes LibTorch. What it throws is turned into results here.

#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/learn/backend.h"
#include "core/learn/training_kernels.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/Utils.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <new>
#include <numeric>

/// Present where the BLAS that LibTorch found is OpenBLAS.
extern "C" [[gnu::weak]] void openblas_set_num_threads(int threads);

namespace slipway::learn {

namespace {

/// Runs `work` and translates what LibTorch throws.
template <typename Work>
auto guarded(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        return failure("base.no_memory");
    } catch (const c10::Error &error) {
        return failure("learn.backend_failed", {{"reason", error.what_without_backtrace()}}, error.what());
    } catch (const std::exception &error) {
        return failure("learn.backend_failed", {{"reason", error.what()}});
    }
}

/// Numbers of ours as a tensor, without a copy. LibTorch has no tensors of constants; those that come in as
/// such are only read.
at::Tensor view(const float *values, at::IntArrayRef shape)
{
    return at::from_blob(const_cast<float *>(values), shape, at::kFloat);
}

std::int64_t whole(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

/// Layers this small are multiplied fastest on one thread, and the answer then does not depend on the
/// machine's load. Numbers too small for the normal format are taken as zero: they cost a hundred times the
/// time of others.
class CalmArithmetic
{
public:
    CalmArithmetic()
    {
        at::set_num_threads(1);
        if (openblas_set_num_threads)
            openblas_set_num_threads(1);
        at::globalContext().setFlushDenormal(true);
    }
    ~CalmArithmetic() { at::globalContext().setFlushDenormal(false); }
    CalmArithmetic(const CalmArithmetic &) = delete;
    CalmArithmetic &operator=(const CalmArithmetic &) = delete;
};

/// Inputs are padded with zeros to a whole number of cache lines: the product that makes the first layer's
/// gradient then takes two thirds of the time.
constexpr std::size_t linePlaces = 16;

/// One linear layer: where its numbers lie in the flat arrays of all parameters, and its work space for one
/// batch.
struct Layer {
    std::size_t inputs = 0;
    std::size_t stride = 0; ///< inputs with the padding
    std::size_t outputs = 0;
    std::size_t weightAt = 0; ///< outputs x stride numbers, then the biases
    std::size_t biasAt = 0;
    std::vector<float> activated; ///< batch x outputs
    std::vector<float> gradient;
};

/// The network with its gradients and Adam's memory. LibTorch multiplies matrices; what lies between two
/// products is fused into one pass over memory, which its own layers and its automatic differentiation do not
/// do.
class Training
{
public:
    Training(std::size_t inputs, const NetworkPlan &plan)
        : m_plan(plan)
        , m_dropout(Dropout::ofShare(plan.dropout))
        , m_batchTargets(plan.batchSize)
    {
        std::size_t count = 0;
        const auto add = [&](std::size_t from, std::size_t stride, std::size_t to) {
            Layer layer {from, stride, to, count, count + stride * to, {}, {}};
            count = layer.biasAt + to;
            return layer;
        };
        std::size_t from = inputs;
        std::size_t stride = (inputs + linePlaces - 1) / linePlaces * linePlaces;
        std::size_t widest = 0;
        m_batch.resize(plan.batchSize * stride);
        for (const auto units : plan.hidden) {
            m_hidden.push_back(add(from, stride, units));
            m_hidden.back().activated.resize(plan.batchSize * units);
            m_hidden.back().gradient.resize(plan.batchSize * units);
            widest = std::max(widest, units);
            from = stride = units;
        }
        m_head = add(from, from, 1);
        if (m_dropout.limit > 0)
            m_bits.resize(plan.batchSize * widest);
        for (auto *values : {&m_parameters, &m_gradient, &m_first, &m_second})
            values->resize(count);
        initialise();
    }

    /// One step on the rows that `order` names; the sum of their losses before it.
    double step(const NetworkRows &rows, std::span<const std::uint32_t> order)
    {
        gatherRows(rows.inputs.values.data(), rows.inputs.width, order, m_batch.data(),
                   m_hidden.front().stride);
        gatherRows(rows.targets.data(), 1, order, m_batchTargets.data(), 1);
        ++m_step;
        const double loss = forward(order.size());
        backward(order.size());
        adamStep(m_parameters, m_gradient, m_first, m_second, m_step,
                 {m_plan.learningRate, m_plan.weightDecay});
        return loss;
    }

    std::vector<Tensor> weights() const
    {
        std::vector<Tensor> tensors;
        const std::size_t modules = m_plan.dropout > 0 ? 3 : 2; // Linear, ReLU and perhaps Dropout
        for (std::size_t i = 0; i <= m_hidden.size(); ++i) {
            const auto &layer = i < m_hidden.size() ? m_hidden[i] : m_head;
            const auto name = std::to_string(i * modules);
            Tensor weight {name + ".weight", {layer.outputs, layer.inputs}, {}};
            for (std::size_t output = 0; output < layer.outputs; ++output) {
                const auto *row = m_parameters.data() + layer.weightAt + output * layer.stride;
                weight.values.insert(weight.values.end(), row, row + layer.inputs);
            }
            const auto *bias = m_parameters.data() + layer.biasAt;
            tensors.push_back(std::move(weight));
            tensors.push_back({name + ".bias", {layer.outputs}, {bias, bias + layer.outputs}});
        }
        return tensors;
    }

private:
    /// nn.Linear's start: weights and biases uniform within 1/sqrt(inputs). Padding stays zero for good,
    /// because its inputs are zero.
    void initialise()
    {
        Random random(m_plan.seed);
        const auto fill = [&](const Layer &layer) {
            const double bound = 1 / std::sqrt(static_cast<double>(layer.inputs));
            const auto draw = [&](std::size_t at, std::size_t count) {
                std::generate_n(m_parameters.begin() + whole(at), count,
                                [&] { return static_cast<float>((2 * random.uniform() - 1) * bound); });
            };
            for (std::size_t output = 0; output < layer.outputs; ++output)
                draw(layer.weightAt + output * layer.stride, layer.inputs);
            draw(layer.biasAt, layer.outputs);
        };
        std::for_each(m_hidden.begin(), m_hidden.end(), fill);
        fill(m_head);
    }

    at::Tensor matrix(const std::vector<float> &values, const Layer &layer) const
    {
        return view(values.data() + layer.weightAt, {whole(layer.outputs), whole(layer.stride)});
    }

    double forward(std::size_t rows)
    {
        const float *values = m_batch.data();
        for (std::size_t i = 0; i < m_hidden.size(); ++i) {
            auto &layer = m_hidden[i];
            auto product = view(layer.activated.data(), {whole(rows), whole(layer.outputs)});
            at::mm_out(product, view(values, {whole(rows), whole(layer.stride)}),
                       matrix(m_parameters, layer).t());
            if (m_dropout.limit > 0) {
                dropoutBits(m_plan.seed, static_cast<std::uint32_t>(m_step), static_cast<std::uint32_t>(i),
                            std::span(m_bits).first(rows * layer.outputs));
            }
            activate(layer.activated.data(), rows, layer.outputs, m_parameters.data() + layer.biasAt,
                     m_dropout, m_bits.data());
            values = layer.activated.data();
        }
        auto &last = m_hidden.back();
        Head head {m_parameters.data() + m_head.weightAt, m_parameters[m_head.biasAt],
                   m_gradient.data() + m_head.weightAt, 0};
        const double loss =
            headPass(values, rows, m_head.inputs, m_batchTargets.data(), head, last.gradient.data());
        m_gradient[m_head.biasAt] = head.biasGradient;
        return loss;
    }

    void backward(std::size_t rows)
    {
        for (std::size_t i = m_hidden.size(); i-- > 0;) {
            auto &layer = m_hidden[i];
            activateBackward(layer.gradient.data(), layer.activated.data(), rows, layer.outputs, m_dropout,
                             m_gradient.data() + layer.biasAt);
            const auto slope = view(layer.gradient.data(), {whole(rows), whole(layer.outputs)});
            const float *below = i > 0 ? m_hidden[i - 1].activated.data() : m_batch.data();
            auto weightGradient = matrix(m_gradient, layer);
            at::mm_out(weightGradient, slope.t(), view(below, {whole(rows), whole(layer.stride)}));
            if (i > 0) {
                auto belowGradient =
                    view(m_hidden[i - 1].gradient.data(), {whole(rows), whole(layer.stride)});
                at::mm_out(belowGradient, slope, matrix(m_parameters, layer));
            }
        }
    }

    const NetworkPlan &m_plan;
    Dropout m_dropout;
    std::vector<Layer> m_hidden;
    Layer m_head;
    std::vector<float> m_parameters;
    std::vector<float> m_gradient;
    std::vector<float> m_first; ///< Adam's moments
    std::vector<float> m_second;
    std::vector<float> m_batch;
    std::vector<float> m_batchTargets;
    std::vector<std::uint16_t> m_bits;
    std::int64_t m_step = 0;
};

/// A permutation that is a function of seed and epoch.
void shuffle(std::vector<std::uint32_t> &order, std::uint64_t seed, int epoch)
{
    std::iota(order.begin(), order.end(), 0u);
    Random random(seed, static_cast<std::uint64_t>(epoch));
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
}

class MlpBackend : public Backend
{
public:
    Status train(const NetworkRows &rows, const NetworkPlan &plan, const EpochObserver &observer,
                 const RunContext &context) override
    {
        return guarded([&]() -> Status {
            const c10::InferenceMode noHistory;
            const CalmArithmetic calm;
            return trainGuarded(rows, plan, observer, context);
        });
    }

    Result<std::string> stateDict(std::span<const Tensor> weights) override
    {
        return guarded([&]() -> Result<std::string> {
            c10::Dict<std::string, at::Tensor> dictionary;
            for (const auto &tensor : weights)
                dictionary.insert(tensor.name, view(tensor));
            const auto bytes = torch::jit::pickle_save(dictionary);
            return std::string(bytes.begin(), bytes.end());
        });
    }

    Result<std::vector<float>> predict(std::span<const Tensor> weights,
                                       const features::Matrix &inputs) override
    {
        return guarded([&]() -> Result<std::vector<float>> {
            const c10::InferenceMode noHistory;
            const CalmArithmetic calm;
            auto values = learn::view(inputs.values.data(), {whole(inputs.rows), whole(inputs.width)});
            for (std::size_t i = 0; i + 1 < weights.size(); i += 2) {
                values = at::linear(values, view(weights[i]), view(weights[i + 1]));
                values = i + 2 < weights.size() ? at::relu(values) : at::sigmoid(values);
            }
            values = values.contiguous();
            const auto *begin = values.data_ptr<float>();
            return std::vector<float>(begin, begin + values.numel());
        });
    }

private:
    static at::Tensor view(const Tensor &tensor)
    {
        const std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
        return learn::view(tensor.values.data(), shape);
    }

    static Status trainGuarded(const NetworkRows &rows, const NetworkPlan &plan,
                               const EpochObserver &observer, const RunContext &context)
    {
        const std::size_t count = rows.inputs.rows;
        Training training(rows.inputs.width, plan);
        std::vector<std::uint32_t> order(count);
        for (int epoch = 1; epoch <= plan.epochs; ++epoch) {
            shuffle(order, plan.seed, epoch);
            double loss = 0;
            for (std::size_t first = 0; first < count; first += plan.batchSize) {
                if (context.cancelled())
                    return cancelled();
                loss += training.step(
                    rows, std::span(order).subspan(first, std::min(plan.batchSize, count - first)));
                if (!std::isfinite(loss))
                    return failure("learn.not_finite", {{"epoch", epoch}});
                const auto share =
                    (static_cast<double>(first) / static_cast<double>(count) + epoch - 1) / plan.epochs;
                context.progress(share, "training");
            }
            const auto weights = training.weights();
            SLIPWAY_ASSIGN(const bool goOn, observer({epoch, loss / static_cast<double>(count), weights}));
            if (!goOn)
                break;
        }
        return done();
    }
};

MlpBackend backend;

} // namespace

} // namespace slipway::learn

extern "C" [[gnu::visibility("default")]] const slipway::learn::BackendEntry slipwayBackendEntry;
const slipway::learn::BackendEntry slipwayBackendEntry {slipway::learn::backendVersion,
                                                        &slipway::learn::backend};
