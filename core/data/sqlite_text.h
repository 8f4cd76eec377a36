#pragma once

#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/text_copy.h"

namespace slipway::data {

/// A table or view of an SQLite file as plain text, read through SQLite's own library. Without a name in the
/// options it must be the only one. Bytes (BLOBs) become hexadecimal texts.
Result<TextCopy> sqliteAsText(const std::filesystem::path &file, const ReadOptions &options,
                              const RunContext &context);

/// The tables and views of an SQLite file, by name.
Result<std::vector<std::string>> sqliteTables(const std::filesystem::path &file);

} // namespace slipway::data
