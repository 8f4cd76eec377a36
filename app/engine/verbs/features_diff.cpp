#include "app/engine/feature_definitions.h"
#include "app/engine/file_options.h"
#include "app/engine/verbs/features.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

Result<Answer> diff(Session &session, const std::string &before, const std::string &after)
{
    const workspace::Workspace *workspace = session.opened ? &*session.opened : nullptr;
    SLIPWAY_ASSIGN(const NamedSet from, namedSet(workspace, before));
    SLIPWAY_ASSIGN(const NamedSet to, namedSet(workspace, after));
    const auto changes = features::compareSets(from.set, to.set);
    SLIPWAY_ASSIGN(const Json touches, touchedJson(workspace, &from.set, to.set, changes));
    auto text = fmt::format("{} -> {}{}\n", from.shown, to.shown, changes.empty() ? ": the same" : "");
    text += changesText(changes) + touchedText(touches);
    return Answer {{{"before", from.shown},
                    {"after", to.shown},
                    {"same", changes.empty()},
                    {"changes", toJson(changes)},
                    {"touches", touches}},
                   std::move(text)};
}

} // namespace

void addFeaturesDiffVerb(VerbList &verbs, CLI::App *group)
{
    auto before = std::make_shared<std::string>();
    auto after = std::make_shared<std::string>();
    CLI::App *command = group->add_subcommand(
        "diff",
        "What differs between two sets of definitions, and which features, models and reports that touches");
    command->add_option("BEFORE", *before, "A set like feed@1, or a YAML file")->required();
    command->add_option("AFTER", *after, "A set like feed@2, or a YAML file")->required();
    command->footer("For example: slipway features diff feed my_features.yaml");
    verbs.addChoice(command, [=]() -> Request {
        const bool onFiles = namesFile(*before) && namesFile(*after);
        return {onFiles ? Needs::Nothing : Needs::Workspace, Runs::AtOnce,
                [=](Session &session) { return diff(session, *before, *after); }};
    });
}

} // namespace slipway::engine
