#include "app/engine/job_events.h"

#include "core/base/clock.h"

#include <chrono>

namespace slipway::engine {

namespace {

constexpr double secondsBetweenProgress = 1.0 / 20;
constexpr double secondsBetweenFlushes = 0.25;

LogLevel levelOf(const std::string &name)
{
    return name == "error" ? LogLevel::Error : name == "warning" ? LogLevel::Warning : LogLevel::Info;
}

} // namespace

JobEvents::JobEvents(Listeners listeners)
    : m_listeners(std::move(listeners))
    , m_bar(m_listeners.bar)
{
    if (m_listeners.recorder && m_listeners.toOutput)
        print(writeJson(m_listeners.recorder->startedEvent()) + "\n");
}

JobEvents::~JobEvents()
{
    m_bar.clear();
}

void JobEvents::post(const Event &event)
{
    const std::lock_guard lock(m_mutex);
    if (!isDue(event))
        return;
    if (event.kind == "metric")
        keepMetric(event.fields);
    if (event.kind == "progress")
        m_bar.show(event.fields.value("fraction", 0.0), event.fields.value("stage", ""));
    if (event.kind == "log" && m_listeners.log) {
        m_bar.clear();
        m_listeners.log->write(levelOf(event.fields.value("level", "info")),
                               event.fields.value("message", ""),
                               {{"job", m_listeners.recorder ? m_listeners.recorder->id() : ""}});
    }
    write(event);
}

void JobEvents::finish(const Event &event)
{
    const std::lock_guard lock(m_mutex);
    flushMetrics();
    m_bar.clear();
    write(event);
}

void JobEvents::finishAtOnce(const Event &event)
{
    const std::unique_lock lock(m_mutex, std::chrono::milliseconds(30));
    if (lock)
        m_bar.clear();
    write(event);
}

/// At most 20 progress events a second; a change of stage and the end are always shown.
bool JobEvents::isDue(const Event &event)
{
    if (event.kind != "progress")
        return true;
    const double now = steadySeconds();
    if (now - m_lastProgress < secondsBetweenProgress && event.fields.value("fraction", 0.0) < 1)
        return false;
    m_lastProgress = now;
    return true;
}

void JobEvents::keepMetric(const Json &fields)
{
    if (!m_listeners.metrics)
        return;
    m_points[fields.at("run").get<std::string>()].push_back({fields.at("key").get<std::string>(),
                                                             fields.at("step").get<std::int64_t>(), utcNow(),
                                                             fields.at("value").get<double>()});
    if (steadySeconds() - m_lastFlush >= secondsBetweenFlushes)
        flushMetrics();
}

void JobEvents::flushMetrics()
{
    m_lastFlush = steadySeconds();
    for (const auto &[run, points] : m_points) {
        const auto kept = workspace::Runs(*m_listeners.metrics).addMetrics(run, points);
        if (!kept && m_listeners.log)
            m_listeners.log->write(LogLevel::Error, kept.error().message, {{"run", run}});
    }
    m_points.clear();
}

void JobEvents::write(const Event &event)
{
    Json written;
    if (m_listeners.recorder) {
        written = m_listeners.recorder->append(event.kind, event.fields);
    } else {
        written = event.fields;
        written["v"] = 1;
        written["seq"] = ++m_seq;
        written["time"] = isoTime(utcNow());
        written["event"] = event.kind;
    }
    if (m_listeners.toOutput && !written.empty())
        print(writeJson(written) + "\n");
}

} // namespace slipway::engine
