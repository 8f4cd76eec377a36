#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "ui/models/roles.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace slipway::ui {

enum class StepState { Waiting, Running, Done, Refused, Failed, Cancelled, Skipped };

/// One step of a pipeline as its events tell it.
struct PipelineStep {
    QString id; ///< "train"
    QString title; ///< as the engine calls it
    QStringList after; ///< ids of the steps that it waits for
    QStringList command; ///< placeholders ("{train.run_id}") are filled in once it runs
    StepState state = StepState::Waiting;
    double start = -1; ///< seconds after the pipeline began; negative before it has begun
    double seconds = 0; ///< that it took; 0 while it runs
    Json result;
    Json error;

    bool hasBegun() const { return start >= 0; }
    bool hasEnded() const { return state != StepState::Waiting && state != StepState::Running; }
    bool operator==(const PipelineStep &other) const = default;
};

/// One run of a pipeline, its steps in the order in which they run.
struct PipelineRun {
    std::vector<PipelineStep> steps;

    const PipelineStep *find(const QString &id) const; ///< nullptr where there is none
    int count(StepState state) const;
    QStringList waitingFor(const QString &id) const; ///< the steps that come after this one

    /// The job has ended: what still seems to run was stopped, or died; what waits is left out.
    void close(bool stopped);
};

/// Puts a run together from the "state" events of its job, which began at `began`. Without a plan among them,
/// as older engines wrote, each step waits for the one before.
PipelineRun pipelineRunFrom(const std::vector<Json> &events, TimeMicros began);

Status statusOf(StepState state);

} // namespace slipway::ui
