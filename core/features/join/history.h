#pragma once

#include "core/features/join/answer.h"

namespace slipway::features {

/// OfflineFeatures::asOf().
Result<Json> knownAsOf(OfflineFeatures &offline, JoinState &state, const AsOf &question,
                       const RunContext &context);

} // namespace slipway::features
