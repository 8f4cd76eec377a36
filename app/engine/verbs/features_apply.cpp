#include "app/engine/feature_definitions.h"
#include "app/engine/file_options.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/features/definitions/scenario_sets.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct ApplyRequest {
    std::string named;
    std::string scenario;
};

/// What is to be put in force.
Result<NamedSet> wanted(const workspace::Workspace &workspace, const ApplyRequest &request)
{
    if (request.named.empty() == request.scenario.empty())
        return failure("definitions.apply_what", {});
    if (request.scenario.empty())
        return namedSet(&workspace, request.named);
    SLIPWAY_ASSIGN(const auto *scenario, features::findScenarioSet(request.scenario));
    return NamedSet {.shown = request.scenario + "/features.yaml",
                     .yaml = std::string(scenario->text),
                     .set = scenario->set,
                     .record = {}};
}

std::string applyText(const features::AppliedSet &applied, const features::SetChanges &changes,
                      const Json &touches)
{
    const auto reference = applied.record.reference();
    if (applied.before && applied.before->version == applied.record.version)
        return fmt::format("{} is in force already: the definitions mean the same.\n", reference);
    std::string text = fmt::format("{} is in force{}\n", reference,
                                   applied.before ? ", instead of " + applied.before->reference() : "");
    if (!applied.before)
        return text
            + fmt::format("It has {} features. Build them with: slipway features build --set {}\n",
                          changes.added.size(), applied.record.name);
    return text + changesText(changes) + touchedText(touches);
}

Result<Answer> apply(Session &session, const ApplyRequest &request)
{
    const auto &workspace = session.workspace();
    const features::FeatureSets sets(workspace);
    SLIPWAY_ASSIGN(const NamedSet named, wanted(workspace, request));
    SLIPWAY_ASSIGN(const auto tables, sets.tables());
    SLIPWAY_TRY(features::checkTables(named.set, named.shown, tables));
    const bool ofScenario = !named.record && !namesFile(request.named);
    SLIPWAY_ASSIGN(const auto applied,
                   named.record ? sets.applyAgain(*named.record)
                                : sets.apply(named.yaml, named.shown, ofScenario ? named.set.name : ""));
    std::optional<features::RecordedSet> before;
    if (applied.before) {
        SLIPWAY_ASSIGN(before, sets.read(*applied.before));
    }
    const auto changes = features::compareSets(before ? before->set : features::FeatureSet {}, named.set);
    SLIPWAY_ASSIGN(const Json touches,
                   touchedJson(&workspace, before ? &before->set : nullptr, named.set, changes));
    return Answer {{{"set", applied.record.name},
                    {"version", applied.record.version},
                    {"digest", applied.record.digest},
                    {"new", applied.isNew},
                    {"before", applied.before ? Json(applied.before->version) : Json()},
                    {"changes", toJson(changes)},
                    {"touches", touches},
                    {"inverse", applied.inverse.empty() ? Json() : Json(applied.inverse)}},
                   applyText(applied, changes, touches)};
}

} // namespace

void addFeaturesApplyVerbs(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ApplyRequest>();
    CLI::App *command = group->add_subcommand(
        "apply", "Put definitions in force, as a new version where their meaning has changed");
    command->add_option("FILE", request->named, "A YAML file, or an earlier version like feed@1");
    command->add_option("--scenario", request->scenario,
                        "The definitions that come with a scenario: feed, churn, ...");
    command->footer("It says which features changed, and which features, models and reports that touches.\n"
                    "For example: slipway features apply my_features.yaml");
    verbs.add(command, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return apply(session, *request); });

    auto name = std::make_shared<std::string>();
    CLI::App *withdraw = group->add_subcommand(
        "withdraw", "Take a feature set out of force; its versions can be applied again");
    withdraw->add_option("SET", *name, "Like feed")->required();
    verbs.add(withdraw, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto record, features::FeatureSets(session.workspace()).withdraw(*name));
        return Answer {{{"set", record.name},
                        {"version", record.version},
                        {"inverse", "features apply " + record.reference()}},
                       record.reference() + " is no longer in force\n"};
    });
}

} // namespace slipway::engine
