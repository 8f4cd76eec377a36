#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/process.h"

#include <filesystem>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace slipway::workspace {

enum class JobState {
    Running,
    Done,
    Refused, ///< ended with a result that says no: a check that failed, a gate that stayed shut
    Failed,
    Cancelled,
    Lost, ///< its process is gone and it never said how it ended
};

std::string_view jobStateName(JobState state);

/// What the folder of a job tells about it.
struct JobSummary {
    std::string id;
    std::vector<std::string> command; ///< as it can be run again, without the program
    JobState state = JobState::Running;
    ProcessIdentity process;
    TimeMicros started = 0;
    TimeMicros ended = 0; ///< 0 while it runs
    double fraction = 0;
    std::string stage;
    Json result; ///< of the last event; null while it runs
    Json error;
};

Json toJson(const JobSummary &job);

/// Takes one more event of the job into account.
void applyEvent(const Json &event, JobSummary &job);

/// Asks a running job to stop: SIGINT to its process group, or to the process alone where it shares the group
/// of a shell.
Status interruptJob(const ProcessIdentity &process, const std::string &id);

/// The events of one running job, appended to jobs/<id>/events.jsonl. Safe to call from any thread.
class JobRecorder
{
public:
    /// Makes the folder and writes the "started" event.
    static Result<std::unique_ptr<JobRecorder>> start(const std::filesystem::path &jobsFolder,
                                                      const std::string &id,
                                                      const std::vector<std::string> &command);
    ~JobRecorder();
    JobRecorder(const JobRecorder &) = delete;
    JobRecorder &operator=(const JobRecorder &) = delete;

    const std::string &id() const { return m_id; }
    const Json &startedEvent() const { return m_started; } ///< the first line, for listeners elsewhere

    /// Completes the event with version, number, time and job, appends it, and gives it back as written.
    /// After the last event (result or error) nothing more is taken: an empty object comes back.
    Json append(const std::string &kind, const Json &fields);

private:
    JobRecorder(std::string id, int descriptor);

    std::string m_id;
    Json m_started;
    int m_descriptor;
    std::mutex m_mutex;
    std::int64_t m_seq = 0;
    bool m_lineCut = false;
    bool m_ended = false;
};

/// Reads the new events of one job's file, again and again, while it grows. A line that is still being
/// written is left for the next time.
class JobFollower
{
public:
    explicit JobFollower(std::filesystem::path jobFolder);

    /// Looks at about `mostBytes` at a time, so that a long history does not hold up a window; the next call
    /// goes on where this one ended.
    Result<std::vector<Json>> poll(std::size_t mostBytes = std::numeric_limits<std::size_t>::max());

    /// Whether the last poll left whole blocks unread.
    bool hasMore() const { return m_hasMore; }

private:
    std::filesystem::path m_file;
    std::uintmax_t m_offset = 0;
    bool m_hasMore = false;
};

/// All jobs of a workspace.
class Jobs
{
public:
    explicit Jobs(std::filesystem::path folder);

    const std::filesystem::path &folder() const { return m_folder; }

    /// Newest first.
    Result<std::vector<JobSummary>> list() const;
    Result<JobSummary> find(const std::string &id) const;

    /// Asks a running job to stop: SIGINT to its process group.
    Status cancel(const std::string &id) const;

private:
    std::filesystem::path m_folder;
};

} // namespace slipway::workspace
