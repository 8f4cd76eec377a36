#pragma once

#include "core/serve/scorer.h"

namespace slipway::serve {

/// The feed's scorer: the network of `modelFolder` over the features of an online store. Refused where the
/// model wants a feature that its definitions do not have.
Result<std::shared_ptr<const Scorer>> loadFeedScorer(const std::filesystem::path &modelFolder,
                                                     const FeatureOrigin &features);

} // namespace slipway::serve
