#pragma once

#include "core/data/duckdb.h"
#include "core/data/file_kind.h"
#include "core/data/read.h"

namespace slipway::data {

/// The SQL expression that reads a text file, with its form and the types of its columns written out.
///
/// The form (delimiter, quote) is guessed from the first rows where the options do not name it. The types
/// hold for the whole file: every value is tried, because a type guessed from a sample makes DuckDB round a
/// late 1.5 to 2, or refuse the file. A column is a whole number, a number, true/false, a date or a time only
/// when all of its values are; else a text. Numbers with leading zeros (zip codes) and words like yes and no
/// stay texts.
Result<std::string> csvExpression(Duck &duck, const std::filesystem::path &file, const FileHead &head,
                                  const ReadOptions &options, const RunContext &context);

/// What DuckDB said about a file, as a sentence that names file, line and remedy.
Error csvError(const std::filesystem::path &file, const Error &error);

} // namespace slipway::data
