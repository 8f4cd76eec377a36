#include "core/workspace/workspace.h"

#include "core/base/messages.h"
#include "core/workspace/sqlite_store.h"
#include "core/workspace/vault.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace slipway::workspace {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view records = "slipway.db";

constexpr std::array<std::string_view, 13> folders {
    "config",
    "data/raw",
    "data/processed",
    "data/features",
    "data/reference",
    "data/predictions",
    "data/monitoring",
    "models/training",
    "models/production",
    "artifacts",
    "jobs",
    "reports",
    "logs",
};

/// A folder that nobody else uses: missing, empty, or a workspace whose records were moved away. Folders
/// called data and models alone may be anybody's project.
bool canBecomeWorkspace(const fs::path &folder)
{
    std::error_code error;
    const bool wasWorkspace = fs::exists(folder / "artifacts", error) && fs::exists(folder / "jobs", error);
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        const auto name = entry.path().filename().string();
        const bool isKnown = name == "views" || name == "cache" || name == "online"
            || std::any_of(folders.begin(), folders.end(),
                           [&](std::string_view known) { return known.substr(0, known.find('/')) == name; });
        const bool ours = name.starts_with(records) || (wasWorkspace && isKnown);
        if (!ours || fs::is_symlink(entry.path(), error))
            return false;
    }
    return true;
}

Error unmakeable(const fs::path &folder, const std::error_code &error)
{
    if (error.value() == ENOSPC)
        return failure("file.disk_full", {{"folder", folder.string()}});
    return failure("file.read_only", {{"folder", folder.string()}}, error.message());
}

} // namespace

Workspace::Workspace(fs::path folder, std::unique_ptr<Store> store, Origin origin)
    : m_folder(std::move(folder))
    , m_store(std::move(store))
    , m_origin(std::move(origin))
{
}

Result<Workspace> Workspace::open(const fs::path &given, OpenMode mode, const Origin &origin)
{
    std::error_code error;
    if (given.empty())
        return failure("workspace.unnamed");
    const fs::path folder = fs::absolute(given, error).lexically_normal();
    if (error) // the folder that one is in was removed
        return failure("workspace.missing", {{"folder", given.string()}});
    if (fs::exists(folder, error) && !fs::is_directory(folder, error))
        return failure("workspace.not_a_folder", {{"folder", folder.string()}});
    if (!fs::exists(folder / records, error)) {
        if (mode == OpenMode::Existing)
            return failure("workspace.missing", {{"folder", folder.string()}});
        if (!canBecomeWorkspace(folder))
            return failure("workspace.not_one", {{"folder", folder.string()}});
        fs::create_directories(folder, error);
        if (error)
            return unmakeable(folder, error);
    }
    SLIPWAY_ASSIGN(auto store, openSqliteStore(folder / records));
    Workspace workspace(folder, std::move(store), origin);
    if (!workspace.readOnly()) {
        SLIPWAY_TRY(workspace.prepareFolders(mode));
        workspace.sweep();
        SLIPWAY_TRY(workspace.closeLostRuns());
    }
    return workspace;
}

Status Workspace::prepareFolders(OpenMode mode) const
{
    std::error_code error;
    for (const auto name : folders) {
        fs::create_directories(m_folder / name, error);
        if (error)
            return unmakeable(m_folder / name, error);
    }
    if (mode == OpenMode::Existing)
        return done();
    for (const auto &schema : configSchemas()) {
        if (!fs::exists(configFolder() / schema.file))
            SLIPWAY_TRY(writeFile(configFolder() / schema.file, standardConfig(schema)));
    }
    return done();
}

/// What killed processes left half-written: temporary files anywhere, and the work folders of jobs that have
/// ended.
void Workspace::sweep() const
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(m_folder, error)) {
        if (entry.is_directory(error) && entry.path().filename() != "jobs")
            sweepTemporaries(entry.path());
    }
    for (const auto &entry : fs::directory_iterator(m_folder / "jobs", error)) {
        const auto work = entry.path() / "work";
        if (!fs::exists(work, error))
            continue;
        const auto job = jobs().find(entry.path().filename().string());
        if (!job || job.value().state != JobState::Running)
            fs::remove_all(work, error);
    }
}

/// A job that was killed could not say so in its run.
Status Workspace::closeLostRuns() const
{
    std::vector<std::pair<std::string, std::string>> running;
    SLIPWAY_TRY(m_store->each("SELECT run_id, job FROM runs WHERE status = 'RUNNING' AND job <> ''", {},
                              [&](const Row &row) { running.emplace_back(row.text(0), row.text(1)); }));
    for (const auto &[run, job] : running) {
        const auto summary = jobs().find(job);
        if (summary && summary.value().state == JobState::Running)
            continue;
        const bool failed = summary && summary.value().state == JobState::Failed;
        // Only where it still runs: the job may have finished it between the two looks.
        SLIPWAY_TRY(m_store->execute(
            "UPDATE runs SET status = ?, end_time = ? WHERE run_id = ? AND status = 'RUNNING'",
            {std::string(failed ? "FAILED" : "KILLED"), utcNow(), run}));
    }
    return done();
}

Result<Config> Workspace::config(std::string_view file) const
{
    return Config::read(configSchema(file), configFolder());
}

Status Workspace::change(const Change &change, const std::function<Status()> &work) const
{
    return m_store->transaction([&]() -> Status {
        if (work)
            SLIPWAY_TRY(work());
        SLIPWAY_TRY(events().append(m_origin, change));
        return done();
    });
}

} // namespace slipway::workspace
