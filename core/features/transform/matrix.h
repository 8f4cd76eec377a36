#pragma once

#include <cstddef>
#include <vector>

namespace slipway::features {

/// Rows of inputs of a model: `width` floats a row.
struct Matrix {
    std::size_t rows = 0;
    std::size_t width = 0;
    std::vector<float> values;
};

} // namespace slipway::features
