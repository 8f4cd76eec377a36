#pragma once

#include "core/data/import.h"

namespace slipway::data {

/// Takes Parquet files: one that holds plain columns is kept as it is; several become one, and of nested
/// columns the members of structures become columns of their own, everything deeper its JSON text.
Status importParquet(const std::vector<std::filesystem::path> &files, const ImportOptions &options,
                     const RunContext &context, Imported &into);

/// The columns of the table that the files make, and the query that reads it.
struct ParquetTable {
    std::string query;
    std::vector<SourceColumn> columns;
    bool asItIs = true; ///< one file, whose columns need no change
};
Result<ParquetTable> parquetTable(Duck &duck, const std::vector<std::filesystem::path> &files,
                                  bool unionByName, const RunContext &context);

} // namespace slipway::data
