#pragma once

#include "core/base/result.h"
#include "core/learn/tensor.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::learn {

/// The safetensors format: the header's length in 8 little-endian bytes, the header as JSON, then the raw
/// numbers. Numbers start at a multiple of 8 and lie in the order given, so the same tensors give the same
/// bytes.
std::string writeSafetensors(std::span<const Tensor> tensors);

/// Reads 32-bit floats, in the order in which they lie in the file. `place` (the file's name) leads the
/// sentence where the bytes are not a whole and consistent file.
Result<std::vector<Tensor>> readSafetensors(std::string_view bytes, std::string_view place);

} // namespace slipway::learn
