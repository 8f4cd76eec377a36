#include "app/engine/stop_signals.h"

#include <csignal>
#include <ctime>
#include <pthread.h>
#include <unistd.h>

namespace slipway::engine {

namespace {

constexpr int exitCancelled = 130;

sigset_t stopSignalSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

StopSignals::StopSignals()
{
    const sigset_t set = stopSignalSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A reader that went away is no reason to end: the write fails and is passed over.
    std::signal(SIGPIPE, SIG_IGN);
    m_thread = std::thread([this] { wait(); });
}

StopSignals::~StopSignals()
{
    workEnded();
    m_thread.join();
}

void StopSignals::onGivingUp(std::function<void()> giveUp)
{
    const std::lock_guard lock(m_mutex);
    m_giveUp = std::move(giveUp);
}

void StopSignals::workEnded()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended)
            return;
        m_ended = true;
    }
    m_changed.notify_all();
    pthread_kill(m_thread.native_handle(), SIGHUP); // wakes sigwait; ignored because the work has ended
}

void StopSignals::wait()
{
    const sigset_t set = stopSignalSet();
    int signal = 0;
    sigwait(&set, &signal);
    std::unique_lock lock(m_mutex);
    if (m_ended)
        return;
    lock.unlock();
    m_stop.request_stop(); // runs the callbacks that interrupt a query
    lock.lock();
    if (m_changed.wait_for(lock, patience, [this] { return m_ended; }))
        return;
    if (m_giveUp)
        m_giveUp();
    ::_exit(exitCancelled);
}

} // namespace slipway::engine
