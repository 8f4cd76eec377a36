#include "core/workspace/jobs.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"
#include "core/workspace/vault.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace slipway::workspace {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> stateNames {"running", "done",      "refused",
                                                      "failed",  "cancelled", "lost"};

} // namespace

void applyEvent(const Json &event, JobSummary &job)
{
    const auto kind = valueOr(event, "event", std::string());
    const auto time = parseIsoTime(valueOr(event, "time", std::string()));
    if (kind == "started") {
        job.command = valueOr(event, "command", job.command);
        job.process.pid = valueOr(event, "pid", job.process.pid);
        job.process.start = valueOr(event, "pid_start", job.process.start);
        job.started = time ? time.value() : 0;
    } else if (kind == "progress") {
        job.fraction = valueOr(event, "fraction", job.fraction);
        job.stage = valueOr(event, "stage", job.stage);
    } else if (kind == "result") {
        job.result = valueOr(event, "result", Json::object());
        job.ended = time ? time.value() : 0;
        job.fraction = 1;
        job.state = valueOr(job.result, "passed", true) ? JobState::Done : JobState::Refused;
    } else if (kind == "error") {
        job.error = valueOr(event, "error", Json::object());
        job.ended = time ? time.value() : 0;
        job.state =
            valueOr(job.error, "code", std::string()) == "cancelled" ? JobState::Cancelled : JobState::Failed;
    }
}

std::string_view jobStateName(JobState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

Json toJson(const JobSummary &job)
{
    Json json = {{"id", job.id},
                 {"command", job.command},
                 {"state", jobStateName(job.state)},
                 {"started", job.started == 0 ? Json() : Json(isoTime(job.started))},
                 {"ended", job.ended == 0 ? Json() : Json(isoTime(job.ended))},
                 {"fraction", job.fraction},
                 {"stage", job.stage}};
    if (!job.error.is_null())
        json["error"] = job.error;
    return json;
}

JobRecorder::JobRecorder(std::string id, int descriptor)
    : m_id(std::move(id))
    , m_descriptor(descriptor)
{
}

JobRecorder::~JobRecorder()
{
    ::close(m_descriptor);
}

Result<std::unique_ptr<JobRecorder>> JobRecorder::start(const fs::path &jobsFolder, const std::string &id,
                                                        const std::vector<std::string> &command)
{
    const auto file = jobsFolder / id / "events.jsonl";
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const int descriptor = error ? -1 : ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        const int reason = error ? error.value() : errno;
        if (reason == ENOSPC)
            return failure("file.disk_full", {{"folder", jobsFolder.string()}});
        return failure("file.unwritable", {{"file", file.string()}, {"reason", std::strerror(reason)}});
    }
    auto recorder = std::unique_ptr<JobRecorder>(new JobRecorder(id, descriptor));
    const auto self = thisProcess();
    recorder->m_started =
        recorder->append("started", {{"command", command}, {"pid", self.pid}, {"pid_start", self.start}});
    return recorder;
}

Json JobRecorder::append(const std::string &kind, const Json &fields)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return Json::object();
    m_ended = kind == "result" || kind == "error";
    Json event = fields;
    event["v"] = 1;
    event["seq"] = ++m_seq;
    event["time"] = isoTime(utcNow());
    event["job"] = m_id;
    event["event"] = kind;
    // One write a line: a reader never sees two lines mixed, and a kill cuts at most the last one. A full
    // disk must not end the job here; the job's own output will meet it and say so. What it cut off ends with
    // the next line's beginning, so that it does not take that line with it.
    const std::string line = (m_lineCut ? "\n" : "") + writeJson(event) + "\n";
    const auto written = ::write(m_descriptor, line.data(), line.size());
    if (written > 0)
        m_lineCut = static_cast<std::size_t>(written) < line.size();
    return event;
}

JobFollower::JobFollower(fs::path jobFolder)
    : m_file(std::move(jobFolder) / "events.jsonl")
{
}

Result<std::vector<Json>> JobFollower::poll(std::size_t mostBytes)
{
    std::ifstream file(m_file, std::ios::binary);
    if (!file)
        return failure("job.missing", {{"job", m_file.parent_path().filename().string()}});
    file.seekg(static_cast<std::streamoff>(m_offset));
    std::string text;
    constexpr std::size_t block = 1 << 16;
    do { // further than asked only for a line that is longer
        const auto before = text.size();
        text.resize(before + block);
        file.read(text.data() + before, block);
        text.resize(before + static_cast<std::size_t>(file.gcount()));
    } while (file && (text.size() < mostBytes || text.find('\n') == std::string::npos));
    m_hasMore = static_cast<bool>(file);
    text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
    m_offset += text.size();

    std::vector<Json> events;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        auto event = Json::parse(text.substr(begin, end - begin), nullptr, false);
        if (event.is_object()) // a line cut by a kill and continued by nobody is passed over
            events.push_back(std::move(event));
        begin = end + 1;
    }
    return events;
}

Jobs::Jobs(fs::path folder)
    : m_folder(std::move(folder))
{
}

Result<JobSummary> Jobs::find(const std::string &id) const
{
    if (id.empty() || id == "." || id == ".." || id.find('/') != std::string::npos)
        return failure("job.missing", {{"job", id}});
    JobFollower follower(m_folder / id);
    SLIPWAY_ASSIGN(const auto events, follower.poll());
    JobSummary job {.id = id};
    for (const auto &event : events)
        applyEvent(event, job);
    if (job.state == JobState::Running && !isAlive(job.process))
        job.state = JobState::Lost;
    return job;
}

Result<std::vector<JobSummary>> Jobs::list() const
{
    std::vector<std::string> ids;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(m_folder, error)) {
        if (entry.is_directory(error))
            ids.push_back(entry.path().filename().string());
    }
    std::sort(ids.rbegin(), ids.rend()); // ids begin with their time
    std::vector<JobSummary> jobs;
    for (const auto &id : ids) {
        if (auto job = find(id))
            jobs.push_back(std::move(job).value());
    }
    return jobs;
}

Status Jobs::cancel(const std::string &id) const
{
    SLIPWAY_ASSIGN(const auto job, find(id));
    if (job.state != JobState::Running)
        return failure("job.finished", {{"job", id}});
    return interruptJob(job.process, id);
}

Status interruptJob(const ProcessIdentity &process, const std::string &id)
{
    if (!isAlive(process))
        return failure("job.finished", {{"job", id}});
    // A job started by the window leads a group of its own; one started in a terminal may share its shell's.
    const pid_t group = ::getpgid(process.pid);
    const pid_t target = group == process.pid ? -group : process.pid;
    if (::kill(target, SIGINT) != 0 && errno != ESRCH)
        return failure("job.not_yours", {{"job", id}, {"reason", std::strerror(errno)}});
    return done();
}

} // namespace slipway::workspace
