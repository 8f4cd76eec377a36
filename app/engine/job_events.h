#pragma once

#include "app/engine/terminal.h"
#include "core/base/log.h"
#include "core/base/run_context.h"
#include "core/workspace/jobs.h"
#include "core/workspace/runs.h"
#include "core/workspace/store.h"

#include <map>
#include <memory>
#include <mutex>

namespace slipway::engine {

/// Hands the events of a job to everybody who listens: the job's folder, standard output (--events), the
/// progress bar, the workspace's log, and the records, where learning curves are kept.
class JobEvents : public EventSink
{
public:
    struct Listeners {
        std::unique_ptr<workspace::JobRecorder> recorder; ///< null for work without a workspace
        std::unique_ptr<workspace::Store> metrics; ///< a connection of its own: events come from any thread
        Log *log = nullptr;
        bool toOutput = false;
        bool bar = false;
    };

    explicit JobEvents(Listeners listeners);
    ~JobEvents() override;

    void post(const Event &event) override;

    /// The last event. Takes what is still buffered to the records first.
    void finish(const Event &event);

    /// The last event of a job that sits in one long call and may hold our lock: waits a moment for it, not
    /// for ever.
    void finishAtOnce(const Event &event);

private:
    bool isDue(const Event &event);
    void keepMetric(const Json &fields);
    void flushMetrics();
    void write(const Event &event);

    Listeners m_listeners;
    ProgressBar m_bar;
    std::timed_mutex m_mutex;
    double m_lastProgress = -1;
    double m_lastFlush = 0;
    std::map<std::string, std::vector<workspace::MetricPoint>> m_points;
    std::int64_t m_seq = 0; ///< counts the events of work without a recorder
};

} // namespace slipway::engine
