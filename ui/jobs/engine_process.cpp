#include "ui/jobs/engine_process.h"

#include "core/base/messages.h"

#include <QTimer>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace slipway::ui {

namespace {

constexpr int reapAgainMs = 10;

/// The child hears every signal, whatever the window blocks or ignores, and leads a session of its own.
class Detached
{
public:
    Detached()
    {
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        sigset_t standard;
        sigemptyset(&standard);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
            sigaddset(&standard, signal);
        posix_spawnattr_setsigdefault(&m_attributes, &standard);
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    }
    ~Detached() { posix_spawnattr_destroy(&m_attributes); }
    Detached(const Detached &) = delete;
    Detached &operator=(const Detached &) = delete;

    const posix_spawnattr_t *get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes {};
};

Error notStarted(const QString &program, int reason)
{
    return failure("job.no_engine", {{"program", program.toStdString()}, {"reason", std::strerror(reason)}});
}

} // namespace

EngineProcess::EngineProcess(pid_t pid, int pipe)
    : m_pid(pid)
    , m_pipe(pipe)
    , m_readable(pipe, QSocketNotifier::Read)
{
    connect(&m_readable, &QSocketNotifier::activated, this, &EngineProcess::read);
}

EngineProcess::~EngineProcess()
{
    m_readable.setEnabled(false);
    ::close(m_pipe);
}

Result<std::unique_ptr<EngineProcess>> EngineProcess::start(const QString &program,
                                                            const QStringList &arguments)
{
    std::vector<std::string> words {program.toStdString()};
    for (const auto &argument : arguments)
        words.push_back(argument.toStdString());
    std::vector<char *> argv;
    for (auto &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    std::array<int, 2> ends {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return notStarted(program, errno);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = 0;
    const Detached attributes;
    const int error =
        posix_spawn(&pid, words.front().c_str(), &actions, attributes.get(), argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        return notStarted(program, error);
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return std::unique_ptr<EngineProcess>(new EngineProcess(pid, ends[0]));
}

void EngineProcess::stepBack() const
{
    constexpr int niceness = 5;
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(m_pid),
                        niceness); // where it is refused, nothing is lost
}

void EngineProcess::interrupt() const
{
    if (!m_ended)
        ::kill(-m_pid, SIGINT);
}

/// The job's folder has every event; here only the last line is kept, and the pipe never fills up.
void EngineProcess::read()
{
    std::array<char, 1 << 16> block {};
    const ssize_t count = ::read(m_pipe, block.data(), block.size());
    if (count < 0)
        return; // not yet, or interrupted
    if (count == 0) {
        m_readable.setEnabled(false);
        reap();
        return;
    }
    m_unread.append(block.data(), count);
    const auto end = m_unread.lastIndexOf('\n');
    if (end < 0)
        return;
    const auto begin = end == 0 ? 0 : m_unread.lastIndexOf('\n', end - 1) + 1;
    m_lastLine = m_unread.mid(begin, end - begin);
    m_unread.remove(0, end + 1);
}

/// Between closing its output and ending, a process has a moment left.
void EngineProcess::reap()
{
    if (::waitpid(m_pid, nullptr, WNOHANG) == 0) {
        QTimer::singleShot(reapAgainMs, this, &EngineProcess::reap);
        return;
    }
    m_ended = true;
    Q_EMIT ended();
}

} // namespace slipway::ui
