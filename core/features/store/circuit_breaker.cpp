#include "core/features/store/circuit_breaker.h"

namespace slipway::features {

std::string_view circuitStateName(CircuitState state)
{
    switch (state) {
    case CircuitState::Closed:
        return "closed";
    case CircuitState::Open:
        return "open";
    case CircuitState::HalfOpen:
        return "half_open";
    }
    return {};
}

CircuitBreaker::CircuitBreaker(const CircuitOptions &options, std::function<bool()> probe)
    : m_options(options)
    , m_probe(std::move(probe))
    , m_watcher([this](const std::stop_token &stop) { watch(stop); })
{
}

CircuitBreaker::~CircuitBreaker() = default;

void CircuitBreaker::succeeded(std::chrono::steady_clock::duration took)
{
    if (took > m_options.slow) {
        m_slow.fetch_add(1, std::memory_order_relaxed);
        countFailure();
    } else if (m_inARow.load(std::memory_order_relaxed) != 0) {
        m_inARow.store(0, std::memory_order_relaxed);
    }
}

void CircuitBreaker::failed()
{
    countFailure();
}

void CircuitBreaker::countFailure()
{
    m_failures.fetch_add(1, std::memory_order_relaxed);
    if (m_inARow.fetch_add(1) + 1 < m_options.failures)
        return;
    const std::lock_guard lock(m_lock);
    auto closed = CircuitState::Closed;
    if (m_state.compare_exchange_strong(closed, CircuitState::Open)) {
        m_opened.fetch_add(1, std::memory_order_relaxed);
        m_changed.notify_all();
    }
}

void CircuitBreaker::watch(const std::stop_token &stop)
{
    std::unique_lock lock(m_lock);
    while (m_changed.wait(lock, stop, [this] { return m_state.load() == CircuitState::Open; })) {
        m_changed.wait_for(lock, stop, m_options.rest, [] { return false; });
        if (stop.stop_requested())
            return;
        m_state.store(CircuitState::HalfOpen);
        m_probes.fetch_add(1, std::memory_order_relaxed);
        lock.unlock();
        const auto begin = std::chrono::steady_clock::now();
        const bool works = m_probe() && std::chrono::steady_clock::now() - begin <= m_options.slow;
        lock.lock();
        m_inARow.store(0);
        m_state.store(works ? CircuitState::Closed : CircuitState::Open);
    }
}

CircuitFigures CircuitBreaker::figures() const
{
    return {.state = m_state.load(),
            .failures = m_failures.load(std::memory_order_relaxed),
            .slow = m_slow.load(std::memory_order_relaxed),
            .opened = m_opened.load(std::memory_order_relaxed),
            .probes = m_probes.load(std::memory_order_relaxed)};
}

} // namespace slipway::features
