#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/registry/candidate.h"
#include "core/registry/model_files.h"
#include "core/registry/promotion.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using registry::Models;
using registry::ModelVersion;

Json versionAnswer(const ModelVersion &version)
{
    Json json = registry::toJson(version);
    json["version_name"] = version.reference();
    return json;
}

std::string testMetric(const ModelVersion &version, const char *key)
{
    const Json test = version.metrics.value("metrics", Json::object());
    return test.contains(key) && test[key].is_number() ? fmt::format("{:.4f}", test[key].get<double>()) : "-";
}

std::string versionsAsText(const std::vector<ModelVersion> &versions)
{
    if (versions.empty())
        return "No versions yet. Register a run with: slipway registry register RUN\n";
    std::vector<std::vector<std::string>> rows {
        {"version", "stage", "aliases", "test AUC", "run", "registered"}};
    for (const auto &version : versions) {
        rows.push_back({version.reference(), version.stage,
                        fmt::format("{}", fmt::join(version.aliases, ", ")), testMetric(version, "auc"),
                        version.runId.substr(0, 13), isoTime(version.created).substr(0, 19)});
    }
    return textTable(rows);
}

/// The artifacts of a run's model, as its training recorded them.
Result<Json> recordedFiles(const workspace::Workspace &workspace, const std::string &runId)
{
    SLIPWAY_ASSIGN(const auto trained, workspace.events().newest("run.trained", runId));
    const Json files = trained ? trained->change.payload.value("files", Json()) : Json();
    if (!files.is_object())
        return failure("registry.not_trained", {{"run", runId}});
    return files;
}

Result<Answer> registerRun(Session &session, const std::string &runStart, const std::string &name)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto run, workspace.runs().find(runStart));
    const auto folder = registry::runModelFolder(workspace, run.id);
    SLIPWAY_ASSIGN(const auto cardText, workspace::readFile(folder / "model.json"));
    SLIPWAY_ASSIGN(const auto card, parseJson(cardText, (folder / "model.json").string()));
    ModelVersion version {.name = name,
                          .modelId = card.value("model_id", ""),
                          .runId = run.id,
                          .folder = folder.lexically_relative(workspace.folder()).string()};
    SLIPWAY_ASSIGN(version.files, recordedFiles(workspace, run.id));
    if (const auto measured = workspace::readFile(folder / "evaluation.json")) {
        SLIPWAY_ASSIGN(version.metrics, parseJson(measured.value(), (folder / "evaluation.json").string()));
    }
    Models models(workspace.store());
    SLIPWAY_TRY(workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(version, models.add(version));
        SLIPWAY_TRY(workspace.change(
            {"model.registered", version.reference(), {{"run", run.id}, {"model_id", version.modelId}}}));
        return done();
    }));
    SLIPWAY_TRY(registry::publishProduction(workspace, name));
    return Answer {versionAnswer(version),
                   fmt::format("{} is run {}\n", version.reference(), run.id.substr(0, 13))};
}

std::string gatesAsText(const std::vector<registry::Gate> &gates)
{
    std::string text;
    for (const auto &gate : gates)
        text += fmt::format("  {}  {:<26} {}\n", gate.passed ? "ok" : "no", gate.name, gate.sentence);
    return text;
}

Result<std::vector<registry::Gate>> checkedGates(const Session &session,
                                                 const workspace::Workspace &workspace,
                                                 const ModelVersion &version)
{
    SLIPWAY_ASSIGN(const auto limits, registry::gateLimits(workspace));
    SLIPWAY_ASSIGN(const auto facts, registry::gateFacts(workspace, version, session.context));
    return registry::checkGates(facts, limits, utcNow());
}

Result<Answer> showGates(Session &session, const std::string &reference)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto version, Models(workspace.store()).find(reference));
    SLIPWAY_ASSIGN(const auto gates, checkedGates(session, workspace, version));
    const bool passed = registry::allPassed(gates);
    return Answer {
        {{"version_name", version.reference()}, {"passed", passed}, {"gates", registry::toJson(gates)}},
        fmt::format("{}: {}\n{}", version.reference(), passed ? "every gate passed" : "refused",
                    gatesAsText(gates))};
}

Result<Answer> promote(Session &session, const std::string &reference, const std::string &reason)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto version, Models(workspace.store()).find(reference));
    SLIPWAY_ASSIGN(const auto gates, checkedGates(session, workspace, version));
    const auto gatesJson = registry::toJson(gates);
    Json json = {
        {"version_name", version.reference()}, {"passed", registry::allPassed(gates)}, {"gates", gatesJson}};
    if (!registry::allPassed(gates)) {
        SLIPWAY_TRY(workspace.change(
            {"model.refused", version.reference(), {{"reason", reason}, {"gates", gatesJson}}}));
        return Answer {json,
                       fmt::format("{} was refused; production stays as it is.\n{}", version.reference(),
                                   gatesAsText(gates))};
    }
    if (session.context.cancelled())
        return cancelled();
    SLIPWAY_ASSIGN(const auto serving, Models(workspace.store()).production(version.name));
    if (serving && serving->version == version.version) {
        SLIPWAY_TRY(registry::publishProduction(workspace, version.name));
        return Answer {
            json, fmt::format("{} is in production already; nothing was changed.\n", version.reference())};
    }
    SLIPWAY_ASSIGN(const auto promotion, registry::promote(workspace, version, reason, gatesJson));
    json.update(registry::toJson(promotion));
    return Answer {json,
                   fmt::format("{} is in production.\n{}To take that back: slipway {}\n", version.reference(),
                               gatesAsText(gates), promotion.inverse)};
}

Result<Answer> rollBack(Session &session, const std::string &name, const std::string &target,
                        const std::string &reason)
{
    SLIPWAY_ASSIGN(const auto promotion, registry::rollBack(session.workspace(), name, target, reason));
    const std::string now = promotion.now ? promotion.now->reference() + " is in production again."
                                          : "Nothing is in production now.";
    return Answer {registry::toJson(promotion),
                   fmt::format("{}\nTo take that back: slipway {}\n", now, promotion.inverse)};
}

void addReadingVerbs(VerbList &verbs, CLI::App *group)
{
    auto reference = std::make_shared<std::string>();
    CLI::App *list = group->add_subcommand("list", "Every version, and which one serves");
    verbs.add(list, Needs::Workspace, Runs::AtOnce, [](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto versions, Models(session.workspace().store()).list());
        Json json = Json::array();
        for (const auto &version : versions)
            json.push_back(versionAnswer(version));
        return Answer {{{"versions", json}}, versionsAsText(versions)};
    });

    CLI::App *show = group->add_subcommand("show", "One version");
    show->add_option("VERSION", *reference,
                     "Like feed-model/3, feed-model@Production, or feed-model for the newest")
        ->required();
    verbs.add(show, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto version, Models(session.workspace().store()).find(*reference));
        return Answer {versionAnswer(version), writeJson(versionAnswer(version), 2) + "\n"};
    });

    CLI::App *gates =
        group->add_subcommand("gates", "What a version would have to pass, and whether it does");
    gates->add_option("VERSION", *reference, "Like feed-model/3")->required();
    verbs.add(gates, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return showGates(session, *reference); });
}

void addChangingVerbs(VerbList &verbs, CLI::App *group)
{
    auto reference = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    auto name = std::make_shared<std::string>(registry::modelNameOf("feed"));
    CLI::App *add = group->add_subcommand("register", "Give the model of a run a name and a version number");
    add->add_option("RUN", *reference, "Id of the run, or the start of it")->required();
    add->add_option("--name", *name, "Name of the registered model")->capture_default_str();
    verbs.add(add, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return registerRun(session, *reference, *name); });

    CLI::App *up = group->add_subcommand("promote", "Put a version into production if it passes every gate");
    up->add_option("VERSION", *reference, "Like feed-model/3")->required();
    up->add_option("--reason", *reason, "Why, for the event log")->required();
    verbs.add(up, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return promote(session, *reference, *reason); });

    auto target = std::make_shared<std::string>();
    CLI::App *back = group->add_subcommand("rollback", "Go back to the version that served before");
    back->add_option("NAME", *name, "Name of the registered model")->capture_default_str();
    back->add_option("--to", *target, "A version number, or none (standard: the version before)");
    back->add_option("--reason", *reason, "Why, for the event log");
    verbs.add(back, Needs::Workspace, Runs::AsJob,
              [=](Session &session) { return rollBack(session, *name, *target, *reason); });
}

} // namespace

void addRegistryVerbs(VerbList &verbs)
{
    CLI::App *group =
        verbs.app().add_subcommand("registry", "Register, promote and roll back versions of a model");
    group->require_subcommand(1);
    addReadingVerbs(verbs, group);
    addChangingVerbs(verbs, group);
}

} // namespace slipway::engine
