#include "core/pipeline/retraining_check.h"

#include "core/base/json_value.h"
#include "core/monitor/retraining_policy.h"
#include "core/registry/models.h"
#include "core/workspace/artifacts.h"
#include "core/workspace/config.h"
#include "core/workspace/event_log.h"
#include "core/workspace/runs.h"
#include "core/workspace/vault.h"

#include <algorithm>

namespace slipway::pipeline {

namespace {

namespace fs = std::filesystem;
using registry::ModelVersion;
using workspace::EventLog;
using workspace::Row;
using workspace::Store;

constexpr std::int64_t mostTrainings = 20;

std::optional<double> numberIn(const Json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

Json timeJson(std::optional<TimeMicros> time)
{
    return time ? Json(isoTime(*time)) : Json();
}

std::optional<double> daysUntil(TimeMicros now, std::optional<TimeMicros> then)
{
    if (!then)
        return std::nullopt;
    return std::max(0.0, static_cast<double>(now - *then) / static_cast<double>(microsPerDay));
}

/// A file that is missing or damaged tells nothing.
Json readIfThere(const Result<fs::path> &file)
{
    const auto text = file ? workspace::readFile(file.value()) : Result<std::string>(file.error());
    return text ? Json::parse(text.value(), nullptr, false) : Json();
}

/// The model that serves, and when its run was trained.
struct Production {
    std::optional<ModelVersion> version;
    std::optional<TimeMicros> trained;
    std::optional<TimeMicros> promoted;
    std::optional<double> accuracy;
};

Result<std::optional<TimeMicros>> timeOfNewest(const EventLog &events, const std::string &kind,
                                               const std::string &subject)
{
    SLIPWAY_ASSIGN(const auto event, events.newest(kind, subject));
    return event ? std::optional(event->time) : std::optional<TimeMicros>();
}

Result<Production> readProduction(const std::vector<ModelVersion> &versions, const EventLog &events,
                                  const fs::path &folder)
{
    Production production;
    const auto serving = std::find_if(versions.begin(), versions.end(), [](const ModelVersion &version) {
        return version.stage == registry::productionAlias;
    });
    if (serving == versions.end())
        return production;
    production.version = *serving;
    SLIPWAY_ASSIGN(production.trained, timeOfNewest(events, "run.trained", serving->runId));
    SLIPWAY_ASSIGN(production.promoted, timeOfNewest(events, "model.promoted", serving->reference()));
    SLIPWAY_ASSIGN(const auto rolledBack, timeOfNewest(events, "model.rolled_back", serving->reference()));
    production.promoted = std::max(production.promoted, rolledBack);
    production.accuracy = numberIn(valueOr(serving->metrics, "metrics", Json::object()), "accuracy");
    if (!production.accuracy) { // it may have been evaluated after it was registered
        const Json evaluation = readIfThere(folder / serving->folder / "evaluation.json");
        production.accuracy = numberIn(valueOr(evaluation, "metrics", Json::object()), "accuracy");
    }
    return production;
}

/// What is kept of the last drift report; null where there is none.
Result<Json> readDrift(const EventLog &events, const fs::path &folder)
{
    SLIPWAY_ASSIGN(const auto event, events.newest("drift.measured"));
    if (!event)
        return Json();
    const auto hash = valueOr(event->change.payload, "report", std::string());
    const Json report = readIfThere(workspace::Artifacts(folder / "artifacts").find(hash));
    const Json summary = valueOr(report, "summary", Json::object());
    Json drift = {{"measured", isoTime(event->time)},
                  {"reference", valueOr(event->change.payload, "reference", std::string())},
                  {"current", valueOr(event->change.payload, "current", std::string())},
                  {"profile", valueOr(report, "profile", std::string())},
                  {"score", nullptr}};
    if (const auto score = numberIn(summary, "overall_score"))
        drift["score"] = *score;
    drift["columns"] = valueOr(summary, "columns", 0);
    drift["drifted_columns"] = valueOr(summary, "drifted_columns", 0);
    drift["undefined_columns"] = valueOr(summary, "undefined_columns", Json::array()).size();
    return drift;
}

/// Accuracy of the newest run named production_evaluation that has one.
Result<std::optional<double>> recentAccuracy(Store &store)
{
    std::optional<double> accuracy;
    SLIPWAY_TRY(store.each(
        "SELECT metric_points.value FROM runs JOIN metric_points ON metric_points.run = runs.id "
        "JOIN metric_keys ON metric_keys.id = metric_points.key "
        "WHERE runs.name = 'production_evaluation' AND runs.lifecycle_stage = 'active' "
        "AND metric_keys.key = 'accuracy' AND metric_points.value IS NOT NULL "
        "ORDER BY runs.start_time, runs.id, metric_points.step",
        {}, [&](const Row &row) { accuracy = row.real(0); }));
    return accuracy;
}

Result<Json> readTrainings(const std::vector<workspace::LoggedEvent> &events,
                           const std::vector<ModelVersion> &versions, Store &store)
{
    Json trainings = Json::array();
    for (const auto &event : events) {
        Json training = {{"run", event.change.subject},
                         {"time", isoTime(event.time)},
                         {"actor", event.origin.actor},
                         {"through", event.origin.through}};
        if (const auto run = workspace::Runs(store).find(event.change.subject)) {
            training["name"] = run.value().name;
            for (const char *key : {"val_auc", "test_auc"}) {
                const auto metric = run.value().metrics.find(key);
                if (metric != run.value().metrics.end())
                    training[key] = metric->second;
            }
        }
        for (const auto &version : versions) {
            if (version.runId != event.change.subject)
                continue;
            training["version"] = version.reference();
            training["stage"] = version.stage;
        }
        trainings.push_back(std::move(training));
    }
    return trainings;
}

} // namespace

Result<Json> checkRetraining(Store &store, const fs::path &folder, TimeMicros now)
{
    const auto &schema = workspace::configSchema("monitoring_config.yaml");
    SLIPWAY_ASSIGN(const auto config, workspace::Config::read(schema, folder / "config"));
    const monitor::RetrainingPolicy policy {
        .driftLimit = config.number("retraining.drift_threshold"),
        .accuracyDropLimit = config.number("retraining.accuracy_drop"),
        .mostDays = static_cast<double>(config.integer("retraining.max_days")),
        .leastDays = static_cast<double>(config.integer("retraining.min_days"))};

    const EventLog events(store);
    SLIPWAY_ASSIGN(const auto versions, registry::Models(store).list());
    SLIPWAY_ASSIGN(const auto production, readProduction(versions, events, folder));
    SLIPWAY_ASSIGN(const Json drift, readDrift(events, folder));
    SLIPWAY_ASSIGN(const auto recent, recentAccuracy(store));
    SLIPWAY_ASSIGN(const auto trained, events.ofKind("run.trained", {}, mostTrainings));

    monitor::RetrainingInputs inputs {
        .baselineAccuracy = production.accuracy,
        .recentAccuracy = recent,
        .daysSinceTraining = daysUntil(now, production.trained),
        .daysSinceAnyTraining =
            daysUntil(now, trained.empty() ? std::optional<TimeMicros>() : std::optional(trained.front().time))};
    // The other profiles' scores mean something else: the documents' is 0.5 where nothing drifts.
    if (valueOr(drift, "profile", std::string()) == "calibrated")
        inputs.driftScore = numberIn(drift, "score");

    const auto rules = monitor::retrainingRules(inputs, policy);
    const auto verdict = monitor::retrainingVerdict(rules);
    Json answer = monitor::retrainingDecision(inputs, policy);
    answer["verdict"] = monitor::retrainingVerdictName(verdict);
    answer["advised"] = verdict == monitor::RetrainingVerdict::Retrain;
    answer["rules"] = monitor::toJson(rules);
    answer["policy"] = {{"drift_threshold", policy.driftLimit},
                        {"accuracy_drop", policy.accuracyDropLimit},
                        {"max_days", policy.mostDays},
                        {"min_days", policy.leastDays}};
    answer["production"] = nullptr;
    if (production.version) {
        answer["production"] = {{"version", production.version->reference()},
                                {"run", production.version->runId},
                                {"trained", timeJson(production.trained)},
                                {"promoted", timeJson(production.promoted)}};
    }
    answer["drift"] = drift;
    SLIPWAY_ASSIGN(answer["trainings"], readTrainings(trained, versions, store));
    return answer;
}

} // namespace slipway::pipeline
