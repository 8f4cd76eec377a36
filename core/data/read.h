#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway::data {

/// How a file is to be read where guessing would be wrong: the reading flags of every verb that takes FILE.
/// What is empty is guessed.
struct ReadOptions {
    std::optional<bool>
        header {}; ///< without one columns are column00, column01, ... padded to the last index
    std::optional<char> delimiter {}; ///< '\0': each line is one field
    std::optional<char> quote {}; ///< '\0': quotes mean nothing in this file
    std::optional<char>
        escape {}; ///< what stands before a quote inside quotes: a backslash, or the quote itself
    std::vector<std::string> nullTokens {}; ///< texts that mean "missing", besides the empty one
    std::optional<std::string> encoding {}; ///< utf-8, utf-16le, utf-16be, latin-1 or windows-1252
    std::optional<char> decimal {}; ///< ',' or '.'
    std::map<std::string, std::string> types {}; ///< by column: whole, number, text, flag, date, time
    std::map<std::string, std::string> dateFormats {}; ///< by column: %d.%m.%Y, epoch, ...
    std::int64_t skipLines = 0; ///< lines before the table
    std::optional<bool> trimBlanks {}; ///< whether blanks behind a delimiter belong to it
    std::string table {}; ///< of an SQLite file; may be empty where it has only one
    std::filesystem::path scratch {}; ///< folder for a decoded copy; empty: the system's temporary folder
};

/// What "no delimiter" and "no quote" are called in options.
inline constexpr char noCharacter = '\0';

/// The SQL expression that reads `file` in `duck`, which must be allowed to. The file is checked to exist and
/// to be a table without lines that do not fit; CSV, JSON, SQLite and Parquet are told by content, not by
/// name.
Result<std::string> readExpression(Duck &duck, const std::filesystem::path &file,
                                   const ReadOptions &options = {}, const RunContext &context = {});

/// Reads a file into memory; `columns` empty means all. An unknown column is an error that lists the known
/// ones.
Result<Table> readTable(const std::filesystem::path &file, const std::vector<std::string> &columns = {},
                        const ReadOptions &options = {}, const RunContext &context = {});

} // namespace slipway::data
