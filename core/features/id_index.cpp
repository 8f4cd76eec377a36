#include "core/features/id_index.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace slipway::features {

namespace {

// A table with more empty places than this for each id wastes more memory than a hash table.
constexpr std::uint64_t mostPlacesPerId = 8;

// 2^64 divided by the golden ratio: neighbouring ids go to far apart slots (Knuth, The Art of Computer
// Programming 3, 6.4).
constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;

} // namespace

IdIndex::IdIndex(std::span<const std::int64_t> ids)
{
    assert(ids.size() < nobody);
    if (ids.empty())
        return;
    const auto [least, most] = std::minmax_element(ids.begin(), ids.end());
    m_least = *least;
    const auto extent = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
    m_hashed = extent / mostPlacesPerId > ids.size();
    if (m_hashed)
        fillHash(ids);
    else
        fillTable(ids);
}

void IdIndex::fillTable(std::span<const std::int64_t> ids)
{
    const auto most = *std::max_element(ids.begin(), ids.end());
    m_rows.assign(static_cast<std::size_t>(most - m_least) + 1, nobody);
    for (std::size_t row = ids.size(); row-- > 0;)
        m_rows[static_cast<std::size_t>(ids[row] - m_least)] = static_cast<std::uint32_t>(row);
}

void IdIndex::fillHash(std::span<const std::int64_t> ids)
{
    const std::size_t slots = std::bit_ceil(ids.size() * 2);
    m_shift = 64 - static_cast<unsigned>(std::countr_zero(slots));
    m_ids.resize(slots);
    m_rows.assign(slots, nobody);
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto slot = slotOf(ids[row]);
        if (m_rows[slot] == nobody) {
            m_ids[slot] = ids[row];
            m_rows[slot] = static_cast<std::uint32_t>(row);
        }
    }
}

/// The slot that holds the id, or the empty one where it would stand. At least half of the slots are empty.
std::size_t IdIndex::slotOf(std::int64_t id) const
{
    auto slot = static_cast<std::size_t>((static_cast<std::uint64_t>(id) * golden) >> m_shift);
    while (m_rows[slot] != nobody && m_ids[slot] != id)
        slot = (slot + 1) & (m_rows.size() - 1);
    return slot;
}

std::optional<std::size_t> IdIndex::find(std::int64_t id) const
{
    if (m_rows.empty())
        return std::nullopt;
    std::uint32_t row = nobody;
    if (m_hashed) {
        row = m_rows[slotOf(id)];
    } else {
        const auto place = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(m_least);
        if (place < m_rows.size())
            row = m_rows[place];
    }
    return row == nobody ? std::nullopt : std::optional<std::size_t>(row);
}

} // namespace slipway::features
