#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

namespace slipway::features {

/// Blocks of columns of whole numbers, in memory as long as they are few, then in a file without a name that
/// is gone with the process. Written once, then read as often as wanted.
class WholeSpool
{
public:
    using Columns = std::vector<std::vector<std::int64_t>>;

    /// `folder` empty: everything stays in memory.
    WholeSpool(std::size_t columns, std::filesystem::path folder);

    Status add(const Columns &block);
    std::size_t blocks() const { return m_rows.size(); }

    /// Fills `block` with the numbers of one block.
    Status read(std::size_t number, Columns &block) const;

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    Status open();
    Error failed() const;

    const std::size_t m_columns;
    const std::filesystem::path m_folder;
    std::vector<std::size_t> m_rows; ///< of each block
    std::vector<Columns> m_memory; ///< the first blocks
    std::size_t m_memoryBytes = 0;
    std::vector<std::int64_t> m_places; ///< in the file, of the further blocks
    std::int64_t m_fileBytes = 0;
    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace slipway::features
