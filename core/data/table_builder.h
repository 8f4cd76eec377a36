#pragma once

#include "core/data/block.h"
#include "core/data/table.h"

#include <unordered_map>

namespace slipway::data {

/// Puts blocks together into a table: texts as codes, times as seconds.
class TableBuilder
{
public:
    void add(const Block &block);
    Table finish() &&;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view> {}(text); }
    };
    using Levels = std::unordered_map<std::string, std::int32_t, TextHash, std::equal_to<>>;

    static void addNumbers(const BlockColumn &from, std::size_t rows, Column &to);
    static void addTexts(const BlockColumn &from, std::size_t rows, Column &to, Levels &levels);

    Table m_table;
    std::vector<Levels> m_levels; ///< of each column, where each level stands
};

} // namespace slipway::data
