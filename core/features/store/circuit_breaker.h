#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

namespace slipway::features {

enum class CircuitState {
    Closed, ///< all is well
    Open, ///< it failed too often, and is left alone
    HalfOpen, ///< it is being tried
};

std::string_view circuitStateName(CircuitState state); ///< "half_open"

struct CircuitOptions {
    int failures = 3; ///< so many in a row open it
    std::chrono::milliseconds slow {20}; ///< an answer that took longer counts as a failure
    std::chrono::milliseconds rest {500}; ///< from opening to the first try, and between tries
};

struct CircuitFigures {
    CircuitState state = CircuitState::Closed;
    std::uint64_t failures = 0; ///< slow answers too
    std::uint64_t slow = 0;
    std::uint64_t opened = 0;
    std::uint64_t probes = 0;
};

/// Keeps requests away from something that fails, and tries from time to time whether it works again: on a
/// thread of its own, so that no request pays for the try. Any thread.
class CircuitBreaker
{
public:
    /// `probe` says whether it works.
    CircuitBreaker(const CircuitOptions &options, std::function<bool()> probe);
    ~CircuitBreaker();

    bool allows() const { return m_state.load(std::memory_order_acquire) == CircuitState::Closed; }
    void succeeded(std::chrono::steady_clock::duration took);
    void failed();

    CircuitFigures figures() const;

private:
    void countFailure();
    void watch(const std::stop_token &stop);

    const CircuitOptions m_options;
    const std::function<bool()> m_probe;
    std::atomic<CircuitState> m_state {CircuitState::Closed};
    std::atomic<int> m_inARow {0};
    std::atomic<std::uint64_t> m_failures {0};
    std::atomic<std::uint64_t> m_slow {0};
    std::atomic<std::uint64_t> m_opened {0};
    std::atomic<std::uint64_t> m_probes {0};
    std::mutex m_lock;
    std::condition_variable_any m_changed;
    std::jthread m_watcher; ///< last: it uses the others
};

} // namespace slipway::features
