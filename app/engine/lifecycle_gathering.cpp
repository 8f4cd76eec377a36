#include "app/engine/lifecycle_gathering.h"

#include "core/monitor/drift.h"
#include "core/registry/model_files.h"
#include "core/registry/models.h"
#include "core/registry/promotion.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using workspace::JobState;
using workspace::JobSummary;

/// A stage of the life: the words that its command begins with, and what people call it.
struct Stage {
    std::string_view name;
    std::vector<std::string> words;
};

const std::array<Stage, 10> &stages()
{
    static const std::array<Stage, 10> all {{
        {"Generate", {"data", "generate"}},
        {"Check", {"data", "validate"}},
        {"Features", {"features", "build"}},
        {"Train", {"train"}},
        {"Evaluate", {"evaluate"}},
        {"Register", {"registry", "register"}},
        {"Compare", {"compare"}},
        {"Promote", {"registry", "promote"}},
        {"Serve", {"bench", "serving"}},
        {"Drift", {"drift"}},
    }};
    return all;
}

bool hasEnded(const JobSummary &job)
{
    return job.state == JobState::Done || job.state == JobState::Refused;
}

/// The newest job of a stage that came to a result; jobs are sorted newest first.
const JobSummary *newest(const std::vector<JobSummary> &jobs, const std::vector<std::string> &words)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const JobSummary &job) {
        return hasEnded(job) && job.command.size() >= words.size()
            && std::equal(words.begin(), words.end(), job.command.begin());
    });
    return found == jobs.end() ? nullptr : &*found;
}

std::optional<Json> resultOf(const std::vector<JobSummary> &jobs, const std::vector<std::string> &words)
{
    const JobSummary *job = newest(jobs, words);
    return job ? std::optional(job->result) : std::nullopt;
}

std::optional<Json> readJson(const fs::path &file)
{
    const auto text = workspace::readFile(file);
    Json json = text ? Json::parse(text.value(), nullptr, false) : Json();
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
}

Result<std::optional<Json>> dataFacts(const workspace::Workspace &workspace,
                                      const std::vector<JobSummary> &jobs)
{
    Json tables = Json::array();
    Json facts = Json::object();
    for (const std::string name : {"users", "items", "interactions"}) {
        const auto dataset = workspace.datasets().find(name);
        if (!dataset && dataset.error().id == "dataset.missing")
            continue;
        SLIPWAY_TRY(dataset);
        tables.push_back(
            {{"name", name}, {"rows", dataset.value().rows}, {"columns", dataset.value().schema.size()}});
        facts["rows"] = dataset.value().rows;
    }
    if (tables.empty())
        return std::optional<Json>();
    facts["tables"] = tables;
    if (const auto generated = resultOf(jobs, {"data", "generate"});
        generated && generated->contains("click_rate"))
        facts["positive_share"] = generated->at("click_rate");
    return std::optional(facts);
}

std::optional<Json> validationFacts(const std::vector<JobSummary> &jobs)
{
    // The same verb proposes suites, which says nothing about the data.
    std::vector<JobSummary> checked = jobs;
    std::erase_if(checked, [](const JobSummary &job) { return !job.result.contains("results"); });
    const auto result = resultOf(checked, {"data", "validate"});
    if (!result)
        return std::nullopt;
    Json checks = Json::array();
    for (const auto &check : result->at("results")) {
        const auto &config = check.at("expectation_config");
        const Json kwargs = config.value("kwargs", Json::object());
        checks.push_back({{"check", config.value("type", "")},
                          {"column", kwargs.value("column", "")},
                          {"passed", check.value("success", false)}});
    }
    return Json {{"passed", result->value("passed", false)}, {"checks", checks}};
}

std::optional<Json> servingFacts(const std::vector<JobSummary> &jobs)
{
    const auto result = resultOf(jobs, {"bench", "serving"});
    if (!result)
        return std::nullopt;
    Json facts {{"requests", result->value("requests", 0)},
                {"errors", 0}, // the benchmark ends with an error at the first answer that is none
                {"p50_ms", result->at("serving_p50_ms")},
                {"p99_ms", result->at("serving_p99_ms")}};
    if (result->contains("requests_per_second"))
        facts["requests_per_second"] = result->at("requests_per_second");
    return facts;
}

Result<std::optional<Json>> policyFacts(const workspace::Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto config, workspace.config("monitoring_config.yaml"));
    return std::optional<Json>({{"drift_limit", config.number("retraining.drift_threshold")},
                                {"accuracy_drop", config.number("retraining.accuracy_drop")},
                                {"days", config.integer("retraining.max_days")},
                                {"pause_days", config.integer("retraining.min_days")}});
}

void addSteps(const std::vector<JobSummary> &jobs, const std::string &folder, report::LifecycleFacts &facts)
{
    Json steps = Json::array();
    for (const auto &stage : stages()) {
        const JobSummary *job = newest(jobs, stage.words);
        if (!job)
            continue;
        const double seconds =
            static_cast<double>(job->ended - job->started) / static_cast<double>(microsPerSecond);
        steps.push_back(
            {{"name", stage.name}, {"seconds", seconds}, {"passed", job->state == JobState::Done}});
        facts.commands.push_back(fmt::format("slipway -w {} {}", folder, fmt::join(job->command, " ")));
    }
    if (!steps.empty())
        facts.steps = steps;
}

} // namespace

Result<report::LifecycleFacts> gatherLifecycle(const workspace::Workspace &workspace,
                                               const std::string &scenario)
{
    SLIPWAY_ASSIGN(const auto jobs, workspace.jobs().list());
    report::LifecycleFacts facts;
    facts.scenario = scenario;
    facts.workspace = workspace.folder().string();
    facts.created = isoTime(utcNow());
    SLIPWAY_ASSIGN(facts.data, dataFacts(workspace, jobs));
    facts.validation = validationFacts(jobs);
    facts.features = resultOf(jobs, {"features", "build"});
    facts.comparison = resultOf(jobs, {"compare"});
    facts.serving = servingFacts(jobs);
    facts.drift = readJson(workspace / "data/monitoring/drift_report.json");
    if (facts.drift)
        (*facts.drift)["psi_limit"] = monitor::DriftOptions {}.psiLimit;
    SLIPWAY_ASSIGN(facts.policy, policyFacts(workspace));
    if (const auto promotion = resultOf(jobs, {"registry", "promote"});
        promotion && promotion->contains("gates"))
        facts.gates = promotion->at("gates");

    const auto version = registry::Models(workspace.store()).find(registry::modelNameOf(scenario));
    if (version) {
        const auto &found = version.value();
        facts.version = Json {{"name", found.name}, {"version", found.version}, {"stage", found.stage}};
        facts.model = readJson(workspace / found.folder / "model.json");
        if (const auto evaluation = readJson(workspace / found.folder / "evaluation.json")) {
            facts.test = evaluation->value("metrics", Json::object());
            if (evaluation->contains("calibration"))
                (*facts.test)["calibration"] = evaluation->at("calibration");
            if (evaluation->contains("ceiling_auc") && evaluation->at("ceiling_auc").is_number())
                facts.ceiling = Json {{"auc", evaluation->at("ceiling_auc")}};
        }
    } else if (version.error().id != "registry.version_missing") {
        return version.error();
    }
    addSteps(jobs, workspace.folder().string(), facts);
    return facts;
}

} // namespace slipway::engine
