#pragma once

#include "core/data/worlds/rows.h"

#include <algorithm>

namespace slipway::data {

/// A table's rows are made in blocks of this size; the last one holds what is left.
struct RowBlocks {
    std::size_t size = 0;

    std::size_t count(std::size_t rows) const { return (rows + size - 1) / size; }

    /// Gives `rows` the room for one block of a table of `all` rows, and says which row is its first.
    std::size_t begin(std::size_t block, const WorldTable &table, std::size_t all, TableRows &rows) const
    {
        const std::size_t first = block * size;
        rows.setRows(table, std::min(size, all - first));
        return first;
    }
};

} // namespace slipway::data
