#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The element by element work of training a network, one pass over memory each. Everything between two
/// matrix products is fused into one of these. Results depend on the arguments alone.
namespace slipway::learn {

/// Which units stay: unit u stays where bits[u] >= limit, so the share that goes is limit / 65536.
struct Dropout {
    std::uint32_t limit = 0; ///< 0: every unit stays

    static Dropout ofShare(double share);
    float scale() const; ///< keeps the expected sum of what stays
};

/// 16 random bits a unit, from Philox: a pure function of seed, step and layer.
void dropoutBits(std::uint64_t seed, std::uint32_t step, std::uint32_t layer, std::span<std::uint16_t> bits);

/// Copies the rows `order` names to places `stride` floats apart; what lies between them is left as it is.
void gatherRows(const float *rows, std::size_t width, std::span<const std::uint32_t> order, float *out,
                std::size_t stride);

/// In place: adds the bias, ReLU, dropout. `values` is rows x width; `bits` is not read where nothing is
/// dropped.
void activate(float *values, std::size_t rows, std::size_t width, const float *bias, const Dropout &dropout,
              const std::uint16_t *bits);

/// In place: from the gradient after activate() to the one before it. A unit that is zero passes nothing on.
/// `biasGradient` (width) receives the sum over the rows.
void activateBackward(float *gradient, const float *activated, std::size_t rows, std::size_t width,
                      const Dropout &dropout, float *biasGradient);

/// The last layer (one logit) with its loss, forward and backward at once.
struct Head {
    const float *weights;
    float bias;
    float *weightGradient; ///< width
    float biasGradient; ///< set by headPass
};

/// The sum of the binary cross-entropies of these rows. `gradient` (rows x width) receives the gradient of
/// their mean.
double headPass(const float *values, std::size_t rows, std::size_t width, const float *targets, Head &head,
                float *gradient);

struct AdamOptions {
    double learningRate = 1e-3;
    double weightDecay = 0; ///< added to the gradient, as torch.optim.Adam does
};

/// Kingma and Ba 2015 with their constants. `step` counts from 1.
void adamStep(std::span<float> parameters, std::span<const float> gradient, std::span<float> first,
              std::span<float> second, std::int64_t step, const AdamOptions &options);

} // namespace slipway::learn
