#pragma once

#include "core/data/block_function.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace slipway::features {

/// Columns of whole numbers by the number of a row: in memory as long as they are few, then in a file without
/// a name that is gone with the process. Written in any order by one thread, then read by any number of them.
/// The numbers of a row stand side by side, so that a row that comes out of order is written at once.
class WholePages
{
public:
    using Columns = std::vector<std::vector<std::int64_t>>;

    /// `folder` empty: everything stays in memory.
    WholePages(std::size_t columns, std::filesystem::path folder,
               std::int64_t memoryBytes = 256LL << 20); // what a laptop can spare beside DuckDB's own budget

    /// Keeps values[c][i] as column c of row rows[i].
    Status put(std::span<const std::int64_t> rows, const Columns &values);

    /// Gives up all rows, and the memory and the file that they take.
    void clear();

    /// A row that was never put has zeros.
    Status get(std::size_t column, std::span<const std::int64_t> rows, std::span<std::int64_t> values) const;

private:
    static constexpr std::int64_t pageRows = 2048; ///< as many as DuckDB asks for at once
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    Status open();
    Error failed() const;
    std::int64_t placeInFile(std::int64_t row) const;
    std::int64_t *inMemory(std::int64_t row);
    Status write(std::int64_t first, std::span<const std::int64_t> numbers);
    Result<const std::int64_t *> read(std::int64_t low, std::int64_t high) const;

    const std::size_t m_columns;
    const std::filesystem::path m_folder;
    const std::int64_t m_memoryRows; ///< the first ones are in memory, the others in the file
    const std::uint64_t m_number; ///< each object has another one
    std::vector<std::unique_ptr<std::int64_t[]>> m_memory; ///< pages
    std::int64_t m_fileRows = 0;
    std::unique_ptr<std::FILE, Close> m_file;
};

/// A column as a function of the row's number, a BIGINT.
std::shared_ptr<const data::BlockFunction> columnFunction(std::shared_ptr<const WholePages> pages,
                                                          std::size_t column);

} // namespace slipway::features
