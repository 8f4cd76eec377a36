#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/row_view.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

enum class ExportFormat { Csv, Parquet, JsonLines };

/// "csv", "parquet" or "json"; where that is empty, what the ending of the file says.
Result<ExportFormat> exportFormat(const std::filesystem::path &file, std::string_view named = {});

/// What stands behind the name of the file in a COPY ... TO: "(FORMAT csv, HEADER, ...)".
std::string copyOptions(ExportFormat format);

struct ExportSummary {
    std::int64_t rows = 0;
    std::uintmax_t bytes = 0;
};

/// Which part of a table is wanted.
struct ExportedPart {
    RowView view {};
    std::vector<std::string> columns {}; ///< by name, in this order; empty: all
    std::filesystem::path spillFolder {}; ///< for a sort; empty: below the system's temporary folder
};

/// Writes the rows and columns of a table, or of a part of it, into a file of another format, in order. The
/// file appears under its name when it is whole, and replaces what was there.
Result<ExportSummary> exportTable(const std::filesystem::path &table, const std::filesystem::path &file,
                                  ExportFormat format, const ReadOptions &reading, const RunContext &context,
                                  const ExportedPart &part = {});

} // namespace slipway::data
