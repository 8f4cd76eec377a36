#pragma once

#include "core/features/join/offline.h"
#include "core/features/store/online_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace slipway::features {

struct MaterializeOptions {
    std::vector<std::string> views {}; ///< by name; empty: all
    std::optional<TimeMicros> from {}; ///< only entities with news since then; the others keep their rows
    std::optional<TimeMicros> to {}; ///< values as of then; the clock's moment where there is none
    bool incremental =
        false; ///< from where the last time ended; the first time from now - ttl, or a year back
    std::int64_t setVersion = 0;
    /// Where the rows of which something is expected stay until they are checked; one of the offline tables'
    /// outputs. Empty: nothing is checked.
    std::filesystem::path checkFolder {};
    std::filesystem::path spillFolder {}; ///< of the checks
    bool strict = false; ///< nothing of any view is stored unless all of them are as expected
};

struct MaterializedView {
    StoredView stored;
    std::optional<TimeMicros> from; ///< nothing: every entity was looked at
    std::int64_t rows = 0; ///< written this time
    std::int64_t values = 0;
    double seconds = 0;
    Json expectations; ///< of the rows written this time: checkExpected()
};

/// Writes the values of views as of one moment into a store, and checks them against what is expected of
/// their features; a failed check is told, and stops nothing unless `strict`. Each view appears when it is
/// complete; one that was under way when this was stopped or killed is as it was before.
Result<std::vector<MaterializedView>> materialize(OfflineFeatures &offline, OnlineStore &store,
                                                  const MaterializeOptions &options,
                                                  const RunContext &context = {});

/// What a view's stored rows look like and are called, before there are any.
StoredView plannedView(const FeatureSet &set, const FeatureView &view, std::int64_t setVersion);

} // namespace slipway::features
