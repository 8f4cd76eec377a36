#pragma once

#include "core/features/definitions/feature_set.h"

#include <span>
#include <string>

namespace slipway::features {

/// The part of a set that the wanted features need where the `given` keys and features are known: with it a
/// question is answered without tables and keys that have nothing to do with them.
FeatureSet neededPart(const FeatureSet &set, std::span<const std::string> wanted,
                      std::span<const std::string> given);

} // namespace slipway::features
