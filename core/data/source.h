#pragma once

#include "core/data/duckdb.h"
#include "core/data/read.h"

namespace slipway::data {

struct SourceColumn {
    std::string name;
    std::string type; ///< as DuckDB spells it
};

/// A file that is open for queries: a DuckDB that may read this file and nothing else.
struct Source {
    Duck duck;
    std::string expression; ///< for the FROM of a query
    std::vector<SourceColumn> columns;

    const SourceColumn *find(std::string_view name) const;
};

/// `limits` says how much memory and how many threads queries may use, where they spill, and what they may
/// touch beside the file.
Result<Source> openSource(const std::filesystem::path &file, const ReadOptions &options = {},
                          const RunContext &context = {}, DuckOptions limits = {});

/// The column in a SELECT list: as it is where it is a number, a text or a time, else as a text.
std::string selected(const SourceColumn &column);

/// An error of a query over the file, as a sentence that names it.
Error sourceError(const std::filesystem::path &file, const Error &error);

} // namespace slipway::data
