#pragma once

#include "core/features/transform/transformer.h"

namespace slipway::features {

/// (x - centre) / scale, column by column: what standard and robust become once they are fitted.
Result<std::unique_ptr<Transformer>> scaled(std::vector<double> centres, std::vector<double> scales);
Result<std::unique_ptr<Transformer>> readScaled(const Json &json);

} // namespace slipway::features
