#include "core/data/hash_line.h"

namespace slipway::data {

namespace {

constexpr std::size_t mostWaiting = 8; // some hundred kilobytes each

} // namespace

HashLine::HashLine()
    : m_thread([this] { work(); })
{
}

HashLine::~HashLine()
{
    if (m_thread.joinable())
        (void)finish();
}

std::string HashLine::give(std::string piece)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_waiting.size() < mostWaiting; });
    m_waiting.push_back(std::move(piece));
    std::string empty;
    if (!m_spare.empty()) {
        empty = std::move(m_spare.back());
        m_spare.pop_back();
        empty.clear();
    }
    m_changed.notify_all();
    return empty;
}

std::string HashLine::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    m_thread.join();
    return m_hash.finish();
}

void HashLine::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [&] { return m_ended || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        std::string piece = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_changed.notify_all();
        lock.unlock();
        m_hash.update(piece);
        lock.lock();
        m_spare.push_back(std::move(piece));
    }
}

} // namespace slipway::data
