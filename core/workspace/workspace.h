#pragma once

#include "core/base/log.h"
#include "core/workspace/artifacts.h"
#include "core/workspace/config.h"
#include "core/workspace/datasets.h"
#include "core/workspace/event_log.h"
#include "core/workspace/jobs.h"
#include "core/workspace/runs.h"
#include "core/workspace/store.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace slipway::workspace {

enum class OpenMode {
    Existing, ///< an error where there is no workspace
    Create, ///< an empty or missing folder becomes a workspace
};

/// A folder that a person can read: records, configuration, data, models, artifacts, jobs, reports and logs.
/// Several processes may have it open at once. One object belongs to one thread.
class Workspace
{
public:
    /// Opens the folder, sweeps what killed processes left half-written, and marks the runs of lost jobs as
    /// killed.
    static Result<Workspace> open(const std::filesystem::path &folder, OpenMode mode, const Origin &origin);

    const std::filesystem::path &folder() const { return m_folder; }
    std::filesystem::path operator/(std::string_view relative) const { return m_folder / relative; }
    std::filesystem::path configFolder() const { return m_folder / "config"; }
    bool readOnly() const { return m_store->readOnly(); }

    Store &store() const { return *m_store; }
    Runs runs() const { return Runs(*m_store); }
    Datasets datasets() const { return Datasets(*m_store); }
    EventLog events() const { return EventLog(*m_store); }
    Artifacts artifacts() const { return Artifacts(m_folder / "artifacts"); }
    Jobs jobs() const { return Jobs(m_folder / "jobs"); }

    const Origin &origin() const { return m_origin; }
    void setJob(const std::string &job) { m_origin.job = job; }

    Result<Config> config(std::string_view file) const;

    /// Changes records and remembers the change in the event log, both or neither.
    Status change(const Change &change, const std::function<Status()> &work = {}) const;

    /// A folder of its own below jobs/ where a job prepares files; on the same disk as everything else.
    std::filesystem::path workFolder(const std::string &job) const
    {
        return m_folder / "jobs" / job / "work";
    }

private:
    Workspace(std::filesystem::path folder, std::unique_ptr<Store> store, Origin origin);
    Status prepareFolders(OpenMode mode) const;
    void sweep() const;
    Status closeLostRuns() const;

    std::filesystem::path m_folder;
    std::unique_ptr<Store> m_store;
    Origin m_origin;
};

} // namespace slipway::workspace
