#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace slipway::pipeline {

/// The engine as it is to be started: the program, and the flags that stand before every verb.
struct EngineCommand {
    std::filesystem::path program;
    std::filesystem::path workspace;
    std::string origin = "pipeline";
};

/// This very program, for an engine that starts others.
std::filesystem::path thisProgram();

/// One job as a process of its own, leader of its own group. Its events come back through a pipe.
class JobProcess
{
public:
    /// Starts `slipway -w WORKSPACE --events VERB ...`.
    static Result<std::unique_ptr<JobProcess>> start(const EngineCommand &engine,
                                                     const std::vector<std::string> &arguments);
    ~JobProcess(); ///< asks a job that still runs to stop, and waits for its end
    JobProcess(const JobProcess &) = delete;
    JobProcess &operator=(const JobProcess &) = delete;

    /// SIGINT to the job's group. Any thread.
    void interrupt() const;

    /// Hands on events until `enough` says true of one, or the job has ended. A stop request is passed on to
    /// the job. Returns whether `enough` was met.
    Result<bool> follow(const RunContext &context, const std::function<bool(const Json &)> &enough);

    /// Follows to the end. The job's result, or its error.
    Result<Json> finish(const RunContext &context, const std::function<void(const Json &)> &onEvent = {});

private:
    JobProcess(pid_t pid, int pipe);
    void reap();

    pid_t m_pid;
    int m_pipe;
    bool m_ended = false;
    int m_signal = 0; ///< that ended the job, if one did
    std::string m_unread;
    Json m_last; ///< the result or error event
};

} // namespace slipway::pipeline
