#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"
#include "core/data/source.h"
#include "core/features/join/offline.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// A data set that queries may name.
struct RawTable {
    std::string name;
    std::vector<data::SourceColumn> columns;
    bool empty = false; ///< it has no rows, so that the types of its columns mean nothing
    std::string relation; ///< for a FROM: its columns, and `__row`, the number of the row

    const data::SourceColumn *find(std::string_view column) const;
    std::string known() const; ///< "user_id, age, country"
};

/// Makes every data set of the feature set readable under its name: a Parquet file where it lies, anything
/// else as a table.
Result<std::vector<RawTable>> openRawTables(data::Duck &duck, const FeatureSet &set,
                                            const OfflineOptions &options, const RunContext &context);

const RawTable *findTable(const std::vector<RawTable> &tables, std::string_view name); ///< or null

/// The first value of an answer, for sentences.
std::string exampleOf(const data::Table &answer);

/// Names and types of what a query gives.
Result<std::vector<data::SourceColumn>> describe(data::Duck &duck, std::string_view query,
                                                 const RunContext &context);

} // namespace slipway::features
