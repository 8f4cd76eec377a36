#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/read.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

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

/// Writes every row and column of a table into a file of another format, in order. The file appears under its
/// name when it is whole, and replaces what was there.
Result<ExportSummary> exportTable(const std::filesystem::path &table, const std::filesystem::path &file,
                                  ExportFormat format, const ReadOptions &reading, const RunContext &context);

} // namespace slipway::data
