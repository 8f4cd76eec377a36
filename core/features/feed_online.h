#pragma once

#include "core/base/json.h"
#include "core/features/join/offline.h"
#include "core/features/output_files.h"

namespace slipway::features {

/// Whether the set has all that the feed's server reads.
bool servesFeed(const FeatureSet &set);

/// Writes online_users.parquet, online_items.parquet and online_user_categories.parquet: what is known about
/// every user, every item, and every user and category in the interactions at `asOf`. A user's row also says
/// what holds for categories of which the user has seen nothing. Adds "online" (rows by file) and
/// "unknown_values" (of a user and of an item about whom nothing is known) to `document`.
Status writeFeedOnline(OfflineFeatures &offline, TimeMicros asOf, OutputFiles &output, Json &document,
                       const RunContext &context);

} // namespace slipway::features
