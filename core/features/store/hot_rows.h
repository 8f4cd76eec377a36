#pragma once

#include "core/features/store/read_batch.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace slipway::features {

/// The rows that were asked for lately, up to a number of bytes; those that nobody asks for give way. Rows of
/// a generation that was replaced are not handed out. Any thread.
class HotRows
{
public:
    using Clock = std::chrono::steady_clock;

    explicit HotRows(std::size_t mostBytes);

    /// Appends the row to `row` and says since when it is known. `generation` 0: whichever there is. An
    /// entity that has no row is remembered too; its row is empty.
    std::optional<Clock::time_point> find(ViewId view, std::uint32_t generation, std::string_view key,
                                          std::string &row);
    void keep(ViewId view, std::uint32_t generation, std::string_view key, std::string_view row);
    void forget(ViewId view, std::string_view key);

    struct Figures {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::size_t bytes = 0;
    };
    Figures figures() const;
    void count(std::uint64_t hits, std::uint64_t misses);

private:
    struct Entry {
        std::string name; ///< view and key
        std::string row;
        std::uint32_t generation;
        Clock::time_point since;
    };
    using Entries = std::list<Entry>; ///< asked for last in front
    struct Shard {
        mutable std::mutex lock;
        Entries entries;
        std::unordered_map<std::string_view, Entries::iterator> byName; ///< names of the entries
        std::size_t bytes = 0;
    };

    Shard &shardOf(std::string_view name);
    void drop(Shard &shard, Entries::iterator entry);
    static std::size_t sizeOf(const Entry &entry);

    static constexpr std::size_t shardCount = 16;
    const std::size_t m_mostBytes; ///< of a shard
    std::array<Shard, shardCount> m_shards;
    std::atomic<std::uint64_t> m_hits {0};
    std::atomic<std::uint64_t> m_misses {0};
};

} // namespace slipway::features
