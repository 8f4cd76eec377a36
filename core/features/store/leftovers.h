#pragma once

#include "core/base/run_context.h"
#include "core/features/definitions/feature_set.h"
#include "core/features/store/stored_view.h"

#include <filesystem>
#include <vector>

namespace slipway::features {

/// What the embedded store in a folder holds that nobody can ask for.
struct StoreLeftovers {
    std::vector<StoredView> views; ///< of sets that are not in force, or that have no such view any more
    std::int64_t halfWritten = 0; ///< rows of materializations that were killed
    bool isAll = false; ///< nothing else is in there, and nobody is writing
};

/// Looks at the store in `folder`; nothing where there is none. Views that were made by an older definition
/// of the same name are no leftovers: they are served until the next materialization.
Result<StoreLeftovers> findLeftovers(const std::filesystem::path &folder,
                                     const std::vector<FeatureSet> &inForce);

/// Removes them, except for views that were stored anew since. The file keeps its size: the room in it is
/// used again.
Status removeLeftovers(const std::filesystem::path &folder, const StoreLeftovers &leftovers,
                       const RunContext &context);

} // namespace slipway::features
