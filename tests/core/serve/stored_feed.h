#pragma once

#include "core/features/definitions/scenario_sets.h"
#include "core/features/join/offline.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/materialize.h"
#include "core/serve/scorer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace slipway::testing {

struct StoredFeed {
    serve::FeatureOrigin origin;
    TimeMicros to = 0;
};

/// Stores the features of a feed's files in a folder as of a moment; without one as of the full hour after
/// the last interaction, from which on the values hold.
inline Result<StoredFeed> storeFeed(const std::map<std::string, std::filesystem::path> &files,
                                    const std::filesystem::path &folder, std::optional<TimeMicros> to)
{
    constexpr TimeMicros hour = 3600 * microsPerSecond;
    SLIPWAY_ASSIGN(const auto *feed, features::findScenarioSet("feed"));
    SLIPWAY_ASSIGN(auto offline, features::OfflineFeatures::open(feed->set, {.tables = files}));
    if (!to) {
        SLIPWAY_ASSIGN(const double last,
                       offline.duck().number("SELECT epoch_us(max(CAST(\"timestamp\" AS TIMESTAMP))) FROM "
                                             "interactions"));
        to = (static_cast<TimeMicros>(last) / hour + 1) * hour;
    }
    SLIPWAY_ASSIGN(std::shared_ptr<features::OnlineStore> store,
                   features::LmdbStore::open(folder, {.create = true}));
    SLIPWAY_TRY(features::materialize(offline, *store, {.to = *to, .setVersion = 1}));
    return StoredFeed {{{std::make_shared<const features::FeatureSet>(feed->set), 1}, std::move(store)}, *to};
}

} // namespace slipway::testing
