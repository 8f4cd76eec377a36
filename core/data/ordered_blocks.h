#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace slipway::data {

/// Makes blocks 0 to count - 1 on several threads and hands them to each of several readers in order. Only a
/// few blocks exist at any time, and their memory is used again. What a block holds must follow from its
/// index and, where it is settled, from the blocks before; then the number of threads does not show.
template <typename Block>
class OrderedBlocks
{
public:
    using Step = std::function<void(std::size_t index, Block &into)>;

    struct Steps {
        Step make; ///< in any order, on several threads at once
        Step settle; ///< in order, one at a time: for what depends on the blocks before. May be empty
        Step finish; ///< in any order again, once it is settled. May be empty
    };

    OrderedBlocks(std::size_t count, std::size_t readers, std::size_t threads, Steps steps,
                  std::stop_token stop)
        : m_count(count)
        , m_steps(std::move(steps))
        , m_slots(mostAtOnce(threads))
        , m_position(readers, 0)
        , m_holds(readers, false)
        , m_fromOutside(stop, [this] { m_stop.request_stop(); })
    {
        for (std::size_t i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { work(); });
    }

    OrderedBlocks(std::size_t count, std::size_t readers, std::size_t threads, Step make,
                  std::stop_token stop)
        : OrderedBlocks(count, readers, threads, Steps {std::move(make), {}, {}}, stop)
    {
    }

    ~OrderedBlocks()
    {
        stop();
        m_threads.clear();
    }

    /// How many blocks exist at any time, which bounds the memory.
    static std::size_t mostAtOnce(std::size_t threads) { return 2 * threads + 2; }

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
        Slot &slot = slotOf(index);
        const auto there = [&] { return slot.finished == index + 1; };
        if (!m_changed.wait(lock, m_stop.get_token(), there) || m_stop.stop_requested())
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
        std::size_t finished = 0;
    };

    Slot &slotOf(std::size_t index) { return m_slots[index % m_slots.size()]; }

    bool canMake() const
    {
        return m_next < m_count
            && m_next < *std::min_element(m_position.begin(), m_position.end()) + m_slots.size();
    }
    bool canSettle() { return !m_settling && m_settled < m_next && slotOf(m_settled).made == m_settled + 1; }
    bool canFinish() const { return !m_toFinish.empty(); }
    bool allDone() const { return m_settled == m_count && m_toFinish.empty(); }

    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            const auto something = [&] { return canSettle() || canFinish() || canMake() || allDone(); };
            if (!m_changed.wait(lock, m_stop.get_token(), something) || m_stop.stop_requested())
                return;
            if (canSettle())
                settle(lock);
            else if (canFinish())
                finish(lock);
            else if (canMake())
                make(lock);
            else
                return;
            m_changed.notify_all();
        }
    }

    void make(std::unique_lock<std::mutex> &lock)
    {
        const std::size_t index = m_next++;
        run(m_steps.make, index, lock);
        slotOf(index).made = index + 1;
    }

    void settle(std::unique_lock<std::mutex> &lock)
    {
        m_settling = true;
        const std::size_t index = m_settled;
        run(m_steps.settle, index, lock);
        m_settling = false;
        ++m_settled;
        if (m_steps.finish)
            m_toFinish.push_back(index);
        else
            slotOf(index).finished = index + 1;
    }

    void finish(std::unique_lock<std::mutex> &lock)
    {
        const std::size_t index = m_toFinish.front();
        m_toFinish.pop_front();
        run(m_steps.finish, index, lock);
        slotOf(index).finished = index + 1;
    }

    /// One step without the lock; the slot is this thread's own meanwhile.
    void run(const Step &step, std::size_t index, std::unique_lock<std::mutex> &lock)
    {
        if (!step)
            return;
        Slot &slot = slotOf(index);
        lock.unlock();
        step(index, slot.block);
        lock.lock();
    }

    const std::size_t m_count;
    const Steps m_steps;
    std::vector<Slot> m_slots;
    std::vector<std::size_t> m_position; ///< of each reader
    std::vector<bool> m_holds;
    std::size_t m_next = 0; ///< the next block to make
    std::size_t m_settled = 0; ///< how many are settled
    bool m_settling = false;
    std::deque<std::size_t> m_toFinish;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_fromOutside;
    std::vector<std::jthread> m_threads; ///< the last member: the threads use all others
};

} // namespace slipway::data
