#pragma once

#include "core/learn/model.h"
#include "core/learn/tensor.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace slipway::learn {

/// A stack of linear layers with ReLU between them that ends in one logit. Runs without LibTorch, on the
/// calling thread. A row's answer does not depend on the rows around it, to the last bit.
class Mlp : public Predictor
{
public:
    /// Takes the layers "<n>.weight" (outputs x inputs) and "<n>.bias" in ascending order of n, as
    /// nn.Sequential names them. `place` (the file's name) leads the sentence where they do not form such a
    /// stack.
    static Result<Mlp> fromTensors(std::span<const Tensor> tensors, std::string_view place);

    std::size_t inputs() const override { return m_inputs; }
    std::vector<std::size_t> hidden() const; ///< units of each hidden layer

    void predict(const float *rows, std::size_t count, float *probabilities) const override;

    /// The values before the sigmoid.
    void logits(const float *rows, std::size_t count, float *values) const;

private:
    struct Free {
        void operator()(float *values) const;
    };
    using Floats = std::unique_ptr<float[], Free>; ///< starts on a cache line

    /// Outputs are padded with zeros to a whole number of cache lines.
    struct Layer {
        std::size_t inputs = 0;
        std::size_t outputs = 0;
        std::size_t stride = 0; ///< outputs with the padding
        Floats weights; ///< inputs x stride, so that the inner loop runs over outputs
        Floats bias;
    };

    static Floats zeros(std::size_t count);
    static Layer transposed(const Tensor &weight, const Tensor &bias);

    std::size_t m_inputs = 0;
    std::vector<Layer> m_hidden;
    std::vector<float> m_headWeights;
    float m_headBias = 0;
    std::size_t m_widest = 0; ///< the largest stride
};

} // namespace slipway::learn
