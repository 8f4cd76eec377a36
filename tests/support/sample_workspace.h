#pragma once

#include "core/workspace/workspace.h"
#include "tests/support/end_jobs.h"
#include "tests/support/temporary_folder.h"

#include <QString>

namespace slipway::testing {

/// An empty workspace in a folder of its own, and what tests put into it. It stands for another process: it
/// has a connection of its own.
class SampleWorkspace
{
public:
    SampleWorkspace()
        : m_workspace(workspace::Workspace::open(m_folder / "feed ranking", workspace::OpenMode::Create,
                                                 {"ada", "cli", ""})
                          .value())
    {
    }

    ~SampleWorkspace() { endJobsIn(folder()); }
    SampleWorkspace(const SampleWorkspace &) = delete;
    SampleWorkspace &operator=(const SampleWorkspace &) = delete;

    const std::filesystem::path &folder() const { return m_workspace.folder(); }
    QString name() const { return QString::fromStdString(folder().string()); }
    workspace::Workspace &workspace() { return m_workspace; }
    workspace::Store &store() { return m_workspace.store(); }

    /// A finished run that took two seconds, with these latest metrics.
    std::string addRun(const std::string &name, const std::vector<workspace::MetricPoint> &points = {},
                       const std::string &status = "FINISHED")
    {
        auto runs = m_workspace.runs();
        const auto id = runs.create({"feed", name, "ada", ""}).value();
        (void)runs.setParam(id, "model.type", "mlp");
        (void)runs.addMetrics(id, points);
        const auto start = timeOfFirst + microsPerSecond * 60 * ++m_runs;
        const bool ended = status != "RUNNING";
        (void)store().execute(
            "UPDATE runs SET status = ?, start_time = ?, end_time = ? WHERE run_id = ?",
            {status, start, ended ? workspace::Value(start + 2 * microsPerSecond) : workspace::Value(), id});
        return id;
    }

    void addEvent(const std::string &kind, const std::string &subject, const Json &payload = Json::object(),
                  const std::optional<std::string> &inverse = {})
    {
        (void)m_workspace.change({kind, subject, payload, inverse});
    }

    static constexpr TimeMicros timeOfFirst = 1'577'880'000 * microsPerSecond; ///< 2020-01-01 12:00 UTC

private:
    TemporaryFolder m_folder;
    workspace::Workspace m_workspace;
    int m_runs = 0;
};

} // namespace slipway::testing
