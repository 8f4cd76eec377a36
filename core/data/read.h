#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace slipway::data {

/// How a text file is to be read where guessing would be wrong: the reading flags of every verb that takes
/// FILE.
struct ReadOptions {
    bool header = true; ///< without it columns are column00, column01, ... padded to the last index
    std::optional<char> delimiter;
    std::optional<char> quote; ///< '\0': quotes mean nothing in this file
    std::vector<std::string> nullTokens; ///< texts that mean "missing", besides the empty one
};

/// The SQL expression that reads `file` (CSV, TSV or Parquet, told by content, not by name only) in `duck`,
/// which must be allowed to. The file is checked to exist and to be readable.
Result<std::string> readExpression(Duck &duck, const std::filesystem::path &file,
                                   const ReadOptions &options = {}, const RunContext &context = {});

/// The same for a DuckDB that is opened later, with the file among what it is allowed.
Result<std::string> readExpression(const std::filesystem::path &file, const ReadOptions &options = {});

/// Reads a file into memory; `columns` empty means all. An unknown column is an error that lists the known
/// ones.
Result<Table> readTable(const std::filesystem::path &file, const std::vector<std::string> &columns = {},
                        const ReadOptions &options = {}, const RunContext &context = {});

} // namespace slipway::data
