#pragma once

#include <cstddef>

namespace slipway::learn {

/// One linear layer with ReLU over a few rows.
struct LayerPass {
    const float *rows; ///< count x rowStride
    std::size_t rowStride;
    std::size_t count;
    std::size_t inputs;
    const float *weights; ///< inputs x outputStride, on a cache line
    const float *bias; ///< outputStride, on a cache line
    float *outputs; ///< count x outputStride, on a cache line
    std::size_t outputStride; ///< a multiple of layerLanes
};

constexpr std::size_t layerLanes = 16; ///< floats of a cache line

/// The order of the additions of one output is the order of the inputs, whatever the count of rows and the
/// machine.
using LayerKernel = void (*)(const LayerPass &);

/// The sum of products in sixteen interleaved parts.
using DotKernel = float (*)(const float *a, const float *b, std::size_t count);

/// The kernels for the widest vectors that this machine has.
LayerKernel layerKernel();
DotKernel dotKernel();

} // namespace slipway::learn
