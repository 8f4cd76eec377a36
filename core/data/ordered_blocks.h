#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace slipway::data {

/// Makes blocks 0 to count - 1 on several threads and hands them to each of several readers in order. Only a
/// few blocks exist at any time, and their memory is used again. What a block holds must follow from its
/// index alone; then the number of threads does not show.
template <typename Block>
class OrderedBlocks
{
public:
    using Make = std::function<void(std::size_t index, Block &into)>;

    OrderedBlocks(std::size_t count, std::size_t readers, std::size_t threads, Make make,
                  std::stop_token stop)
        : m_count(count)
        , m_make(std::move(make))
        , m_slots(2 * threads + 2)
        , m_position(readers, 0)
        , m_holds(readers, false)
        , m_fromOutside(stop, [this] { m_stop.request_stop(); })
    {
        for (std::size_t i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { work(); });
    }

    ~OrderedBlocks()
    {
        stop();
        m_threads.clear();
    }

    /// The next block of this reader, valid until it asks again; null at the end and after a stop.
    const Block *next(std::size_t reader)
    {
        std::unique_lock lock(m_mutex);
        if (m_holds[reader]) {
            m_holds[reader] = false;
            ++m_position[reader];
            m_changed.notify_all();
        }
        const std::size_t index = m_position[reader];
        if (index == m_count)
            return nullptr;
        Slot &slot = m_slots[index % m_slots.size()];
        if (!m_changed.wait(lock, m_stop.get_token(), [&] { return slot.made == index + 1; }))
            return nullptr;
        m_holds[reader] = true;
        return &slot.block;
    }

    /// Ends all waiting, for a reader that gives up.
    void stop() { m_stop.request_stop(); }

private:
    struct Slot {
        Block block;
        std::size_t made = 0; ///< index + 1 of the block that it holds
    };

    void work()
    {
        std::unique_lock lock(m_mutex);
        while (m_next < m_count) {
            const std::size_t index = m_next;
            const auto hasRoom = [&] {
                return m_next != index
                    || index < *std::min_element(m_position.begin(), m_position.end()) + m_slots.size();
            };
            if (!m_changed.wait(lock, m_stop.get_token(), hasRoom))
                return;
            if (m_next != index)
                continue; // another thread took it
            ++m_next;
            Slot &slot = m_slots[index % m_slots.size()];
            lock.unlock();
            m_make(index, slot.block);
            lock.lock();
            slot.made = index + 1;
            m_changed.notify_all();
        }
    }

    const std::size_t m_count;
    const Make m_make;
    std::vector<Slot> m_slots;
    std::vector<std::size_t> m_position; ///< of each reader
    std::vector<bool> m_holds;
    std::size_t m_next = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_fromOutside;
    std::vector<std::jthread> m_threads; ///< the last member: the threads use all others
};

} // namespace slipway::data
