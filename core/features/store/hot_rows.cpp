#include "core/features/store/hot_rows.h"

namespace slipway::features {

namespace {

constexpr std::size_t entryOverhead = 200; ///< of the list, the index and the strings, roughly

/// A thread's own memory for the name that is looked for.
const std::string &nameOf(ViewId view, std::string_view key)
{
    thread_local std::string name;
    name.assign(reinterpret_cast<const char *>(&view), sizeof view);
    name += key;
    return name;
}

} // namespace

HotRows::HotRows(std::size_t mostBytes)
    : m_mostBytes(mostBytes / shardCount)
{
}

HotRows::Shard &HotRows::shardOf(std::string_view name)
{
    // The index uses the low bits.
    return m_shards[(std::hash<std::string_view>()(name) >> 40) % m_shards.size()];
}

std::size_t HotRows::sizeOf(const Entry &entry)
{
    return entry.name.size() + entry.row.size() + entryOverhead;
}

void HotRows::drop(Shard &shard, Entries::iterator entry)
{
    shard.bytes -= sizeOf(*entry);
    shard.byName.erase(entry->name);
    shard.entries.erase(entry);
}

std::optional<HotRows::Clock::time_point> HotRows::find(ViewId view, std::uint32_t generation,
                                                        std::string_view key, std::string &row)
{
    const auto &name = nameOf(view, key);
    auto &shard = shardOf(name);
    const std::lock_guard lock(shard.lock);
    const auto found = shard.byName.find(name);
    if (found == shard.byName.end() || (generation != 0 && found->second->generation != generation))
        return std::nullopt;
    shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    row += found->second->row;
    return found->second->since;
}

void HotRows::keep(ViewId view, std::uint32_t generation, std::string_view key, std::string_view row)
{
    const auto &name = nameOf(view, key);
    auto &shard = shardOf(name);
    const std::lock_guard lock(shard.lock);
    const auto found = shard.byName.find(name);
    if (found == shard.byName.end()) {
        shard.entries.push_front({name, std::string(row), generation, Clock::now()});
        shard.byName.emplace(shard.entries.front().name, shard.entries.begin());
        shard.bytes += sizeOf(shard.entries.front());
    } else {
        auto &entry = *found->second;
        shard.bytes -= sizeOf(entry);
        entry.row = row;
        entry.generation = generation;
        entry.since = Clock::now();
        shard.bytes += sizeOf(entry);
        shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    }
    while (shard.bytes > m_mostBytes && !shard.entries.empty())
        drop(shard, std::prev(shard.entries.end()));
}

void HotRows::forget(ViewId view, std::string_view key)
{
    const auto &name = nameOf(view, key);
    auto &shard = shardOf(name);
    const std::lock_guard lock(shard.lock);
    if (const auto found = shard.byName.find(name); found != shard.byName.end())
        drop(shard, found->second);
}

void HotRows::count(std::uint64_t hits, std::uint64_t misses)
{
    m_hits.fetch_add(hits, std::memory_order_relaxed);
    m_misses.fetch_add(misses, std::memory_order_relaxed);
}

HotRows::Figures HotRows::figures() const
{
    Figures figures {m_hits.load(std::memory_order_relaxed), m_misses.load(std::memory_order_relaxed), 0};
    for (const auto &shard : m_shards) {
        const std::lock_guard lock(shard.lock);
        figures.bytes += shard.bytes;
    }
    return figures;
}

} // namespace slipway::features
