#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/duckdb.h"
#include "core/workspace/vault.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace slipway::features {

/// The files of one build. They take their names together, after the last one is written.
class OutputFiles
{
public:
    OutputFiles(std::filesystem::path folder, const RunContext &context);

    /// Writes the answer of a query as Parquet. The file that is returned has no name of its own yet.
    Result<std::filesystem::path> writeQuery(data::Duck &duck, std::string_view name, std::string_view query);

    /// Forgets the file that was written last.
    void dropLast() { m_files.pop_back(); }

    Status writeText(std::string_view name, std::string_view text);

    Status commit();

private:
    std::filesystem::path m_folder;
    const RunContext &m_context;
    std::vector<workspace::NewFile> m_files;
};

} // namespace slipway::features
