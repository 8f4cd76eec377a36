#include "core/pipeline/job_process.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stop_token>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace slipway::pipeline {

namespace {

namespace fs = std::filesystem;

/// The child's words as an error of this process. They may be of another version, or of no form at all.
Error errorOf(const Json &json)
{
    if (!json.is_object())
        return failure("pipeline.no_result");
    const auto code = valueOr(json, "code", std::string("backend"));
    Error error {ErrorCode::Backend,
                 valueOr(json, "id", std::string()),
                 valueOr(json, "args", Json::object()),
                 valueOr(json, "message", std::string()),
                 {}};
    for (const auto known : {ErrorCode::InvalidArgument, ErrorCode::NotFound, ErrorCode::BadInput,
                             ErrorCode::Environment, ErrorCode::Backend, ErrorCode::Cancelled}) {
        if (errorCodeName(known) == code)
            error.code = known;
    }
    return error;
}

/// The child shall hear signals that this process blocks, and lead a group so that it can be stopped as one.
class SpawnAttributes
{
public:
    SpawnAttributes()
    {
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        sigset_t standard;
        sigemptyset(&standard);
        sigaddset(&standard, SIGPIPE);
        posix_spawnattr_setsigdefault(&m_attributes, &standard);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnAttributes() { posix_spawnattr_destroy(&m_attributes); }
    SpawnAttributes(const SpawnAttributes &) = delete;
    SpawnAttributes &operator=(const SpawnAttributes &) = delete;

    const posix_spawnattr_t *get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes {};
};

} // namespace

fs::path thisProgram()
{
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error);
}

JobProcess::JobProcess(pid_t pid, int pipe)
    : m_pid(pid)
    , m_pipe(pipe)
{
}

JobProcess::~JobProcess()
{
    if (!m_ended)
        interrupt();
    ::close(m_pipe); // before the wait: a job that still has much to say must not wait for a reader
    if (!m_ended)
        reap();
}

Result<std::unique_ptr<JobProcess>> JobProcess::start(const EngineCommand &engine,
                                                      const std::vector<std::string> &arguments)
{
    std::vector<std::string> words {
        engine.program.string(), "-w", engine.workspace.string(), "--events", "--origin", engine.origin};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char *> argv;
    for (auto &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return failure("pipeline.not_started",
                       {{"program", engine.program.string()}, {"reason", std::strerror(errno)}});
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = 0;
    const SpawnAttributes attributes;
    const int error =
        posix_spawn(&pid, engine.program.c_str(), &actions, attributes.get(), argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        return failure("pipeline.not_started",
                       {{"program", engine.program.string()}, {"reason", std::strerror(error)}});
    }
    return std::unique_ptr<JobProcess>(new JobProcess(pid, ends[0]));
}

void JobProcess::interrupt() const
{
    ::kill(-m_pid, SIGINT);
}

void JobProcess::reap()
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
    m_ended = true;
    m_signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

Result<bool> JobProcess::follow(const RunContext &context, const std::function<bool(const Json &)> &enough)
{
    const std::stop_callback passOn(context.stop, [this] { interrupt(); });
    while (!m_ended) {
        const auto newline = m_unread.find('\n');
        if (newline == std::string::npos) {
            char block[1 << 16];
            const ssize_t count = ::read(m_pipe, block, sizeof block);
            if (count > 0)
                m_unread.append(block, static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                reap();
            continue;
        }
        auto event = Json::parse(m_unread.substr(0, newline), nullptr, false);
        m_unread.erase(0, newline + 1);
        if (!event.is_object())
            continue;
        const auto kind = valueOr(event, "event", std::string());
        if (kind == "result" || kind == "error")
            m_last = event;
        if (enough(event))
            return true;
    }
    return false;
}

Result<Json> JobProcess::finish(const RunContext &context, const std::function<void(const Json &)> &onEvent)
{
    const auto ended = follow(context, [&](const Json &event) {
        if (onEvent)
            onEvent(event);
        return false;
    });
    SLIPWAY_TRY(ended);
    if (m_last.is_null()) {
        if (context.cancelled()) // it was stopped before it could say so
            return cancelled();
        if (m_signal != 0)
            return failure("pipeline.job_died", {{"signal", ::strsignal(m_signal)}});
        return failure("pipeline.no_result");
    }
    if (valueOr(m_last, "event", std::string()) == "error")
        return errorOf(valueOr(m_last, "error", Json()));
    return valueOr(m_last, "result", Json::object());
}

} // namespace slipway::pipeline
