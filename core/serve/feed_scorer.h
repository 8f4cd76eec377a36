#pragma once

#include "core/serve/scorer.h"

namespace slipway::serve {

/// The feed's scorer: the network of `modelFolder` over the online features of `onlineFolder`. Refused where
/// the model wants a feature that the store does not have.
Result<std::shared_ptr<const Scorer>> loadFeedScorer(const std::filesystem::path &modelFolder,
                                                     const std::filesystem::path &onlineFolder);

} // namespace slipway::serve
