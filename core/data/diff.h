#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/read.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace slipway::data {

/// One side of a comparison.
struct DiffSide {
    std::filesystem::path file;
    ReadOptions reading;
    std::string name; ///< what to call it in sentences: "interactions@2"
};

struct DiffOptions {
    std::vector<std::string> key; ///< columns that name a row; empty: rows are compared as a bag
    std::int64_t examples = 10; ///< of each kind of difference, in the answer
    std::filesystem::path out; ///< every difference, as csv, parquet or json lines; empty: nowhere
    std::filesystem::path temporaryFolder; ///< where it spills; empty: it must stay in memory
};

/// What differs between two tables, exactly and whatever their size:
///
/// - `schema`: columns that were added, removed, or have another type, and whether the others changed places;
/// - `rows` with a key: rows whose key only one side has, and rows that differ under the same key, with the
///   number of changes of every column. Without a key two rows are the same when all of their values are,
///   each as often as it occurs; there are then no changed rows, only removed and added ones.
///
/// Columns that one side lacks are not compared. Values are compared as contentIdentity() hashes them: 1 and
/// 1.0 are one value, a blank text is a missing one, missing values are equal. The order of rows is not
/// looked at. A key that is not unique on a side is an error that names an example.
Result<Json> diffTables(const DiffSide &before, const DiffSide &after, const DiffOptions &options,
                        const RunContext &context);

} // namespace slipway::data
