#pragma once

#include "core/base/result.h"
#include "core/data/block.h"

#include <string>
#include <vector>

namespace slipway::data {

/// What a function of our own gives for a block of rows.
struct BlockAnswer {
    BlockColumn values;
    std::vector<std::uint64_t> validity; ///< a bit a row; all are set at first

    void miss(std::size_t row) { validity[row / 64] &= ~(std::uint64_t {1} << row % 64); }
};

/// A function of our own in the SQL of a DuckDB: one value for each row, from some columns of that row alone.
class BlockFunction
{
public:
    virtual ~BlockFunction() = default;
    /// As ProvidedColumn spells types.
    virtual std::vector<std::string> argumentTypes() const = 0;
    virtual std::string type() const = 0;
    /// Fills the vector of the values that belongs to the type. Called by many threads at once.
    virtual Status answer(const Block &arguments, BlockAnswer &answer) const = 0;
};

} // namespace slipway::data
