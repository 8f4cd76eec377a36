#include "core/workspace/garbage.h"

#include "core/base/messages.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <set>
#include <span>
#include <sys/stat.h>

namespace slipway::workspace {

namespace {

namespace fs = std::filesystem;
using Kind = Garbage::Kind;

constexpr std::size_t hashLength = 64;
constexpr std::size_t batch = 50; ///< files a lock: others wait for it, and for no more than that
constexpr std::string_view indexFolder = "cache/rows";
constexpr std::string_view servedFolder = "logs/served";

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// Every run of exactly 64 hex digits in a text: wherever a record names an artifact, it does so by its hash.
template <typename Take>
void eachHash(std::string_view text, Take take)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!isHex(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isHex(text[end]))
            ++end;
        if (end - at == hashLength)
            take(std::string(text.substr(at, hashLength)));
        at = end;
    }
}

/// What the records say of artifacts, by their hashes.
struct Claims {
    std::set<std::string> needed;
    std::set<std::string> given; ///< up: only what was deleted names them
    std::set<std::string> deletedRuns; ///< whose model nobody has registered
    std::set<std::string> liveDigests; ///< of data sets
    std::vector<std::int64_t> deletedDatasets; ///< whose content may go

    /// Whether the event of an import tells of content that no version has any more.
    bool isGone(const std::string &payload) const
    {
        const Json json = Json::parse(payload, nullptr, false);
        return json.is_object() && json.contains("digest") && !liveDigests.contains(json.value("digest", ""));
    }

    bool isGarbage(const std::string &hash, bool isOld) const
    {
        return !needed.contains(hash) && (given.contains(hash) || isOld);
    }
};

Status claimOfDatasets(Store &store, Claims &claims, std::set<std::string> &datasetFiles)
{
    return store.each("SELECT id, digest, file_hash, lifecycle_stage FROM datasets", {}, [&](const Row &row) {
        datasetFiles.insert(row.text(2));
        if (row.text(3) == "active") {
            claims.needed.insert(row.text(2));
            claims.liveDigests.insert(row.text(1));
            return;
        }
        claims.given.insert(row.text(2));
        if (row.text(3) == "deleted")
            claims.deletedDatasets.push_back(row.integer(0));
    });
}

Status claimOfRuns(Store &store, Claims &claims)
{
    SLIPWAY_TRY(store.each("SELECT run_id FROM runs WHERE lifecycle_stage = 'deleted'", {},
                           [&](const Row &row) { claims.deletedRuns.insert(row.text(0)); }));
    return store.each("SELECT run_id, files FROM model_versions", {}, [&](const Row &row) {
        claims.deletedRuns.erase(row.text(0));
        eachHash(row.text(1), [&](std::string hash) { claims.needed.insert(std::move(hash)); });
    });
}

/// The log names artifacts of every kind: reports, verdicts, suites, replaced notes. Those of data sets and
/// of runs live and die with them; all others stay, because the log does.
Status claimOfEvents(Store &store, const std::set<std::string> &datasetFiles, Claims &claims)
{
    return store.each("SELECT kind, subject, payload, inverse FROM events", {}, [&](const Row &row) {
        const bool gone = (row.text(0) == "run.trained" && claims.deletedRuns.contains(row.text(1)))
            || (row.text(0) == "data.imported" && claims.isGone(row.text(2)));
        const auto take = [&](std::string hash) {
            if (!datasetFiles.contains(hash))
                (gone ? claims.given : claims.needed).insert(std::move(hash));
        };
        eachHash(row.text(2), take);
        if (!row.isNull(3))
            eachHash(row.text(3), take);
    });
}

Result<Claims> readClaims(Store &store)
{
    Claims claims;
    std::set<std::string> datasetFiles;
    SLIPWAY_TRY(claimOfDatasets(store, claims, datasetFiles));
    SLIPWAY_TRY(claimOfRuns(store, claims));
    SLIPWAY_TRY(claimOfEvents(store, datasetFiles, claims));
    return claims;
}

bool isOlderThan(const fs::path &path, std::int64_t seconds)
{
    std::error_code error;
    const auto written = fs::last_write_time(path, error);
    return !error && fs::file_time_type::clock::now() - written > std::chrono::seconds(seconds);
}

bool isHash(const std::string &name)
{
    return name.size() == hashLength && std::all_of(name.begin(), name.end(), isHex);
}

struct FileId {
    dev_t device = 0;
    ino_t number = 0;
    auto operator<=>(const FileId &) const = default;
};

FileId idOf(const fs::path &path)
{
    struct stat status {
    };
    return ::stat(path.c_str(), &status) == 0 ? FileId {status.st_dev, status.st_ino} : FileId {};
}

std::vector<Garbage> artifactsIn(const Workspace &workspace, const Claims &claims,
                                 const GarbageOptions &options, std::set<FileId> &content)
{
    std::vector<Garbage> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(workspace / "artifacts", error)) {
        const auto name = entry.path().filename().string();
        if (!isHash(name) || !claims.isGarbage(name, isOlderThan(entry.path(), options.graceSeconds)))
            continue;
        content.insert(idOf(entry.path()));
        found.push_back({Kind::Artifact, fs::path("artifacts") / name, bytesOf(entry.path()),
                         claims.given.contains(name) ? "belongs to what was deleted" : "no record names it"});
    }
    return found;
}

std::vector<Garbage> runsIn(const Workspace &workspace, const Claims &claims)
{
    std::vector<Garbage> found;
    std::error_code error;
    for (const auto &run : claims.deletedRuns) {
        const auto path = fs::path("models/runs") / run;
        if (fs::is_directory(workspace.folder() / path, error))
            found.push_back({Kind::Run, path, 0, "the run was deleted"}); // its files are artifacts
    }
    return found;
}

/// Second names of content that goes: they would keep its bytes on the disk.
std::vector<Garbage> viewsIn(const Workspace &workspace, const std::set<FileId> &content)
{
    std::vector<Garbage> found;
    for (const auto *folder : {"data", "models/training", "views"}) {
        std::error_code error;
        for (fs::recursive_directory_iterator entry(workspace / folder, error), end; !error && entry != end;
             entry.increment(error)) {
            std::error_code ignored;
            if (entry->is_regular_file(ignored) && content.contains(idOf(entry->path())))
                found.push_back({Kind::View, entry->path().lexically_relative(workspace.folder()), 0,
                                 "shows what was deleted"});
        }
    }
    return found;
}

std::vector<Garbage> indexesIn(const Workspace &workspace, const Claims &claims,
                               const GarbageOptions &options)
{
    std::vector<Garbage> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(workspace / indexFolder, error)) {
        const auto digest = entry.path().filename().string();
        const bool orphan = !claims.liveDigests.contains(digest);
        if (orphan || options.indexes)
            found.push_back({Kind::Index, fs::path(indexFolder) / digest, bytesOf(entry.path()),
                             orphan ? "its data set was deleted" : "can be built again"});
    }
    return found;
}

std::vector<Garbage> workIn(const Workspace &workspace)
{
    std::vector<Garbage> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(workspace / "jobs", error)) {
        const auto job = entry.path().filename().string();
        std::error_code ignored;
        if (!fs::exists(entry.path() / "work", ignored))
            continue;
        const auto summary = workspace.jobs().find(job);
        if (!summary || summary.value().state != JobState::Running)
            found.push_back({Kind::Work, fs::path("jobs") / job / "work", bytesOf(entry.path() / "work"),
                             "its job is gone"});
    }
    return found;
}

/// Whether the server that writes the log may still be there: its process stands in the name.
bool isBeingWritten(const std::string &log)
{
    int process = 0;
    int number = 0;
    return std::sscanf(log.c_str(), "served-%*17[0-9T-]-%d-%d.jsonl", &process, &number) == 2 && process > 0
        && ::kill(process, 0) == 0;
}

std::vector<Garbage> logsIn(const Workspace &workspace, const GarbageOptions &options)
{
    std::vector<Garbage> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(workspace / servedFolder, error)) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(".jsonl") || isBeingWritten(name)
            || !isOlderThan(entry.path(), std::int64_t {options.logDays} * 24 * 3600))
            continue;
        found.push_back({Kind::Log, fs::path(servedFolder) / name, bytesOf(entry.path()),
                         "served more than " + std::to_string(options.logDays) + " days ago"});
    }
    return found;
}

std::vector<Garbage> garbageFor(const Workspace &workspace, const Claims &claims,
                                const GarbageOptions &options)
{
    std::set<FileId> content;
    auto artifacts = artifactsIn(workspace, claims, options, content);
    std::vector<Garbage> all;
    for (auto part : {viewsIn(workspace, content), runsIn(workspace, claims), std::move(artifacts),
                      indexesIn(workspace, claims, options), workIn(workspace), logsIn(workspace, options)}) {
        std::sort(part.begin(), part.end(),
                  [](const Garbage &left, const Garbage &right) { return left.path < right.path; });
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// A server runs for weeks and keeps nothing; every other job may be between an artifact and its record.
Status refuseWhileOthersWork(const Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto jobs, workspace.jobs().list());
    for (const auto &job : jobs) {
        const bool serves = !job.command.empty() && job.command.front() == "serve";
        if (job.state == JobState::Running && job.id != workspace.origin().job && !serves)
            return failure("gc.jobs_running", {{"job", job.id}});
    }
    return done();
}

/// From here on the deleted versions cannot be restored, and say so.
Status giveUpDatasets(const Workspace &workspace)
{
    return workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const Claims claims, readClaims(workspace.store()));
        if (claims.deletedDatasets.empty())
            return done();
        Json names = Json::array();
        SLIPWAY_ASSIGN(const auto versions, workspace.datasets().listWithDeleted());
        for (const auto &version : versions) {
            if (version.stage != "deleted")
                continue;
            names.push_back(version.reference());
            SLIPWAY_TRY(workspace.datasets().setStage(version.id, "removed"));
        }
        return workspace.change({"data.removed", "gc", {{"versions", names}}});
    });
}

/// Whether the records still have no need for it, and no job has taken it up again since gc began: it may be
/// about to record it.
bool isStillGarbage(const Workspace &workspace, const Garbage &garbage, const Claims &claims,
                    const GarbageOptions &options, fs::file_time_type began)
{
    const auto name = garbage.path.filename().string();
    std::error_code error;
    switch (garbage.kind) {
    case Kind::Artifact: {
        const auto path = workspace.folder() / garbage.path;
        return fs::last_write_time(path, error) < began
            && claims.isGarbage(name, isOlderThan(path, options.graceSeconds));
    }
    case Kind::Run:
        return claims.deletedRuns.contains(name);
    default:
        return true; // views and indexes are made again from what is needed
    }
}

Status removeBatch(const Workspace &workspace, std::span<const Garbage> garbage,
                   const GarbageOptions &options, fs::file_time_type began, GarbageRemoved &removed)
{
    return workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const Claims claims, readClaims(workspace.store()));
        for (const auto &each : garbage) {
            if (!isStillGarbage(workspace, each, claims, options, began))
                continue;
            std::error_code error;
            fs::remove_all(workspace.folder() / each.path, error);
            if (error)
                return failure("file.unwritable",
                               {{"file", each.path.string()}, {"reason", error.message()}});
            ++removed.files;
            removed.bytes += each.bytes;
        }
        return done();
    });
}

} // namespace

std::uintmax_t bytesOf(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        const auto size = fs::file_size(path, error);
        return error ? 0 : size;
    }
    std::uintmax_t bytes = 0;
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored))
            bytes += entry->file_size(ignored);
    }
    return bytes;
}

std::string_view garbageKindName(Garbage::Kind kind)
{
    constexpr std::string_view names[] = {"artifact", "run", "view", "index", "work", "log", "online"};
    return names[static_cast<std::size_t>(kind)];
}

Result<std::vector<Garbage>> findGarbage(const Workspace &workspace, const GarbageOptions &options)
{
    Claims claims;
    SLIPWAY_TRY(workspace.store().snapshot([&]() -> Status {
        SLIPWAY_ASSIGN(claims, readClaims(workspace.store()));
        return done();
    }));
    return garbageFor(workspace, claims, options);
}

Result<GarbageRemoved> removeGarbage(const Workspace &workspace, const GarbageOptions &options,
                                     const RunContext &context)
{
    const auto began = fs::file_time_type::clock::now();
    SLIPWAY_TRY(refuseWhileOthersWork(workspace));
    SLIPWAY_TRY(giveUpDatasets(workspace));
    SLIPWAY_ASSIGN(const auto garbage, findGarbage(workspace, options));
    GarbageRemoved removed;
    for (std::size_t at = 0; at < garbage.size(); at += batch) {
        if (context.cancelled())
            return cancelled();
        context.progress(static_cast<double>(at) / static_cast<double>(garbage.size()), "removing");
        const auto part = std::span(garbage).subspan(at, std::min(batch, garbage.size() - at));
        SLIPWAY_TRY(removeBatch(workspace, part, options, began, removed));
    }
    return removed;
}

} // namespace slipway::workspace
