#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace slipway::data {

/// What a table says, whatever file it stands in.
struct ContentIdentity {
    std::string sha256; ///< 64 hex digits: the id of a data set version
    std::int64_t rows = 0;
    std::vector<SourceColumn> columns; ///< name, and the type in this file
};

/// Hashes what a table says, so that the same rows as CSV and as Parquet have one id.
///
/// The bytes that are hashed, version 1 (all integers little-endian):
/// - the text "slipway-content-1" and a zero byte;
/// - the number of columns (8 bytes), and for each its name: length (8 bytes) and UTF-8 bytes;
/// - row after row, and in a row column after column, one tag byte and the value:
///   - 'n' a missing value, and nothing more. An empty or blank text is missing, because CSV cannot tell them
///   apart;
///   - 'i' a whole number from -2^63 to 2^63-1 in 8 bytes, whatever the column's type: 1 as INT32, INT64 or
///   DOUBLE is one value,
///     because CSV does not keep the width. -0 is 0. TRUE and FALSE are not numbers;
///   - 'd' any other number: the 8 bytes of the IEEE double. A FLOAT is the double that its shortest decimal
///   text names, a DECIMAL or
///     an integer beyond 64 bits is the nearest double, as CSV would give them; every NaN has the bits
///     0x7FF8000000000000;
///   - 'b' a flag: one byte, 0 or 1;
///   - 't' a time: microseconds since 1970 in UTC, 8 bytes. A date is its midnight;
///   - 's' a text: length (8 bytes) and UTF-8 bytes. Other types are their DuckDB text.
/// - the number of rows (8 bytes).
/// Types enter through the tags. A text of digits in Parquet ("08123" is kept, "8123" is not) is a number in
/// CSV, so such files differ, as their content does.
class ContentHash
{
public:
    explicit ContentHash(const std::vector<SourceColumn> &columns);
    ~ContentHash();

    void add(const Block &block); ///< the next rows
    ContentIdentity finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The same for a file.
Result<ContentIdentity> contentIdentity(const std::filesystem::path &file, const ReadOptions &options = {},
                                        const RunContext &context = {});

} // namespace slipway::data
