#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/worlds/scenario.h"
#include "core/pipeline/feed_demo.h"
#include "core/registry/models.h"
#include "core/registry/promotion.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using pipeline::StepOutcome;
using pipeline::StepState;

std::string shown(const Json &result, std::string_view key, std::string_view form)
{
    const auto found = result.find(key);
    if (found == result.end() || !found->is_number())
        return "not known";
    return fmt::format(fmt::runtime(form), found->get<double>());
}

/// What a step's line says about its result.
std::string told(const StepOutcome &step)
{
    const Json &result = step.result;
    if (!result.is_object())
        return step.error.is_object() ? step.error.value("message", "") : "";
    if (step.state == StepState::Refused && result.contains("sentence"))
        return result.value("sentence", "");
    if (step.id == "generate")
        return fmt::format("{} interactions",
                           grouped(result.at("rows").value("interactions", std::int64_t {0})));
    if (step.id == "validate") {
        const auto &statistics = result.at("statistics");
        return fmt::format("{} of {} checks passed", statistics.value("successful_expectations", 0),
                           statistics.value("evaluated_expectations", 0));
    }
    if (step.id == "features")
        return fmt::format("{} features", result.at("features").size());
    if (step.id.ends_with("train"))
        return "validation AUC " + shown(result.at("metrics"), "val_auc", "{:.4f}");
    if (step.id.ends_with("evaluate")) {
        return "test AUC " + shown(result.at("metrics"), "auc", "{:.4f}") + ", the best possible is "
            + shown(result, "ceiling_auc", "{:.4f}");
    }
    if (step.id.ends_with("register"))
        return result.value("version_name", "");
    if (step.id == "compare")
        return "AUC " + shown(result, "difference", "{:+.4f}") + ", p " + shown(result, "p_value", "{:.2g}");
    if (step.id.ends_with("promote"))
        return step.state == StepState::Done ? "every gate passed"
                                             : "a gate stayed shut, production stays as it is";
    if (step.id == "serve")
        return "p50 " + shown(result, "serving_p50_ms", "{:.2f} ms") + ", p99 "
            + shown(result, "serving_p99_ms", "{:.2f} ms");
    if (step.id == "drift") {
        const auto &summary = result.at("summary");
        return fmt::format("{} of {} columns have drifted", summary.value("drifted_columns", 0),
                           summary.value("columns", 0));
    }
    if (step.id == "report")
        return result.value("file", "");
    return "";
}

std::string_view mark(StepState state)
{
    switch (state) {
    case StepState::Done:
        return "ok";
    case StepState::Refused:
        return "no";
    case StepState::Skipped:
        return "--";
    default:
        return "!!";
    }
}

std::string stepLine(std::size_t number, std::size_t count, const StepOutcome &step)
{
    return fmt::format("{:>2}/{}  {}  {:<40} {:>6.1f} s  {}\n", number, count, mark(step.state), step.title,
                       step.seconds, told(step));
}

std::string whatToLookAt(const workspace::Workspace &workspace, const std::vector<StepOutcome> &steps)
{
    const auto folder = workspace.folder().string();
    std::string report;
    for (const auto &step : steps) {
        if (step.id == "report" && step.result.is_object())
            report = step.result.value("file", "");
    }
    return fmt::format("\nWhat to look at now:\n"
                       "  the report     {}\n"
                       "  the workspace  {}\n"
                       "  the runs       slipway -w {} runs list\n"
                       "  the versions   slipway -w {} registry list\n"
                       "  what happened  slipway -w {} audit log\n"
                       "  predictions    slipway -w {} serve\n",
                       report, folder, folder, folder, folder, folder);
}

struct DemoRequest {
    std::string scenario;
    std::int64_t rows = 0; ///< 0: as data_config.yaml says
};

Result<Answer> demo(Session &session, const DemoRequest &request)
{
    auto &workspace = session.workspace();
    const registry::Models models(workspace.store());
    SLIPWAY_ASSIGN(const auto production, models.production(registry::modelNameOf(request.scenario)));
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    pipeline::DemoOptions options;
    options.rows = request.rows > 0 ? request.rows : config.integer("generation.rows");
    if (options.rows == 0) {
        SLIPWAY_ASSIGN(const data::Scenario *scenario, data::findScenario(request.scenario));
        options.rows = scenario->rows;
    }
    options.seed = static_cast<std::uint64_t>(config.integer("generation.seed"));
    options.needsFirstModel = !production;

    const auto steps = pipeline::feedDemo(options);
    const bool toTerminal = !session.options.events && !session.options.json;
    std::size_t number = 0;
    const double start = steadySeconds();
    const auto onChange = [&](const StepOutcome &step) {
        if (step.state == StepState::Running)
            return;
        ++number;
        if (toTerminal)
            print(stepLine(number, steps.size(), step));
    };
    const pipeline::EngineCommand engine {pipeline::thisProgram(), workspace.folder(), "pipeline"};
    SLIPWAY_ASSIGN(const auto outcomes, pipeline::runSteps(steps, engine, onChange, session.context));

    bool passed = true;
    Json list = Json::array();
    for (const auto &outcome : outcomes) {
        list.push_back(toJson(outcome));
        passed = passed && outcome.state != StepState::Skipped;
    }
    const double seconds = steadySeconds() - start;
    return Answer {
        {{"passed", passed}, {"seconds", seconds}, {"steps", list}},
        fmt::format("\nThe whole life in {:.1f} s.\n{}", seconds, whatToLookAt(workspace, outcomes))};
}

} // namespace

void addDemoVerb(VerbList &verbs)
{
    auto request = std::make_shared<DemoRequest>();
    CLI::App *command =
        verbs.app().add_subcommand("demo", "Take a model through its whole life, a line for each step");
    command->add_option("SCENARIO", request->scenario, "Which world: feed")
        ->required()
        ->check(CLI::IsMember({"feed"}));
    command
        ->add_option("--rows", request->rows, "Interactions to generate (standard: as data_config.yaml says)")
        ->check(CLI::Range(std::int64_t {1000}, std::int64_t {10'000'000'000}));
    verbs.add(command, Needs::NewWorkspace, Runs::AsJob,
              [=](Session &session) { return demo(session, *request); });
}

} // namespace slipway::engine
