#pragma once

#include "core/workspace/event_log.h"

namespace slipway::workspace {

/// Tells a window or a server that something changed, whoever did it: ask every 250 ms, it costs one pragma
/// where nothing happened.
class ChangeFeed
{
public:
    /// Starts at the end of the log: only what comes later is reported.
    static Result<ChangeFeed> start(Store &store);

    /// Whether another process has committed since the last call, and the events that came with it.
    /// A change without an event (a metric point) is `changed` with no events.
    struct News {
        bool changed = false;
        std::vector<LoggedEvent> events;
    };
    Result<News> poll();

private:
    ChangeFeed(Store &store, std::int64_t version, std::int64_t seq);

    Store *m_store;
    std::int64_t m_version;
    std::int64_t m_seq;
};

} // namespace slipway::workspace
