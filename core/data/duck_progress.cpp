#include "core/data/duck_progress.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace slipway::data {

namespace {

constexpr std::chrono::milliseconds pause {100};

} // namespace

DuckProgress::DuckProgress(const Duck &duck, const RunContext &context, ProgressSpan span)
    : m_watch([&duck, context, span = std::move(span)](const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any ended;
        std::unique_lock lock(mutex);
        double furthest = 0; // DuckDB's guess can fall back when a later part begins
        do {
            furthest = std::max(furthest, duck.progress());
            context.progress(span.from + (span.to - span.from) * furthest, span.stage);
        } while (!ended.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); }));
    })
{
}

} // namespace slipway::data
