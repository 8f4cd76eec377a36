#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace slipway::learn {

/// A named block of numbers, row by row: the weights of a network as they travel between training, files and
/// prediction.
struct Tensor {
    std::string name; ///< as in Python's state dict: "0.weight", "0.bias", ...
    std::vector<std::size_t> shape;
    std::vector<float> values;
};

} // namespace slipway::learn
