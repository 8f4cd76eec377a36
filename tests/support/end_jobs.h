#pragma once

#include "core/workspace/jobs.h"

#include <csignal>
#include <filesystem>

namespace slipway::testing {

/// Jobs outlive whoever has started them; those of a test's workspace end with it, also where the test has
/// failed in the middle.
inline void endJobsIn(const std::filesystem::path &workspaceFolder)
{
    const auto jobs = workspace::Jobs(workspaceFolder / "jobs").list();
    if (!jobs)
        return;
    for (const auto &job : jobs.value()) {
        if (job.state == workspace::JobState::Running && workspace::isAlive(job.process))
            ::kill(job.process.pid, SIGKILL);
    }
}

} // namespace slipway::testing
