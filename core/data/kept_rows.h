#pragma once

#include "core/base/run_context.h"
#include "core/data/source.h"

#include <filesystem>

namespace slipway::data {

/// A folder of this process where DuckDB puts what does not fit into memory; gone with the object.
class SpillFolder
{
public:
    /// Below `parent`, or below the system's temporary folder where that is empty. Made when it is needed.
    explicit SpillFolder(const std::filesystem::path &parent = {});
    ~SpillFolder();
    SpillFolder(const SpillFolder &) = delete;
    SpillFolder &operator=(const SpillFolder &) = delete;

    const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Reads a file of texts once into DuckDB, so that many queries do not parse it many times; Parquet stays
/// where it is, because its columns are read apart. The rows keep their order.
Status keepRows(Source &source, const RunContext &context);

} // namespace slipway::data
