#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/features/definitions/feature_set.h"
#include "core/features/split/split.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace slipway::features {

struct BuildOptions {
    double trainShare = 0.7; ///< of the labels' rows; by time the earliest ones
    double valShare = 0.15; ///< the rest is the test part
    std::int64_t memoryBytes = 1280LL
        << 20; ///< of the engine; files and counters come on top, below 3 GB in all
    int threads = 0; ///< 0: the machine's cores
    std::filesystem::path
        temporaryFolder {}; ///< where data that does not fit into memory goes; empty: it must fit
    /// Nothing: by time; where the labels have none, or look further ahead than they lie apart, stratified.
    std::optional<SplitKind> split {};
};

/// Computes the features of every row of the set's labels from the files of its data sets, each row with what
/// was known at its moment.
///
/// Written to `outFolder`, all or nothing: {train,val,test}_features.parquet, rows without a label left out,
/// in the order of time; and features.json, which documents them.
///
/// Returns
/// {"set","version","split","rows":{"train","val","test"},"boundaries":{"val","test"},"splits","features","unmatched",
/// "unlabelled","expectations","notes","seconds"}.
Result<Json> buildFeatures(const FeatureSet &set, const std::map<std::string, std::filesystem::path> &tables,
                           const std::filesystem::path &outFolder, const BuildOptions &options = {},
                           const RunContext &context = {});

} // namespace slipway::features
