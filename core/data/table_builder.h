#pragma once

#include "core/base/text_hash.h"
#include "core/data/block.h"
#include "core/data/table.h"

namespace slipway::data {

/// Puts blocks together into a table: texts as codes, times as seconds.
class TableBuilder
{
public:
    void add(const Block &block);
    Table finish() &&;

private:
    using Levels = TextMap<std::int32_t>;

    static void addNumbers(const BlockColumn &from, std::size_t rows, Column &to);
    static void addTexts(const BlockColumn &from, std::size_t rows, Column &to, Levels &levels);

    Table m_table;
    std::vector<Levels> m_levels; ///< of each column, where each level stands
};

} // namespace slipway::data
