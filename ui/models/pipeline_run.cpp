#include "ui/models/pipeline_run.h"

#include "core/base/json_value.h"
#include "ui/models/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace slipway::ui {

namespace {

using Words = std::vector<std::string>;

StepState stateOf(const std::string &name)
{
    constexpr std::array<std::string_view, 7> names {"waiting", "running",   "done",   "refused",
                                                     "failed",  "cancelled", "skipped"};
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? StepState::Waiting : static_cast<StepState>(found - names.begin());
}

std::vector<PipelineStep> planned(const Json &event)
{
    std::vector<PipelineStep> steps;
    for (const auto &step : valueOr(event, "steps", Json::array()))
        steps.push_back({.id = text(valueOr(step, "step", std::string())),
                         .title = text(valueOr(step, "title", std::string())),
                         .after = texts(valueOr(step, "after", Words())),
                         .command = texts(valueOr(step, "command", Words()))});
    return steps;
}

PipelineStep &stepOf(PipelineRun &run, const Json &event)
{
    const QString id = text(valueOr(event, "step", std::string()));
    const auto known = std::find_if(run.steps.begin(), run.steps.end(),
                                    [&](const PipelineStep &step) { return step.id == id; });
    if (known != run.steps.end())
        return *known;
    PipelineStep step {.id = id, .title = text(valueOr(event, "title", std::string()))};
    if (!run.steps.empty())
        step.after << run.steps.back().id;
    run.steps.push_back(step);
    return run.steps.back();
}

void take(const Json &event, TimeMicros began, PipelineStep &step)
{
    step.state = stateOf(valueOr(event, "step_state", std::string()));
    const auto command = valueOr(event, "command", Words());
    if (!command.empty())
        step.command = texts(command);
    const double seconds = valueOr(event, "seconds", 0.0);
    const auto time = parseIsoTime(valueOr(event, "time", std::string()));
    const double now = time ? std::max(0.0, static_cast<double>(time.value() - began) / microsPerSecond) : 0;
    if (step.state == StepState::Running) {
        step.start = now;
    } else if (step.state != StepState::Skipped) {
        step.seconds = seconds;
        if (!step.hasBegun())
            step.start = std::max(0.0, now - seconds);
    }
    step.result = valueOr(event, "result", Json());
    step.error = valueOr(event, "error", Json());
}

} // namespace

const PipelineStep *PipelineRun::find(const QString &id) const
{
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const PipelineStep &step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

int PipelineRun::count(StepState state) const
{
    return static_cast<int>(std::count_if(steps.begin(), steps.end(),
                                          [&](const PipelineStep &step) { return step.state == state; }));
}

QStringList PipelineRun::waitingFor(const QString &id) const
{
    QStringList next;
    for (const auto &step : steps) {
        if (step.after.contains(id))
            next << step.id;
    }
    return next;
}

void PipelineRun::close(bool stopped)
{
    for (auto &step : steps) {
        if (step.state == StepState::Running)
            step.state = stopped ? StepState::Cancelled : StepState::Failed;
        else if (step.state == StepState::Waiting)
            step.state = StepState::Skipped;
    }
}

PipelineRun pipelineRunFrom(const std::vector<Json> &events, TimeMicros began)
{
    PipelineRun run;
    for (const auto &event : events) {
        const auto state = valueOr(event, "state", std::string());
        if (state == "plan")
            run.steps = planned(event);
        else if (state == "step")
            take(event, began, stepOf(run, event));
    }
    return run;
}

Status statusOf(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return Status::Queued;
    case StepState::Running:
        return Status::Running;
    case StepState::Done:
        return Status::Ok;
    case StepState::Refused:
        return Status::Warns;
    case StepState::Failed:
        return Status::Failed;
    case StepState::Cancelled:
        return Status::Stopped;
    case StepState::Skipped:
        return Status::Neutral;
    }
    return Status::Neutral;
}

} // namespace slipway::ui
