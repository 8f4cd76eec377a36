#include "app/engine/run_request.h"

#include "app/engine/job_events.h"
#include "core/base/ids.h"
#include "core/base/messages.h"
#include "core/workspace/sqlite_store.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <pwd.h>
#include <unistd.h>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

constexpr int exitRefused = 1;

std::string actorName()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry && entry->pw_name ? entry->pw_name : std::to_string(::geteuid());
}

/// Libraries that throw are translated where they are used; what still arrives here is a mistake of ours, or
/// no memory.
Result<Answer> guarded(const Work &work, Session &session)
{
    try {
        return work(session);
    } catch (const std::bad_alloc &) {
        return failure("base.no_memory");
    } catch (const std::exception &error) {
        return failure("engine.internal", {{"what", error.what()}}, error.what());
    }
}

Result<workspace::Workspace> openWorkspace(const Request &request, const GlobalOptions &options,
                                           const std::string &job)
{
    const auto mode =
        request.needs == Needs::NewWorkspace ? workspace::OpenMode::Create : workspace::OpenMode::Existing;
    return workspace::Workspace::open(workspaceFolder(options), mode, {actorName(), options.origin, job});
}

/// For people and for --json; listeners to --events have the error as the last event.
void sayFailure(const Error &error, const GlobalOptions &options)
{
    if (options.json)
        print(writeJson({{"error", toJson(error)}}, 2) + "\n");
    std::fprintf(stderr, "slipway: %s\n", error.message.c_str());
}

int sayResult(const Answer &answer, const GlobalOptions &options)
{
    bool written = true;
    if (options.json)
        written = print(writeJson(answer.json, 2) + "\n");
    else if (!options.events)
        written = print(answer.text);
    if (!written)
        return reportFailure(failure("engine.output", {}), options);
    return answer.json.value("passed", true) ? 0 : exitRefused;
}

} // namespace

fs::path workspaceFolder(const GlobalOptions &options)
{
    if (!options.workspace.empty())
        return options.workspace;
    if (const char *named = std::getenv("SLIPWAY_WORKSPACE"); named && *named)
        return named;
    if (const char *data = std::getenv("XDG_DATA_HOME"); data && *data)
        return fs::path(data) / "slipway" / "workspace";
    const char *home = std::getenv("HOME");
    return fs::path(home && *home ? home : ".") / ".local" / "share" / "slipway" / "workspace";
}

int reportFailure(const Error &error, const GlobalOptions &options)
{
    if (options.events)
        print(writeJson({{"v", 1}, {"time", isoTime(utcNow())}, {"event", "error"}, {"error", toJson(error)}})
              + "\n");
    else
        sayFailure(error, options);
    return exitStatus(error.code);
}

int runRequest(const Request &request, const GlobalOptions &options, const std::vector<std::string> &command,
               StopSignals &signals)
{
    Log log;
    log.showOnTerminal(!options.events && !options.json);
    Session session {.options = options, .context = {.stop = signals.token()}};
    if (request.runs == Runs::AsJob)
        session.job = options.job.empty() ? newId() : options.job;

    JobEvents::Listeners listeners {
        .log = &log, .toOutput = options.events, .bar = !options.events && !options.json};
    if (request.needs != Needs::Nothing) {
        auto opened = openWorkspace(request, options, session.job);
        if (!opened)
            return reportFailure(opened.error(), options);
        session.opened.emplace(std::move(opened).value());
        if (!session.workspace().readOnly())
            log.writeTo(session.workspace() / "logs/slipway.log");
    }
    if (session.opened && request.runs == Runs::AsJob) {
        if (session.workspace().readOnly())
            return reportFailure(
                failure("workspace.read_only", {{"folder", session.workspace().folder().string()}}), options);
        auto recorder =
            workspace::JobRecorder::start(session.workspace().jobs().folder(), session.job, command);
        if (!recorder)
            return reportFailure(recorder.error(), options);
        listeners.recorder = std::move(recorder).value();
        auto metrics = workspace::openSqliteStore(session.workspace() / "slipway.db");
        if (!metrics)
            return reportFailure(metrics.error(), options);
        listeners.metrics = std::move(metrics).value();
    }

    JobEvents events(std::move(listeners));
    session.context.events = &events;
    signals.onGivingUp([&] {
        const auto stopped = cancelled();
        events.finishAtOnce({"error", {{"error", toJson(stopped)}}});
        if (!options.events)
            sayFailure(stopped, options);
    });

    auto answer = guarded(request.work, session);
    signals.workEnded();
    // Whatever a stopped job tripped over on its way out, it ended because it was stopped.
    if (!answer && session.context.cancelled())
        answer = cancelled();
    if (session.opened && !session.job.empty()) {
        std::error_code ignored;
        fs::remove_all(session.workspace().workFolder(session.job), ignored);
    }
    if (!answer) {
        log.write(LogLevel::Info, answer.error().message,
                  {{"job", session.job}, {"detail", answer.error().detail}});
        events.finish({"error", {{"error", toJson(answer.error())}}});
        if (!options.events)
            sayFailure(answer.error(), options);
        return exitStatus(answer.error().code);
    }
    events.finish({"result", {{"result", answer.value().json}}});
    return sayResult(answer.value(), options);
}

} // namespace slipway::engine
