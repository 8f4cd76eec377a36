#pragma once

#include "core/base/run_context.h"
#include "core/data/column_facts.h"
#include "core/data/csv_split.h"
#include "core/data/csv_tokens.h"
#include "core/data/rejects.h"
#include "core/data/text_file.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace slipway::data {

/// How much of an import the look at every line takes, as its progress shows it; the rest is storing rows.
inline constexpr double lookingShare = 0.3;

struct RenamedColumn {
    std::size_t position = 0;
    std::string from;
    std::string to;
};

/// One file of a table.
struct TextPart {
    TextFile file;
    CsvDialect dialect {};
    bool quotedIsText = false; ///< what stands in quotes is a text, as in a copy made from JSON
    std::vector<std::string> names {};
    std::vector<RenamedColumn> renamed {};
    std::vector<std::size_t> columns {}; ///< where each of its fields goes in the table
    std::vector<Reject> above {}; ///< lines before the header
    std::uint64_t dataBegin = 0;
    std::uint64_t dataLine = 1;
};

struct PlanOptions {
    bool unionByName = false; ///< files may lack columns that others have
    std::uint64_t mostBytes = std::numeric_limits<std::uint64_t>::max(); ///< looks only at the beginning
    std::size_t blockBytes = 1 << 20;
};

/// How one or several text files become a table: every line has been looked at, so that types hold for all
/// rows.
struct TextPlan {
    struct Range {
        std::size_t part = 0;
        TextRange range;
    };

    ReadOptions options;
    std::vector<TextPart> parts {};
    std::vector<TextColumn> columns {};
    std::vector<Range> ranges {};
    std::uint64_t rows = 0; ///< before values that do not fit a given type are rejected
    std::uint64_t blankLines = 0; ///< that were passed over
    RejectCount rejected {}; ///< the lines that are no rows whatever the types
    bool whole = true; ///< false: only the beginning was looked at
};

/// Makes the plan for files of text (CSV of any dialect, JSON, SQLite).
Result<TextPlan> planText(const std::vector<std::filesystem::path> &files, const ReadOptions &options,
                          const PlanOptions &planning, const RunContext &context);

} // namespace slipway::data
