#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace slipway::features {

/// Finds the row of an id. Ids that lie close together are looked up in a table, scattered ones in a hash
/// table with open addressing; both take some nanoseconds and no lock. Immutable: any number of threads may
/// ask.
class IdIndex
{
public:
    IdIndex() = default;

    /// Row i has the id ids[i]. Of equal ids the first counts.
    explicit IdIndex(std::span<const std::int64_t> ids);

    std::optional<std::size_t> find(std::int64_t id) const;

private:
    std::size_t slotOf(std::int64_t id) const;
    void fillTable(std::span<const std::int64_t> ids);
    void fillHash(std::span<const std::int64_t> ids);

    static constexpr std::uint32_t nobody = UINT32_MAX;

    bool m_hashed = false;
    std::int64_t m_least = 0; ///< of the ids in the table
    unsigned m_shift = 0; ///< of the hash, so that its top bits choose the slot
    std::vector<std::int64_t> m_ids; ///< one a slot of the hash table
    std::vector<std::uint32_t> m_rows; ///< one a slot
};

} // namespace slipway::features
