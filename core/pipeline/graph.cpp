#include "core/pipeline/graph.h"

#include "core/base/clock.h"
#include "core/base/json_value.h"
#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace slipway::pipeline {

namespace {

constexpr std::array<std::string_view, 7> stateNames {"waiting", "running",   "done",   "refused",
                                                      "failed",  "cancelled", "skipped"};

/// Fills "{step.key}" from the results so far.
Result<std::string> filled(const std::string &argument, const std::map<std::string, Json> &results)
{
    std::string text = argument;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
        const auto close = text.find('}', open);
        const auto dot = text.find('.', open);
        if (close == std::string::npos || dot == std::string::npos || dot > close)
            return failure("pipeline.placeholder", {{"text", argument}});
        const auto step = results.find(text.substr(open + 1, dot - open - 1));
        const auto key = text.substr(dot + 1, close - dot - 1);
        if (step == results.end() || !step->second.contains(key))
            return failure("pipeline.placeholder", {{"text", argument}});
        const Json &value = step->second.at(key);
        const std::string put = value.is_string() ? value.get<std::string>() : writeJson(value);
        text.replace(open, close - open + 1, put);
        open += put.size();
    }
    return text;
}

void tell(const StepOutcome &outcome, const std::function<void(const StepOutcome &)> &onChange,
          const RunContext &context)
{
    Json fields = toJson(outcome);
    fields["step_state"] = fields["state"]; // an event's own state is "step"
    fields.erase("state");
    context.state("step", fields);
    if (onChange)
        onChange(outcome);
}

/// Says what is going to happen, before it does.
void announcePlan(const std::vector<const Step *> &order, const RunContext &context)
{
    Json steps = Json::array();
    for (const Step *step : order)
        steps.push_back({{"step", step->id},
                         {"title", step->title},
                         {"after", step->after},
                         {"command", step->arguments}});
    context.state("plan", {{"steps", steps}});
}

/// The step's command with every placeholder filled in.
Status fillCommand(const Step &step, const std::map<std::string, Json> &results, StepOutcome &outcome)
{
    for (const auto &argument : step.arguments) {
        SLIPWAY_ASSIGN(auto word, filled(argument, results));
        outcome.command.push_back(std::move(word));
    }
    return done();
}

/// Runs one step to its end and writes down how it went.
Status runStep(const EngineCommand &engine, double fractionBefore, double fractionShare, StepOutcome &outcome,
               const RunContext &context)
{
    if (context.cancelled())
        return cancelled();
    SLIPWAY_ASSIGN(const auto process, JobProcess::start(engine, outcome.command));
    const auto result = process->finish(context, [&](const Json &event) {
        const auto kind = valueOr(event, "event", std::string());
        if (kind == "progress") {
            context.progress(fractionBefore + fractionShare * valueOr(event, "fraction", 0.0),
                             fmt::format("{}: {}", outcome.title, valueOr(event, "stage", std::string())));
        }
        if (kind == "metric" && context.events)
            context.events->post({"step_metric", event});
    });
    if (!result)
        return result.error();
    outcome.result = result.value();
    outcome.state = valueOr(outcome.result, "passed", true) ? StepState::Done : StepState::Refused;
    return done();
}

} // namespace

std::string_view stepStateName(StepState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

Json toJson(const StepOutcome &outcome)
{
    Json json = {{"step", outcome.id},
                 {"title", outcome.title},
                 {"state", stepStateName(outcome.state)},
                 {"seconds", outcome.seconds},
                 {"command", outcome.command}};
    if (!outcome.result.is_null())
        json["result"] = outcome.result;
    if (!outcome.error.is_null())
        json["error"] = outcome.error;
    return json;
}

Result<std::vector<const Step *>> runningOrder(const std::vector<Step> &steps)
{
    std::vector<const Step *> order;
    const auto isPlaced = [&](const std::string &id) {
        return std::any_of(order.begin(), order.end(), [&](const Step *step) { return step->id == id; });
    };
    const auto isKnown = [&](const std::string &id) {
        return std::any_of(steps.begin(), steps.end(), [&](const Step &step) { return step.id == id; });
    };
    for (const auto &step : steps) {
        for (const auto &before : step.after) {
            if (!isKnown(before))
                return failure("pipeline.unknown_step", {{"step", step.id}, {"before", before}});
        }
    }
    while (order.size() < steps.size()) {
        const auto ready = std::find_if(steps.begin(), steps.end(), [&](const Step &step) {
            return !isPlaced(step.id) && std::all_of(step.after.begin(), step.after.end(), isPlaced);
        });
        if (ready == steps.end())
            return failure("pipeline.circle");
        order.push_back(&*ready);
    }
    return order;
}

Result<std::vector<StepOutcome>> runSteps(const std::vector<Step> &steps, const EngineCommand &engine,
                                          const std::function<void(const StepOutcome &)> &onChange,
                                          const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto order, runningOrder(steps));
    std::vector<StepOutcome> outcomes;
    for (const Step *step : order)
        outcomes.push_back({.id = step->id, .title = step->title});

    announcePlan(order, context);
    std::map<std::string, Json> results;
    const double share = 1.0 / static_cast<double>(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto &outcome = outcomes[i];
        outcome.state = StepState::Running;
        auto status = fillCommand(*order[i], results, outcome);
        tell(outcome, onChange, context);
        const double start = steadySeconds();
        if (status)
            status = runStep(engine, share * static_cast<double>(i), share, outcome, context);
        outcome.seconds = steadySeconds() - start;
        if (!status) {
            outcome.error = toJson(status.error());
            outcome.state =
                status.error().code == ErrorCode::Cancelled ? StepState::Cancelled : StepState::Failed;
        }
        const bool stops = !status || (outcome.state == StepState::Refused && order[i]->refusalStops);
        tell(outcome, onChange, context);
        results[outcome.id] = outcome.result;
        if (!stops)
            continue;
        for (std::size_t rest = i + 1; rest < outcomes.size(); ++rest) {
            outcomes[rest].state = StepState::Skipped;
            tell(outcomes[rest], onChange, context);
        }
        if (!status)
            return status.error().code == ErrorCode::Cancelled ? status.error()
                                                               : status.error().in(outcome.title);
        return outcomes;
    }
    return outcomes;
}

} // namespace slipway::pipeline
