#include "core/features/join/key_numbers.h"

#include <algorithm>
#include <utility>

namespace slipway::features {

namespace {

// Slots of so many rows ahead are fetched from memory while that of the present row is looked at.
constexpr std::size_t prefetchRows = 16;

std::int64_t pairOf(std::uint32_t one, std::uint32_t other)
{
    return static_cast<std::int64_t>(std::uint64_t {one} << 32 | other);
}

} // namespace

WholeNumbers::WholeNumbers()
    : m_slots(16, Slot {0, nobody})
    , m_shift(64 - 4)
{
}

/// Fibonacci hashing: neighbours land far apart.
std::size_t WholeNumbers::homeOf(std::int64_t value) const
{
    return static_cast<std::size_t>(static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15u >> m_shift);
}

std::size_t WholeNumbers::slotOf(std::int64_t value) const
{
    auto slot = homeOf(value);
    while (m_slots[slot].number != nobody && m_slots[slot].value != value)
        slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void WholeNumbers::grow()
{
    const auto old = std::exchange(m_slots, std::vector<Slot>(2 * m_slots.size(), Slot {0, nobody}));
    --m_shift;
    for (const auto &slot : old) {
        if (slot.number != nobody)
            m_slots[slotOf(slot.value)] = slot;
    }
}

std::uint32_t WholeNumbers::of(std::int64_t value)
{
    auto slot = slotOf(value);
    if (m_slots[slot].number != nobody)
        return m_slots[slot].number;
    if (2 * (m_size + 1) > m_slots.size()) {
        grow();
        slot = slotOf(value);
    }
    m_slots[slot] = {value, static_cast<std::uint32_t>(m_size)};
    return static_cast<std::uint32_t>(m_size++);
}

KeyNumbers::KeyNumbers(std::size_t columns)
    : m_columns(columns)
    , m_size(columns == 0 ? 1 : 0)
{
}

void KeyNumbers::ofColumn(Column &column, const data::BlockColumn &key, std::span<std::uint32_t> numbers)
{
    if (key.form == data::BlockColumn::Form::Whole) {
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            if (row + prefetchRows < numbers.size())
                column.wholes.prefetch(key.whole[row + prefetchRows]);
            numbers[row] = column.wholes.of(key.whole[row]);
        }
        return;
    }
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        const auto text = key.texts[row];
        auto found = column.texts.find(text);
        if (found == column.texts.end())
            found = column.texts.emplace(text, static_cast<std::uint32_t>(column.texts.size())).first;
        numbers[row] = found->second;
    }
}

void KeyNumbers::of(std::span<const data::BlockColumn *const> keys, std::size_t rows,
                    std::vector<std::uint32_t> &numbers)
{
    numbers.assign(rows, 0);
    std::vector<std::uint32_t> further(keys.size() > 1 ? rows : 0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto &column = m_columns[i];
        if (i == 0) {
            ofColumn(column, *keys[i], numbers);
            continue;
        }
        ofColumn(column, *keys[i], further);
        for (std::size_t row = 0; row < rows; ++row) {
            if (row + prefetchRows < rows)
                column.pairs.prefetch(pairOf(numbers[row + prefetchRows], further[row + prefetchRows]));
            numbers[row] = column.pairs.of(pairOf(numbers[row], further[row]));
        }
    }
    for (const auto number : numbers)
        m_size = std::max<std::size_t>(m_size, std::size_t {number} + 1);
}

std::uint32_t KeyNumbers::findValue(const Column &column, const data::BlockColumn &key, std::size_t row)
{
    if (key.form == data::BlockColumn::Form::Whole)
        return column.wholes.find(key.whole[row]);
    const auto found = column.texts.find(key.texts[row]);
    return found == column.texts.end() ? WholeNumbers::nobody : found->second;
}

void KeyNumbers::find(std::span<const data::BlockColumn *const> keys, std::size_t rows,
                      std::vector<std::uint32_t> &numbers) const
{
    numbers.assign(rows, 0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto &column = m_columns[i];
        for (std::size_t row = 0; row < rows; ++row) {
            const auto number = findValue(column, *keys[i], row);
            if (i == 0 || number == WholeNumbers::nobody || numbers[row] == WholeNumbers::nobody)
                numbers[row] = i == 0 ? number : WholeNumbers::nobody;
            else
                numbers[row] = column.pairs.find(pairOf(numbers[row], number));
        }
    }
}

} // namespace slipway::features
