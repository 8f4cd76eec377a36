#pragma once

#include "core/base/run_context.h"
#include "core/data/csv_dialect.h"
#include "core/data/text_file.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace slipway::data {

/// Whole records that lie one behind the other in a file.
struct TextRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t line = 1; ///< of its first byte
    bool tooLong = false; ///< one line beyond the limit, which nobody reads
};

struct SplitOptions {
    std::uint64_t begin = 0;
    std::uint64_t line = 1;
    std::size_t blockBytes = 1 << 20;
    std::size_t longestRecord = 16 << 20;
    std::uint64_t mostBytes = std::numeric_limits<std::uint64_t>::max(); ///< for a look at the beginning
};

/// Finds where records begin, a block of about `blockBytes` at a time, so that the blocks can be read in any
/// order and on several threads. Reads the file once; memory does not grow with it but by 32 bytes a block.
/// A line whose quote is never closed is a range of its own; more than a thousand of them are an error.
Result<std::vector<TextRange>> splitRecords(const TextFile &file, const CsvDialect &dialect,
                                            const SplitOptions &options, const RunContext &context);

} // namespace slipway::data
