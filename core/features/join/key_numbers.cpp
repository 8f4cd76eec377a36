#include "core/features/join/key_numbers.h"

#include <algorithm>
#include <utility>

namespace slipway::features {

WholeNumbers::WholeNumbers()
    : m_slots(16, Slot {0, nobody})
    , m_shift(64 - 4)
{
}

std::size_t WholeNumbers::slotOf(std::int64_t value) const
{
    // Fibonacci hashing: neighbours land far apart.
    auto slot = static_cast<std::size_t>(static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15u >> m_shift);
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

std::uint32_t KeyNumbers::ofValue(Column &column, const data::BlockColumn &key, std::size_t row)
{
    if (key.form == data::BlockColumn::Form::Whole)
        return column.wholes.of(key.whole[row]);
    const auto text = key.texts[row];
    const auto found = column.texts.find(text);
    if (found != column.texts.end())
        return found->second;
    const auto number = static_cast<std::uint32_t>(column.texts.size());
    column.texts.emplace(text, number);
    return number;
}

void KeyNumbers::of(std::span<const data::BlockColumn *const> keys, std::size_t rows,
                    std::vector<std::uint32_t> &numbers)
{
    numbers.assign(rows, 0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto &column = m_columns[i];
        for (std::size_t row = 0; row < rows; ++row) {
            const auto number = ofValue(column, *keys[i], row);
            numbers[row] = i == 0
                ? number
                : column.pairs.of(static_cast<std::int64_t>(std::uint64_t {numbers[row]} << 32 | number));
        }
    }
    for (const auto number : numbers)
        m_size = std::max<std::size_t>(m_size, std::size_t {number} + 1);
}

} // namespace slipway::features
