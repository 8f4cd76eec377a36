#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/pipeline/job_process.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway::pipeline {

/// One job of a pipeline.
struct Step {
    std::string id; ///< "train"
    std::string title; ///< "Train the ranker"
    std::vector<std::string>
        arguments; ///< of the engine; "{train.run_id}" stands for that key of that step's result
    std::vector<std::string> after; ///< steps that have to be done before
    bool refusalStops = true; ///< whether a result that says no ends the pipeline, or is only reported
};

enum class StepState { Waiting, Running, Done, Refused, Failed, Cancelled, Skipped };

std::string_view stepStateName(StepState state);

/// How one step went.
struct StepOutcome {
    std::string id;
    std::string title;
    StepState state = StepState::Waiting;
    double seconds = 0;
    std::vector<std::string> command; ///< with every placeholder filled in
    Json result;
    Json error;
};

Json toJson(const StepOutcome &outcome);

/// Checks a graph: known predecessors, no circle. Returns the steps in an order in which they can run.
Result<std::vector<const Step *>> runningOrder(const std::vector<Step> &steps);

/// Runs every step as a job of its own, one after the other. The plan is the first event ("plan"); each change
/// of a step's state is another ("step", with what toJson() gives), and is told to `onChange`. The first failure ends the pipeline: what comes after is skipped, and its error is
/// returned with the step's title in front.
Result<std::vector<StepOutcome>> runSteps(const std::vector<Step> &steps, const EngineCommand &engine,
                                          const std::function<void(const StepOutcome &)> &onChange,
                                          const RunContext &context);

} // namespace slipway::pipeline
