#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace slipway::engine {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request. A thread waits for them, so nothing runs in a signal
/// handler. Work that has not ended `patience` after the request is inside one long call of a library: then
/// `giveUp` runs and the process ends with status 130.
class StopSignals
{
public:
    static constexpr std::chrono::milliseconds patience {400};

    /// Must be called before any other thread starts: threads inherit the signal mask.
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

    /// What records the end of a job that did not unwind in time. Called on the signal thread.
    void onGivingUp(std::function<void()> giveUp);

    /// The work has ended; from here on a signal changes nothing any more.
    void workEnded();

private:
    void wait();

    std::stop_source m_stop;
    std::function<void()> m_giveUp;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_ended = false;
    std::thread m_thread;
};

} // namespace slipway::engine
