#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace slipway {

/// One thing that happened while a job ran. `fields` are the event's own keys; the listener adds version,
/// sequence number, time and job.
struct Event {
    std::string kind; ///< started, progress, metric, artifact, log, state, result or error
    Json fields;
};

/// Where a job says what happens. Called from any thread of the job; an implementation locks.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void post(const Event &event) = 0;
};

/// Handed to every long operation: how it is told to stop, and where it says what happens.
struct RunContext {
    std::stop_token stop;
    EventSink *events = nullptr; ///< null in tests that do not listen

    bool cancelled() const { return stop.stop_requested(); }

    /// `fraction` from 0 to 1. Listeners thin these out to 20 a second, so calling it per batch is fine.
    void progress(double fraction, std::string_view stage) const;

    /// One point of a learning curve. Never dropped.
    void metric(std::string_view run, std::string_view key, std::int64_t step, double value) const;

    /// A file that the job has finished: what it is ("drift_report") and where, relative to the workspace.
    void artifact(std::string_view kind, std::string_view path) const;

    /// A sentence for the log: level "info", "warning" or "error".
    void log(std::string_view level, std::string_view message) const;

    /// The job's state changed in a way that a person should see ("listening on port 8000").
    void state(std::string_view state, const Json &fields = Json::object()) const;
};

} // namespace slipway
