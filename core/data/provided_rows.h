#pragma once

#include "core/base/result.h"
#include "core/data/block.h"

#include <memory>
#include <string>
#include <vector>

namespace slipway::data {

/// Rows that are read once, block by block.
class BlockReader
{
public:
    virtual ~BlockReader() = default;
    /// The next block, valid until the next call; null at the end.
    virtual Result<const Block *> next() = 0;
};

/// A table that is no file of DuckDB's kinds and is handed to it row by row.
class BlockProvider
{
public:
    struct ProvidedColumn {
        std::string name;
        std::string type; ///< BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP WITH TIME ZONE or VARCHAR
    };

    virtual ~BlockProvider() = default;
    virtual std::vector<ProvidedColumn> columns() const = 0;
    /// Starts from the first row. Only the columns in `wanted` need to be filled.
    virtual std::unique_ptr<BlockReader> read(const std::vector<std::size_t> &wanted) const = 0;
};

} // namespace slipway::data
