#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/read.h"
#include "core/data/versions.h"
#include "core/evaluate/binary_metrics.h"
#include "core/evaluate/importance.h"
#include "core/evaluate/model_evaluation.h"
#include "core/registry/model_files.h"
#include "core/registry/models.h"
#include "core/stats/auc.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>
#include <unordered_map>

namespace slipway::engine {

namespace {

using workspace::Workspace;

/// The AUC that the generator's own probabilities reach on these rows: no model can be expected to do better.
/// Empty where the data was not generated here.
Result<std::optional<double>> ceilingAuc(const Workspace &workspace, const data::Table &test,
                                         const std::vector<std::uint8_t> &labels, const RunContext &context)
{
    const auto file = data::versionFile(workspace, "interactions_truth");
    if (!file)
        return std::optional<double>();
    SLIPWAY_ASSIGN(const auto truth, data::readTable(file.value(), {}, {}, context));
    SLIPWAY_ASSIGN(const auto *const ids, data::requireNumbers(truth, "interaction_id", "the truth"));
    SLIPWAY_ASSIGN(const auto *const chances, data::requireNumbers(truth, "probability", "the truth"));
    SLIPWAY_ASSIGN(const auto *const rows, data::requireNumbers(test, "interaction_id", "the test rows"));
    std::unordered_map<double, double> chanceOf;
    chanceOf.reserve(truth.rows());
    for (std::size_t i = 0; i < truth.rows(); ++i)
        chanceOf.emplace(ids->numbers[i], chances->numbers[i]);
    std::vector<double> scores;
    for (const double id : rows->numbers) {
        const auto found = chanceOf.find(id);
        if (found == chanceOf.end())
            return std::optional<double>(); // the test rows are of other data
        scores.push_back(found->second);
    }
    SLIPWAY_ASSIGN(const auto metrics, evaluate::binaryMetrics(labels, scores));
    return metrics.at("auc").is_number() ? std::optional(metrics.at("auc").get<double>()) : std::nullopt;
}

/// The run's curves and tables show what was measured on test rows beside what was measured while training.
Status logTestMetrics(const Workspace &workspace, const std::string &run, const Json &metrics)
{
    std::vector<workspace::MetricPoint> points;
    for (const auto &metric : metrics.items()) {
        if (metric.value().is_number())
            points.push_back({"test_" + metric.key(), 0, utcNow(), metric.value().get<double>()});
    }
    return workspace.runs().addMetrics(run, points);
}

/// Versions that were registered from this run carry its evaluation.
Status updateVersions(const Workspace &workspace, const std::string &run, const Json &evaluation)
{
    registry::Models models(workspace.store());
    SLIPWAY_ASSIGN(const auto versions, models.list());
    for (const auto &version : versions) {
        if (version.runId == run)
            SLIPWAY_TRY(models.setMetrics(version.name, version.version, evaluation));
    }
    return done();
}

Status keepEvaluation(const Workspace &workspace, const registry::ModelFiles &model, const Json &evaluation)
{
    const auto &metrics = evaluation.at("metrics");
    SLIPWAY_TRY(workspace::writeFile(model.folder / "evaluation.json", writeJson(evaluation, 2) + "\n"));
    SLIPWAY_TRY(workspace::writeFile(model.folder / "test_metrics.json", writeJson(metrics, 2) + "\n"));
    SLIPWAY_TRY(
        workspace::publishViews(workspace.folder(), "feed",
                                {{"models/training/test_metrics.json", model.folder / "test_metrics.json"}}));
    return workspace.change(
        {"run.evaluated", model.runId, {{"data", evaluation.at("data")}, {"auc", metrics.at("auc")}}},
        [&]() -> Status {
            SLIPWAY_TRY(logTestMetrics(workspace, model.runId, metrics));
            return updateVersions(workspace, model.runId, evaluation);
        });
}

std::vector<std::string> featuresOf(const learn::Model &model)
{
    std::vector<std::string> names;
    for (const auto &feature : model.pipeline().features())
        names.push_back(feature.name);
    return names;
}

Result<Answer> evaluateModel(Session &session, const std::string &name, const std::string &dataset)
{
    auto &workspace = session.workspace();
    const RunContext &context = session.context;
    SLIPWAY_ASSIGN(const auto files, registry::findModel(workspace, name));
    SLIPWAY_ASSIGN(const auto model, learn::Model::load(files.folder));
    context.progress(0.1, "reading the test rows");
    const auto version = workspace.datasets().find(dataset);
    if (!version && version.error().id == "dataset.missing" && dataset == "feed_test")
        return failure("engine.no_data", {{"what", "features"}, {"command", "slipway features build"}});
    SLIPWAY_TRY(version);
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(version.value().fileHash));
    SLIPWAY_ASSIGN(const auto test, data::readTable(file, {}, {}, context));
    context.progress(0.4, "scoring");
    SLIPWAY_ASSIGN(const auto scored, evaluate::scoreTable(model, test));
    context.progress(0.7, "measuring");
    SLIPWAY_ASSIGN(auto evaluation, evaluate::evaluateScores(scored, test));
    SLIPWAY_ASSIGN(const auto ceiling, ceilingAuc(workspace, test, scored.labels, context));
    context.progress(0.8, "weighing the features");
    SLIPWAY_ASSIGN(
        evaluation["importance"],
        evaluate::permutationImportance([&](const data::Table &rows) { return model.predict(rows); }, test,
                                        featuresOf(model), {}, context));
    evaluation["model_id"] = model.id();
    evaluation["run_id"] = files.runId;
    evaluation["evaluated_at"] = utcNow();
    evaluation["data"] = {{"name", version.value().name},
                          {"version", version.value().version},
                          {"digest", version.value().digest}};
    evaluation["ceiling_auc"] = ceiling ? Json(*ceiling) : Json();
    if (context.cancelled())
        return cancelled();
    if (!files.runId.empty())
        SLIPWAY_TRY(keepEvaluation(workspace, files, evaluation));
    context.artifact("metrics", "models/training/test_metrics.json");

    const auto &metrics = evaluation.at("metrics");
    std::string text =
        fmt::format("{} on {} rows of {}@{}\n", files.reference, metrics.at("n").get<std::int64_t>(),
                    version.value().name, version.value().version);
    for (const auto *key : {"auc", "log_loss", "precision@10", "ndcg@10", "user_auc", "ece"}) {
        if (metrics.contains(key) && metrics.at(key).is_number())
            text += fmt::format("  {:<14} {:.4f}\n", key, metrics.at(key).get<double>());
    }
    if (ceiling)
        text += fmt::format("  {:<14} {:.4f}  (what the generator's own probabilities reach)\n",
                            "best possible", *ceiling);
    return Answer {evaluation, text};
}

} // namespace

void addEvaluateVerb(VerbList &verbs)
{
    auto model = std::make_shared<std::string>();
    auto dataset = std::make_shared<std::string>("feed_test");
    CLI::App *command =
        verbs.app().add_subcommand("evaluate", "Measure a model on rows that it has not seen");
    command->add_option("MODEL", *model, "A run, a version like feed-model/3, or a folder with model.json")
        ->required();
    command->add_option("--data", *dataset, "Data set of feature rows")->capture_default_str();
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return evaluateModel(session, *model, *dataset); });
}

} // namespace slipway::engine
