#pragma once

#include "core/features/join/answer.h"

#include <optional>

namespace slipway::features {

/// Which rows of a view go to the online store.
struct Snapshot {
    const FeatureView &view;
    std::optional<TimeMicros> since; ///< only entities whose values may have changed after it
    TimeMicros at;
    std::filesystem::path file {}; ///< where they are put as Parquet; empty: they are handed on
};

/// OfflineFeatures::snapshot() and writeSnapshot().
Status takeSnapshot(JoinState &state, const Snapshot &snapshot, const data::BlockTaker &take,
                    const RunContext &context);

} // namespace slipway::features
