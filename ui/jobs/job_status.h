#pragma once

#include "ui/jobs/job.h"
#include "ui/models/roles.h"

namespace slipway::ui {

/// The chip of a job in that state.
inline Status statusOf(Job::State state)
{
    switch (state) {
    case Job::State::Starting:
        return Status::Queued;
    case Job::State::Running:
    case Job::State::Stopping:
        return Status::Running;
    case Job::State::Done:
        return Status::Ok;
    case Job::State::Refused:
        return Status::Warns;
    case Job::State::Cancelled:
        return Status::Stopped;
    case Job::State::Failed:
    case Job::State::Lost:
        return Status::Failed;
    }
    return Status::Neutral;
}

} // namespace slipway::ui
