#include "core/workspace/event_log.h"

#include "core/base/hash.h"
#include "core/base/messages.h"

namespace slipway::workspace {

namespace {

const std::string chainStart(64, '0');

constexpr std::string_view columns =
    "seq, time, actor, origin, job, kind, subject, payload, inverse, prev, hash";

/// What the hash covers: every field but the hash itself, in RFC 8785's one spelling.
std::string hashOf(const LoggedEvent &event)
{
    Json covered = {
        {"seq", event.seq},
        {"time", event.time},
        {"actor", event.origin.actor},
        {"origin", event.origin.through},
        {"job", event.origin.job},
        {"kind", event.change.kind},
        {"subject", event.change.subject},
        {"payload", event.change.payload},
        {"prev", event.previous},
    };
    if (event.change.inverse)
        covered["inverse"] = *event.change.inverse;
    return sha256(canonicalJson(covered));
}

/// Text that is no JSON any more cannot have the hash that it had; the check then says so.
LoggedEvent read(const Row &row)
{
    LoggedEvent event;
    event.seq = row.integer(0);
    event.time = row.integer(1);
    event.origin = {row.text(2), row.text(3), row.text(4)};
    event.change.kind = row.text(5);
    event.change.subject = row.text(6);
    event.change.payload = Json::parse(row.text(7), nullptr, false);
    if (!row.isNull(8))
        event.change.inverse = row.text(8);
    event.previous = row.text(9);
    event.hash = row.text(10);
    return event;
}

Error broken(std::int64_t seq, std::string_view why)
{
    return failure("audit.broken", {{"seq", seq}, {"why", why}});
}

} // namespace

Json toJson(const LoggedEvent &event)
{
    return {{"seq", event.seq},
            {"time", isoTime(event.time)},
            {"actor", event.origin.actor},
            {"origin", event.origin.through},
            {"job", event.origin.job},
            {"kind", event.change.kind},
            {"subject", event.change.subject},
            {"payload", event.change.payload},
            {"inverse", event.change.inverse ? Json(*event.change.inverse) : Json()},
            {"hash", event.hash}};
}

EventLog::EventLog(Store &store)
    : m_store(store)
{
}

Result<std::int64_t> EventLog::append(const Origin &origin, const Change &change)
{
    LoggedEvent event {.time = utcNow(), .origin = origin, .change = change, .previous = chainStart};
    SLIPWAY_TRY(m_store.transaction([&]() -> Status {
        SLIPWAY_TRY(
            m_store.each("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1", {}, [&](const Row &row) {
                event.seq = row.integer(0);
                event.previous = row.text(1);
            }));
        ++event.seq;
        event.hash = hashOf(event);
        return m_store.execute(
            "INSERT INTO events (seq, time, actor, origin, job, kind, subject, payload, inverse, "
            "prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {event.seq, event.time, origin.actor, origin.through, origin.job, change.kind, change.subject,
             canonicalJson(change.payload), change.inverse ? Value(*change.inverse) : Value(), event.previous,
             event.hash});
    }));
    return event.seq;
}

Result<ChainState> EventLog::verify(const RunContext &context) const
{
    ChainState state {.events = 0, .head = chainStart};
    std::optional<Error> found;
    SLIPWAY_TRY(
        m_store.each("SELECT " + std::string(columns) + " FROM events ORDER BY seq", {}, [&](const Row &row) {
            if (found || context.cancelled())
                return;
            const LoggedEvent event = read(row);
            if (event.seq != state.events + 1)
                found = broken(state.events + 1, "it is missing");
            else if (event.previous != state.head)
                found = broken(event.seq, "it does not follow the event before it");
            else if (event.change.payload.is_discarded() || hashOf(event) != event.hash
                     || canonicalJson(event.change.payload) != row.text(7)) // a repeated key, say
                found = broken(event.seq, "its content does not have the hash that was recorded");
            state = {.events = event.seq, .head = event.hash};
        }));
    if (context.cancelled())
        return cancelled();
    if (found)
        return *found;
    return state;
}

Result<std::vector<LoggedEvent>> EventLog::since(std::int64_t seq, std::int64_t limit) const
{
    std::vector<LoggedEvent> events;
    SLIPWAY_TRY(
        m_store.each("SELECT " + std::string(columns) + " FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
                     {seq, limit}, [&](const Row &row) { events.push_back(read(row)); }));
    return events;
}

Result<std::vector<LoggedEvent>> EventLog::ofKind(const std::string &kind, const std::string &subject,
                                                  std::int64_t limit) const
{
    std::vector<LoggedEvent> events;
    SLIPWAY_TRY(m_store.each(
        "SELECT " + std::string(columns)
            + " FROM events WHERE kind = ? AND (? = '' OR subject = ?) ORDER BY seq DESC LIMIT ?",
        {kind, subject, subject, limit}, [&](const Row &row) { events.push_back(read(row)); }));
    return events;
}

Result<std::optional<LoggedEvent>> EventLog::newest(const std::string &kind, const std::string &subject) const
{
    SLIPWAY_ASSIGN(auto events, ofKind(kind, subject, 1));
    return events.empty() ? std::optional<LoggedEvent>() : std::optional(std::move(events.front()));
}

Result<std::vector<LoggedEvent>> EventLog::before(std::int64_t seq, std::int64_t limit) const
{
    std::vector<LoggedEvent> events;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns)
                                 + " FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?",
                             {seq, limit}, [&](const Row &row) { events.push_back(read(row)); }));
    return events;
}

Result<std::vector<LoggedEvent>> EventLog::latest(std::int64_t limit) const
{
    std::vector<LoggedEvent> events;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns) + " FROM events ORDER BY seq DESC LIMIT ?",
                             {limit}, [&](const Row &row) { events.push_back(read(row)); }));
    return events;
}

} // namespace slipway::workspace
