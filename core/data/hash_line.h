#pragma once

#include "core/base/hash.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace slipway::data {

/// Hashes pieces of bytes in the order in which they are given, on a thread of its own: whoever makes the
/// next piece does not wait for the hash of the last one. Holds a handful of pieces and no more.
class HashLine
{
public:
    HashLine();
    ~HashLine();
    HashLine(const HashLine &) = delete;
    HashLine &operator=(const HashLine &) = delete;

    /// Waits while too many pieces are in line. Returns an empty piece to fill, with room that one had
    /// before.
    std::string give(std::string piece);

    /// The SHA-256 of all pieces. Nothing can be given afterwards.
    std::string finish();

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_waiting;
    std::vector<std::string> m_spare;
    bool m_ended = false;
    Sha256 m_hash; ///< used by the thread while it runs
    std::thread m_thread;
};

} // namespace slipway::data
