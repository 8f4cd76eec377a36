#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/workspace/store.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::workspace {

/// Who changes something, and through what.
struct Origin {
    std::string actor; ///< the name that the system knows the person by
    std::string through = "cli"; ///< cli, console, server or pipeline
    std::string job; ///< id of the job, empty where there is none
};

/// What is to be remembered. `payload` holds references and digests, never personal values, so that erasing a
/// person's data does not break the chain.
struct Change {
    std::string kind; ///< "model.promoted"
    std::string subject; ///< "feed-model/3"
    Json payload = Json::object();
    std::optional<std::string> inverse; ///< the command line that takes it back, "runs restore 44"
};

struct LoggedEvent {
    std::int64_t seq = 0;
    TimeMicros time = 0;
    Origin origin;
    Change change;
    std::string previous; ///< hash of the event before
    std::string hash;
};

Json toJson(const LoggedEvent &event);

/// The state of the chain after a full check.
struct ChainState {
    std::int64_t events = 0;
    std::string head; ///< hash of the last event
};

/// The append-only record of everything that changed: each event holds the hash of the one before it, so that
/// no event can be altered, removed or slipped in without every later hash telling.
class EventLog
{
public:
    explicit EventLog(Store &store);

    /// Adds an event in the transaction that is under way, or in one of its own. Returns its number.
    Result<std::int64_t> append(const Origin &origin, const Change &change);

    /// Recomputes every hash. The error names the first event that does not fit.
    Result<ChainState> verify(const RunContext &context = {}) const;

    /// Events after `seq`, oldest first.
    Result<std::vector<LoggedEvent>> since(std::int64_t seq, std::int64_t limit) const;

    /// The newest event of a kind ("features.built"), about one subject or about any.
    Result<std::optional<LoggedEvent>> newest(const std::string &kind, const std::string &subject = {}) const;

    /// Events of a kind, newest first.
    Result<std::vector<LoggedEvent>> ofKind(const std::string &kind, const std::string &subject,
                                            std::int64_t limit) const;

    /// A page further back: events before `seq`, newest first.
    Result<std::vector<LoggedEvent>> before(std::int64_t seq, std::int64_t limit) const;

    /// The newest events, newest first.
    Result<std::vector<LoggedEvent>> latest(std::int64_t limit) const;

private:
    Store &m_store;
};

} // namespace slipway::workspace
