#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/read.h"
#include "core/data/versions.h"
#include "core/features/definitions/set_records.h"
#include "core/features/feed_features.h"
#include "core/learn/model.h"
#include "core/learn/trainer.h"
#include "core/registry/data_requirement.h"
#include "core/registry/model_files.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using workspace::DatasetVersion;

constexpr std::string_view experimentName = "feed";
constexpr std::string_view target = "click";
constexpr std::size_t largestTransforms = 1 << 20; ///< bytes of a file of transforms

struct TrainRequest {
    std::string name = "ranker";
    std::string algorithm; ///< empty: as model_config.yaml says
    std::vector<std::string> settings; ///< "training.epochs=3"
    std::string transforms; ///< a file; empty: as the definitions say
};

/// One part of the features: its version, and its rows in memory.
struct Part {
    DatasetVersion version;
    data::Table table;
};

/// What a model is to look at, and how its features come into it.
struct Definitions {
    std::vector<std::string> names;
    features::TransformSpec transforms; ///< as the definitions say; those that they do not name are proposed
};

/// The definitions that the files were built from, which need not be those in force now.
Result<Definitions> builtDefinitions(const workspace::Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto built,
                   workspace.events().newest("features.built", std::string(experimentName)));
    if (!built || !built->change.payload.contains("version"))
        return Definitions {features::feedFeatureNames(), {}};
    const features::FeatureSets sets(workspace);
    SLIPWAY_ASSIGN(const auto chosen,
                   sets.choose(fmt::format("{}@{}", experimentName,
                                           built->change.payload.at("version").get<std::int64_t>())));
    Definitions definitions {{}, chosen.set.transforms};
    for (const auto *feature : chosen.set.outputs())
        definitions.names.push_back(feature->name);
    return definitions;
}

Result<Part> readPart(const Session &session, const workspace::Workspace &workspace,
                      const std::string &dataset, std::vector<std::string> columns)
{
    auto version = workspace.datasets().find(dataset);
    if (!version && version.error().id == "dataset.missing")
        return failure("engine.no_data", {{"what", "features"}, {"command", "slipway features build"}});
    SLIPWAY_TRY(version);
    SLIPWAY_ASSIGN(const auto file, workspace.artifacts().find(version.value().fileHash));
    columns.emplace_back(target);
    SLIPWAY_ASSIGN(auto table, data::readTable(file, columns, {}, session.context));
    return Part {std::move(version).value(), std::move(table)};
}

Result<workspace::Config> settings(const workspace::Workspace &workspace, const TrainRequest &request)
{
    SLIPWAY_ASSIGN(auto config, workspace.config("model_config.yaml"));
    const auto &schema = workspace::configSchema("model_config.yaml");
    for (const auto &setting : request.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return failure("engine.setting", {{"text", setting}});
        SLIPWAY_TRY(config.set(schema, setting.substr(0, equals), setting.substr(equals + 1)));
    }
    if (!request.algorithm.empty())
        SLIPWAY_TRY(config.set(schema, "model.type", request.algorithm));
    return config;
}

/// The run's records that are known before training starts.
Result<std::string> startRun(const Session &session, const workspace::Workspace &workspace,
                             const TrainRequest &request, const workspace::Config &config, const Part &train,
                             const Part &validation)
{
    auto runs = workspace.runs();
    std::string run;
    SLIPWAY_TRY(workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(
            run,
            runs.create({std::string(experimentName), request.name, workspace.origin().actor, session.job}));
        for (const auto &item : config.values().items()) {
            const auto &value = item.value();
            SLIPWAY_TRY(runs.setParam(run, item.key(),
                                      value.is_string() ? value.get<std::string>() : writeJson(value)));
        }
        SLIPWAY_TRY(runs.addInput(run, train.version.id, "training"));
        return runs.addInput(run, validation.version.id, "validation");
    }));
    return run;
}

Status finishRun(const workspace::Workspace &workspace, const std::string &run, const Status &status)
{
    const bool stopped = !status && status.error().code == ErrorCode::Cancelled;
    SLIPWAY_TRY(workspace.runs().finish(run, status ? "FINISHED" : stopped ? "KILLED" : "FAILED"));
    return status;
}

/// Keeps the trained folder: every file as an artifact, models/runs/<run> by name, models/training as the
/// latest view.
Result<Json> keepModel(const Session &session, const workspace::Workspace &workspace, const std::string &run,
                       const fs::path &trained)
{
    const auto kept = registry::runModelFolder(workspace, run);
    Json files = Json::object();
    std::vector<workspace::ViewFile> views;
    for (const auto &entry : fs::directory_iterator(trained)) {
        const auto name = entry.path().filename().string();
        SLIPWAY_ASSIGN(const auto hash, workspace.artifacts().adopt(entry.path(), session.context));
        SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(hash));
        SLIPWAY_TRY(workspace::linkOrCopy(content, kept / name));
        files[name] = hash;
        views.push_back({"models/training/" + name, std::move(content)});
    }
    // What was measured belongs to the model that was there before.
    std::error_code ignored;
    fs::remove(workspace / "models/training/test_metrics.json", ignored);
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), "feed", views));
    return files;
}

/// Why this data must not be trained on; empty where nothing speaks against it.
Result<std::string> dataRefusal(const workspace::Workspace &workspace, const DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const auto requirement, registry::dataRequirement(workspace));
    if (!requirement.forTraining)
        return std::string();
    SLIPWAY_ASSIGN(const auto passed,
                   registry::dataVerdict(workspace, registry::checkedDigest(version), requirement));
    if (passed.value_or(false))
        return std::string();
    return sentence(
        passed ? "registry.data_failed" : "registry.data_unchecked",
        {{"data", fmt::format("{}@{}", version.name, version.version)},
         {"suite", requirement.suite.empty() ? std::string("any suite") : "the suite " + requirement.suite}});
}

Result<features::TransformSpec> transformsIn(const std::string &file)
{
    SLIPWAY_ASSIGN(const auto text, workspace::readFile(file, largestTransforms));
    return features::readTransforms(text, file);
}

Result<Answer> train(Session &session, const TrainRequest &request)
{
    auto &workspace = session.workspace();
    const RunContext &context = session.context;
    SLIPWAY_ASSIGN(const auto config, settings(workspace, request));
    SLIPWAY_ASSIGN(auto definitions, builtDefinitions(workspace));
    if (!request.transforms.empty()) {
        SLIPWAY_ASSIGN(definitions.transforms, transformsIn(request.transforms));
    }
    const auto &names = definitions.names;
    context.progress(0, "reading the features");
    SLIPWAY_ASSIGN(const auto train, readPart(session, workspace, "feed_train", names));
    SLIPWAY_ASSIGN(const auto validation, readPart(session, workspace, "feed_val", names));
    SLIPWAY_ASSIGN(const std::string refusal, dataRefusal(workspace, train.version));
    if (!refusal.empty())
        return Answer {{{"passed", false}, {"gate", "data_checked"}, {"sentence", refusal}}, refusal + "\n"};
    SLIPWAY_ASSIGN(const auto run, startRun(session, workspace, request, config, train, validation));
    context.state("training", {{"run", run}, {"epochs", config.integer("training.epochs")}});

    const fs::path trained = workspace.workFolder(session.job) / "model";
    const learn::TrainInput input {
        .train = train.table,
        .validation = validation.table,
        .features = names,
        .target = std::string(target),
        .runId = run,
        .data = {{"train", train.version.digest}, {"validation", validation.version.digest}},
        .transforms = definitions.transforms};
    Json answer = {{"run_id", run}};
    std::string text;
    const auto work = [&]() -> Status {
        Json given = config.values();
        given.erase("model.type");
        SLIPWAY_ASSIGN(const auto summary,
                       learn::train(config.text("model.type"), input, given, trained, context));
        SLIPWAY_ASSIGN(const auto files, keepModel(session, workspace, run, trained));
        const auto &best = summary.history.at(static_cast<std::size_t>(summary.bestEpoch - 1));
        SLIPWAY_TRY(workspace.runs().setTag(run, "slipway.model_id", summary.modelId));
        SLIPWAY_TRY(
            workspace.change({"run.trained", run, {{"model_id", summary.modelId}, {"files", files}}}));
        answer["model_id"] = summary.modelId;
        answer["files"] = files;
        answer["rows"] = summary.rows;
        answer["epochs"] = summary.history.size();
        answer["best_epoch"] = summary.bestEpoch;
        answer["stopped_early"] = summary.stoppedEarly;
        answer["seconds"] = summary.seconds;
        answer["metrics"] = {{"val_auc", best.validationAuc}, {"val_loss", best.validationLoss}};
        text = fmt::format("run {}: validation AUC {:.4f} in epoch {} of {}, {:.1f} s\n", run.substr(0, 13),
                           best.validationAuc, summary.bestEpoch, summary.history.size(), summary.seconds);
        return done();
    };
    SLIPWAY_TRY(finishRun(workspace, run, work()));
    context.artifact("model", "models/training/best_model.pt");
    return Answer {answer, text};
}

} // namespace

void addTrainVerb(VerbList &verbs)
{
    auto request = std::make_shared<TrainRequest>();
    CLI::App *command =
        verbs.app().add_subcommand("train", "Train a ranker on the features of the workspace");
    command
        ->add_option("--algorithm", request->algorithm, "Kind of model (standard: as model_config.yaml says)")
        ->check(CLI::IsMember({"mlp"}));
    command->add_option("--name", request->name, "What to call the run")->capture_default_str();
    command->add_option(
        "--set", request->settings,
        "A setting of model_config.yaml for this run only, like training.epochs=3; may be repeated");
    command->add_option(
        "--transforms", request->transforms,
        "A YAML file that says what columns go through on their way into the model; the "
        "others go through what is proposed (standard: the transforms of the definitions that the "
        "features were built from)");
    command->footer("A file of transforms:\n  transforms:\n    - columns: [item_popularity]\n      steps:\n"
                    "        - {type: quantile, to: normal}\n"
                    "    - columns: [item_category]\n      steps:\n        - {type: one_hot, min_count: 50, "
                    "others: place}");
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return train(session, *request); });
}

} // namespace slipway::engine
