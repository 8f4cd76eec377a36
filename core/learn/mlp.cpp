#include "core/learn/mlp.h"

#include "core/base/messages.h"
#include "core/learn/layer_kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <new>
#include <utility>

namespace slipway::learn {

namespace {

/// Rows that pass through all layers together, so that what lies between two layers stays in the nearest
/// cache.
constexpr std::size_t blockRows = 16;

struct LayerTensors {
    const Tensor *weight = nullptr;
    const Tensor *bias = nullptr;
};

/// "3.weight" is the weight of layer 3; nothing else is accepted.
bool place(const Tensor &tensor, std::map<int, LayerTensors> &layers)
{
    const auto dot = tensor.name.find('.');
    int number = 0;
    const auto *end = tensor.name.data() + std::min(dot, tensor.name.size());
    const auto [at, error] = std::from_chars(tensor.name.data(), end, number);
    if (dot == std::string::npos || error != std::errc() || at != end || number < 0)
        return false;
    const auto part = std::string_view(tensor.name).substr(dot + 1);
    if (part == "weight")
        return !std::exchange(layers[number].weight, &tensor);
    if (part == "bias")
        return !std::exchange(layers[number].bias, &tensor);
    return false;
}

bool consistent(const Tensor &tensor, std::size_t dimensions)
{
    std::size_t count = 1;
    for (const auto length : tensor.shape) {
        if (length == 0 || __builtin_mul_overflow(count, length, &count))
            return false;
    }
    return tensor.shape.size() == dimensions && tensor.values.size() == count;
}

/// What keeps two tensors from being the layer that takes `inputs` values (0: any), or nothing.
std::string wrongWith(int number, const LayerTensors &layer, std::size_t inputs)
{
    if (!layer.weight || !layer.bias)
        return fmt::format("layer {} lacks its weight or its bias", number);
    if (!consistent(*layer.weight, 2) || !consistent(*layer.bias, 1)
        || layer.weight->shape[0] != layer.bias->shape[0])
        return fmt::format("the shapes of layer {} do not fit each other", number);
    if (inputs != 0 && layer.weight->shape[1] != inputs)
        return fmt::format("layer {} does not take what the layer before it gives", number);
    const auto finite = [](const Tensor &tensor) {
        return std::all_of(tensor.values.begin(), tensor.values.end(),
                           [](float value) { return std::isfinite(value); });
    };
    if (!finite(*layer.weight) || !finite(*layer.bias))
        return fmt::format("layer {} holds values that are not numbers", number);
    return {};
}

} // namespace

void Mlp::Free::operator()(float *values) const
{
    std::free(values);
}

Mlp::Floats Mlp::zeros(std::size_t count)
{
    constexpr std::size_t line = layerLanes * sizeof(float);
    const auto bytes = std::max(line, (count * sizeof(float) + line - 1) / line * line);
    auto *values = static_cast<float *>(std::aligned_alloc(line, bytes));
    if (!values)
        throw std::bad_alloc();
    std::fill_n(values, bytes / sizeof(float), 0.0f);
    return Floats(values);
}

Mlp::Layer Mlp::transposed(const Tensor &weight, const Tensor &bias)
{
    Layer layer;
    layer.inputs = weight.shape[1];
    layer.outputs = weight.shape[0];
    layer.stride = (layer.outputs + layerLanes - 1) / layerLanes * layerLanes;
    layer.weights = zeros(layer.inputs * layer.stride);
    layer.bias = zeros(layer.stride);
    for (std::size_t output = 0; output < layer.outputs; ++output) {
        for (std::size_t input = 0; input < layer.inputs; ++input)
            layer.weights[input * layer.stride + output] = weight.values[output * layer.inputs + input];
    }
    std::copy(bias.values.begin(), bias.values.end(), layer.bias.get());
    return layer;
}

Result<Mlp> Mlp::fromTensors(std::span<const Tensor> tensors, std::string_view file)
{
    const auto damaged = [&](std::string reason) {
        return failure("learn.weights_damaged", {{"file", file}, {"reason", std::move(reason)}});
    };
    std::map<int, LayerTensors> layers;
    for (const auto &tensor : tensors) {
        if (!place(tensor, layers))
            return damaged(fmt::format("{} is not the weight or the bias of a layer", tensor.name));
    }
    if (layers.empty())
        return damaged("it holds no layer");

    Mlp network;
    std::size_t inputs = 0;
    for (const auto &[number, layer] : layers) {
        if (auto wrong = wrongWith(number, layer, inputs); !wrong.empty())
            return damaged(std::move(wrong));
        inputs = layer.weight->shape[0];
    }
    if (inputs != 1)
        return damaged(fmt::format("its last layer has {} outputs instead of one", inputs));

    network.m_inputs = layers.begin()->second.weight->shape[1];
    const auto head = std::prev(layers.end());
    for (auto layer = layers.begin(); layer != head; ++layer) {
        network.m_hidden.push_back(transposed(*layer->second.weight, *layer->second.bias));
        network.m_widest = std::max(network.m_widest, network.m_hidden.back().stride);
    }
    network.m_headWeights = head->second.weight->values;
    network.m_headBias = head->second.bias->values.front();
    return network;
}

std::vector<std::size_t> Mlp::hidden() const
{
    std::vector<std::size_t> units;
    for (const auto &layer : m_hidden)
        units.push_back(layer.outputs);
    return units;
}

void Mlp::logits(const float *rows, std::size_t count, float *values) const
{
    static const auto runLayer = layerKernel();
    static const auto dot = dotKernel();
    const auto room = std::min(count, blockRows) * m_widest;
    auto here = zeros(room);
    auto there = zeros(room);
    for (std::size_t first = 0; first < count; first += blockRows) {
        const auto block = std::min(blockRows, count - first);
        const float *from = rows + first * m_inputs;
        std::size_t stride = m_inputs;
        for (const auto &layer : m_hidden) {
            runLayer({from, stride, block, layer.inputs, layer.weights.get(), layer.bias.get(), here.get(),
                      layer.stride});
            from = here.get();
            stride = layer.stride;
            std::swap(here, there);
        }
        for (std::size_t row = 0; row < block; ++row)
            values[first + row] =
                dot(from + row * stride, m_headWeights.data(), m_headWeights.size()) + m_headBias;
    }
}

void Mlp::predict(const float *rows, std::size_t count, float *probabilities) const
{
    logits(rows, count, probabilities);
    for (std::size_t row = 0; row < count; ++row)
        probabilities[row] = 1 / (1 + std::exp(-probabilities[row]));
}

} // namespace slipway::learn
