#pragma once

#include "core/serve/scorer.h"

#include <string>
#include <string_view>

namespace slipway::serve {

/// Ranks the items, best first; equal scores keep the order in which they were asked. An error where a score
/// is not a number.
Status rank(const FeedRequest &request, FeedScores &scores);

/// Appends
/// {"user_id","cold_start","predictions":[{"item_id","score","rank","cold_start"}],"model_version","latency_ms"}.
/// The outer cold_start is the user's. `version` is JSON (a quoted text). Scores read back exactly as a
/// float.
void writeAnswer(const FeedRequest &request, const FeedScores &scores, std::string_view version,
                 double seconds, std::string &json);

} // namespace slipway::serve
