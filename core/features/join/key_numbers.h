#pragma once

#include "core/base/text_hash.h"
#include "core/data/block.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// Gives every different whole number a small one: 0, 1, 2, ... in the order of appearance.
class WholeNumbers
{
public:
    WholeNumbers();
    static constexpr std::uint32_t nobody = UINT32_MAX;

    std::uint32_t of(std::int64_t value);
    void prefetch(std::int64_t value) const { __builtin_prefetch(&m_slots[homeOf(value)]); }
    std::uint32_t find(std::int64_t value) const { return m_slots[slotOf(value)].number; } ///< or nobody
    std::size_t size() const { return m_size; }

private:
    struct Slot {
        std::int64_t value = 0;
        std::uint32_t number = 0;
    };
    std::size_t homeOf(std::int64_t value) const;
    std::size_t slotOf(std::int64_t value) const;
    void grow();

    std::vector<Slot> m_slots; ///< open addressing, at most half of it full
    unsigned m_shift; ///< of the hash, so that its top bits choose the slot
    std::size_t m_size = 0;
};

/// The same for keys of whole numbers and texts, of any number of columns; without columns all rows have 0.
class KeyNumbers
{
public:
    explicit KeyNumbers(std::size_t columns);

    /// The numbers of a block's rows; every row must have all keys. `keys` are its key columns.
    void of(std::span<const data::BlockColumn *const> keys, std::size_t rows,
            std::vector<std::uint32_t> &numbers);

    /// The numbers that of() has given to the same keys, WholeNumbers::nobody where it was never asked. A row
    /// that lacks a key has any of them.
    void find(std::span<const data::BlockColumn *const> keys, std::size_t rows,
              std::vector<std::uint32_t> &numbers) const;
    std::size_t size() const { return m_size; }

private:
    struct Column {
        WholeNumbers wholes {};
        TextMap<std::uint32_t> texts {};
        WholeNumbers pairs {}; ///< of the number so far and this column's
    };

    static void ofColumn(Column &column, const data::BlockColumn &key, std::span<std::uint32_t> numbers);
    static std::uint32_t findValue(const Column &column, const data::BlockColumn &key, std::size_t row);

    std::vector<Column> m_columns;
    std::size_t m_size = 0;
};

} // namespace slipway::features
