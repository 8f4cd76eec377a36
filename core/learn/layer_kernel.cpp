#include "core/learn/layer_kernel.h"

#include <cstring>

// One source, compiled for three widths of vectors and chosen at run time, so that one binary runs
// everywhere. Chosen by hand and not by the loader (ifunc), because the thread sanitizer crashes in
// resolvers.

namespace slipway::learn {

namespace {

struct Narrow {
    typedef float Vector __attribute__((vector_size(16)));
    static constexpr std::size_t wide = 2; ///< vectors of outputs that four rows keep in registers
};

struct Middle {
    typedef float Vector __attribute__((vector_size(32)));
    static constexpr std::size_t wide = 2;
};

struct Broad {
    typedef float Vector __attribute__((vector_size(64)));
    static constexpr std::size_t wide = 4;
};

template <typename Width>
constexpr std::size_t lanes = sizeof(typename Width::Vector) / sizeof(float);

/// `Rows` rows times `Vectors` vectors of outputs from `column` on.
template <typename Width, std::size_t Rows, std::size_t Vectors>
[[gnu::always_inline]] inline void tile(const LayerPass &pass, std::size_t row, std::size_t column)
{
    using Vector = typename Width::Vector;
    Vector sums[Rows][Vectors];
    for (std::size_t v = 0; v < Vectors; ++v) {
        const auto *bias = pass.bias + column + v * lanes<Width>;
        for (std::size_t r = 0; r < Rows; ++r)
            std::memcpy(&sums[r][v], bias, sizeof(Vector));
    }
    const float *rows = pass.rows + row * pass.rowStride;
    const float *weights = pass.weights + column;
    for (std::size_t i = 0; i < pass.inputs; ++i) {
        Vector weight[Vectors];
        std::memcpy(weight, weights + i * pass.outputStride, sizeof weight);
        for (std::size_t r = 0; r < Rows; ++r) {
            const float input = rows[r * pass.rowStride + i];
            for (std::size_t v = 0; v < Vectors; ++v)
                sums[r][v] += weight[v] * input;
        }
    }
    for (std::size_t r = 0; r < Rows; ++r) {
        for (std::size_t v = 0; v < Vectors; ++v) {
            const Vector zero {};
            const Vector active = sums[r][v] < zero ? zero : sums[r][v];
            std::memcpy(pass.outputs + (row + r) * pass.outputStride + column + v * lanes<Width>, &active,
                        sizeof active);
        }
    }
}

template <typename Width, std::size_t Rows, std::size_t Vectors>
[[gnu::always_inline]] inline void columns(const LayerPass &pass, std::size_t row)
{
    std::size_t column = 0;
    for (; column + Vectors * lanes<Width> <= pass.outputStride; column += Vectors * lanes<Width>)
        tile<Width, Rows, Vectors>(pass, row, column);
    for (; column < pass.outputStride; column += lanes<Width>)
        tile<Width, Rows, 1>(pass, row, column);
}

template <typename Width>
[[gnu::always_inline]] inline void layer(const LayerPass &pass)
{
    std::size_t row = 0;
    for (; row + 4 <= pass.count; row += 4)
        columns<Width, 4, Width::wide>(pass, row);
    for (; row < pass.count; ++row)
        columns<Width, 1, 2 * Width::wide>(pass, row);
}

[[gnu::always_inline]] inline float dot(const float *a, const float *b, std::size_t count)
{
    float parts[layerLanes] = {};
    std::size_t i = 0;
    for (; i + layerLanes <= count; i += layerLanes) {
        for (std::size_t lane = 0; lane < layerLanes; ++lane)
            parts[lane] += a[i + lane] * b[i + lane];
    }
    for (std::size_t lane = 0; i < count; ++i, ++lane)
        parts[lane] += a[i] * b[i];
    for (std::size_t half = layerLanes / 2; half > 0; half /= 2) {
        for (std::size_t lane = 0; lane < half; ++lane)
            parts[lane] += parts[lane + half];
    }
    return parts[0];
}

void layerNarrow(const LayerPass &pass)
{
    layer<Narrow>(pass);
}
float dotNarrow(const float *a, const float *b, std::size_t count)
{
    return dot(a, b, count);
}

#ifdef __x86_64__
[[gnu::target("arch=x86-64-v3")]] void layerMiddle(const LayerPass &pass)
{
    layer<Middle>(pass);
}
[[gnu::target("arch=x86-64-v4")]] void layerBroad(const LayerPass &pass)
{
    layer<Broad>(pass);
}
[[gnu::target("arch=x86-64-v3")]] float dotMiddle(const float *a, const float *b, std::size_t count)
{
    return dot(a, b, count);
}
#endif

} // namespace

LayerKernel layerKernel()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("x86-64-v4"))
        return layerBroad;
    if (__builtin_cpu_supports("x86-64-v3"))
        return layerMiddle;
#endif
    return layerNarrow;
}

DotKernel dotKernel()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("x86-64-v3"))
        return dotMiddle;
#endif
    return dotNarrow;
}

} // namespace slipway::learn
