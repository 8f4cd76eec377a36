#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <filesystem>

namespace slipway::features {

struct BuildOptions {
    double trainShare = 0.7; ///< of the interactions, the earliest ones
    double valShare = 0.15; ///< those after them; the rest is the test part
    std::int64_t memoryBytes = 2LL << 30;
    int threads = 0; ///< 0: the machine's cores
    std::filesystem::path
        temporaryFolder {}; ///< where data that does not fit into memory goes; empty: it must fit
};

/// Computes the feed's features from users.csv, items.csv and interactions.csv in `rawFolder`.
///
/// The features of an interaction know only interactions that are strictly earlier. The parts follow one
/// another in time; a part begins with a timestamp that no row of the part before it has, so the earlier
/// parts are at most as large as their share. Written to `outFolder`, all or nothing:
/// {train,val,test}_features.parquet, the values after the last interaction in online_{users,items}.parquet,
/// and features.json, which documents them.
///
/// Returns
/// {"rows":{"train","val","test"},"boundaries":{"val","test"},"splits","features","online","unmatched","seconds"}.
Result<Json> buildFeedFeatures(const std::filesystem::path &rawFolder, const std::filesystem::path &outFolder,
                               const BuildOptions &options = {}, const RunContext &context = {});

} // namespace slipway::features
