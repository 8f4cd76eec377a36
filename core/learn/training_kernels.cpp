#include "core/learn/training_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

// The loops below are compiled for three widths of vectors, and the loader takes the widest that the machine
// has. The thread sanitizer crashes where the loader chooses.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define SLIPWAY_CLONES [[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#else
#define SLIPWAY_CLONES
#endif

namespace slipway::learn {

namespace {

constexpr std::size_t lanes = 16; ///< Philox blocks made side by side, floats of a cache line

/// Rounds of Philox over `lanes` counters at once; the words of one counter are words[0..3][lane].
[[gnu::always_inline]] inline void philoxLanes(std::uint32_t (&words)[4][lanes], std::uint32_t low,
                                               std::uint32_t high)
{
    for (int round = 0; round < 10; ++round) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::uint64_t a = std::uint64_t {0xD2511F53u} * words[0][lane];
            const std::uint64_t b = std::uint64_t {0xCD9E8D57u} * words[2][lane];
            words[0][lane] = static_cast<std::uint32_t>(b >> 32) ^ words[1][lane] ^ low;
            words[1][lane] = static_cast<std::uint32_t>(b);
            words[2][lane] = static_cast<std::uint32_t>(a >> 32) ^ words[3][lane] ^ high;
            words[3][lane] = static_cast<std::uint32_t>(a);
        }
        low += 0x9E3779B9u;
        high += 0xBB67AE85u;
    }
}

/// Keeps the counters of dropout apart from those of class Random, whose last word is the stream's high half.
constexpr std::uint32_t dropoutStream = 0x64726F70;

} // namespace

Dropout Dropout::ofShare(double share)
{
    return {static_cast<std::uint32_t>(std::lround(std::clamp(share, 0.0, 0.999) * 65536))};
}

float Dropout::scale() const
{
    return 65536.0f / static_cast<float>(65536 - limit);
}

SLIPWAY_CLONES
void dropoutBits(std::uint64_t seed, std::uint32_t step, std::uint32_t layer, std::span<std::uint16_t> bits)
{
    constexpr std::size_t perRound = lanes * 8;
    std::uint32_t counter = 0;
    for (std::size_t done = 0; done < bits.size(); done += perRound, counter += lanes) {
        alignas(64) std::uint32_t words[4][lanes];
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            words[0][lane] = counter + lane;
            words[1][lane] = step;
            words[2][lane] = layer;
            words[3][lane] = dropoutStream;
        }
        philoxLanes(words, static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
        std::memcpy(bits.data() + done, words,
                    std::min(perRound, bits.size() - done) * sizeof(std::uint16_t));
    }
}

void gatherRows(const float *rows, std::size_t width, std::span<const std::uint32_t> order, float *out,
                std::size_t stride)
{
    constexpr std::size_t ahead = 16; // rows come from all over memory: ask for them before they are needed
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i + ahead < order.size()) {
            const float *next = rows + order[i + ahead] * width;
            __builtin_prefetch(next);
            __builtin_prefetch(next + width - 1);
        }
        std::memcpy(out + i * stride, rows + order[i] * width, width * sizeof(float));
    }
}

SLIPWAY_CLONES
void activate(float *values, std::size_t rows, std::size_t width, const float *bias, const Dropout &dropout,
              const std::uint16_t *bits)
{
    const float scale = dropout.scale();
    const std::uint32_t limit = dropout.limit;
    for (std::size_t row = 0; row < rows; ++row) {
        float *unit = values + row * width;
        if (limit == 0) {
            for (std::size_t i = 0; i < width; ++i) {
                const float sum = unit[i] + bias[i];
                unit[i] = sum < 0 ? 0 : sum;
            }
            continue;
        }
        const std::uint16_t *mine = bits + row * width;
        for (std::size_t i = 0; i < width; ++i) {
            const float sum = unit[i] + bias[i];
            const float factor = mine[i] >= limit ? scale : 0.0f;
            unit[i] = (sum < 0 ? 0 : sum) * factor;
        }
    }
}

SLIPWAY_CLONES
void activateBackward(float *gradient, const float *activated, std::size_t rows, std::size_t width,
                      const Dropout &dropout, float *biasGradient)
{
    const float scale = dropout.scale();
    std::fill_n(biasGradient, width, 0.0f);
    for (std::size_t row = 0; row < rows; ++row) {
        float *mine = gradient + row * width;
        const float *unit = activated + row * width;
        for (std::size_t i = 0; i < width; ++i) {
            const float passed = unit[i] > 0 ? mine[i] * scale : 0.0f;
            mine[i] = passed;
            biasGradient[i] += passed;
        }
    }
}

SLIPWAY_CLONES
double headPass(const float *values, std::size_t rows, std::size_t width, const float *targets, Head &head,
                float *gradient)
{
    const float share = 1.0f / static_cast<float>(rows);
    double loss = 0;
    float biasGradient = 0;
    std::fill_n(head.weightGradient, width, 0.0f);
    for (std::size_t row = 0; row < rows; ++row) {
        const float *unit = values + row * width;
        float parts[lanes] = {};
        std::size_t i = 0;
        for (; i + lanes <= width; i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane)
                parts[lane] += unit[i + lane] * head.weights[i + lane];
        }
        for (; i < width; ++i)
            parts[i % lanes] += unit[i] * head.weights[i];
        for (std::size_t half = lanes / 2; half > 0; half /= 2) {
            for (std::size_t lane = 0; lane < half; ++lane)
                parts[lane] += parts[lane + half];
        }
        const float logit = parts[0] + head.bias;
        const float target = targets[row];
        const float tail = std::exp(-std::abs(logit)); // never overflows
        loss += std::max(logit, 0.0f) - logit * target + std::log1p(tail);
        const float probability = (logit >= 0 ? 1.0f : tail) / (1 + tail);
        const float slope = (probability - target) * share;

        biasGradient += slope;
        float *mine = gradient + row * width;
        for (std::size_t k = 0; k < width; ++k) {
            head.weightGradient[k] += slope * unit[k];
            mine[k] = slope * head.weights[k];
        }
    }
    head.biasGradient = biasGradient;
    return loss;
}

SLIPWAY_CLONES
void adamStep(std::span<float> parameters, std::span<const float> gradient, std::span<float> first,
              std::span<float> second, std::int64_t step, const AdamOptions &options)
{
    constexpr double decay1 = 0.9;
    constexpr double decay2 = 0.999;
    constexpr float epsilon = 1e-8f;
    const auto correction1 = 1 - std::pow(decay1, static_cast<double>(step));
    const auto correction2 = 1 - std::pow(decay2, static_cast<double>(step));
    const auto rate = static_cast<float>(options.learningRate / correction1);
    const auto unbias = static_cast<float>(1 / std::sqrt(correction2));
    const auto weightDecay = static_cast<float>(options.weightDecay);
    const auto keep1 = static_cast<float>(decay1);
    const auto keep2 = static_cast<float>(decay2);
    float *w = parameters.data();
    const float *g = gradient.data();
    float *m = first.data();
    float *v = second.data();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const float slope = g[i] + weightDecay * w[i];
        m[i] = keep1 * m[i] + (1 - keep1) * slope;
        v[i] = keep2 * v[i] + (1 - keep2) * slope * slope;
        w[i] -= rate * m[i] / (std::sqrt(v[i]) * unbias + epsilon);
    }
}

} // namespace slipway::learn
