#include "app/engine/feature_definitions.h"
#include "app/engine/file_options.h"
#include "app/engine/verbs/features.h"

#include "core/features/definitions/feature_set_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace slipway::engine {

namespace {

/// The tables of the workspace, where there is one: a file can be checked without.
Result<features::TableColumns> knownTables(const Session &session)
{
    if (session.opened)
        return features::FeatureSets(*session.opened).tables();
    const auto folder = workspaceFolder(session.options);
    std::error_code ignored;
    if (!std::filesystem::exists(folder / "slipway.db", ignored))
        return features::TableColumns();
    SLIPWAY_ASSIGN(const auto workspace,
                   workspace::Workspace::open(folder, workspace::OpenMode::Existing, {.actor = {}}));
    return features::FeatureSets(workspace).tables();
}

Result<Answer> check(Session &session, const std::string &argument)
{
    SLIPWAY_ASSIGN(const NamedSet named, namedSet(session.opened ? &*session.opened : nullptr, argument));
    SLIPWAY_ASSIGN(const auto tables, knownTables(session));
    SLIPWAY_TRY(features::checkTables(named.set, named.shown, tables));
    std::vector<std::string> checked;
    std::vector<std::string> missing;
    for (const auto &table : named.set.tables())
        (tables.contains(table) ? checked : missing).push_back(table);

    Json names = Json::array();
    for (const auto *feature : named.set.outputs())
        names.push_back(feature->name);
    std::string text = fmt::format("{}: {} is right. It has {} features in {} views.\n", named.shown,
                                   named.set.name, names.size(), named.set.views.size());
    if (!checked.empty())
        text += fmt::format("Its columns and types fit {}.\n", fmt::join(checked, ", "));
    if (!missing.empty())
        text += fmt::format("Not compared, because there is no such data set here: {}.\n",
                            fmt::join(missing, ", "));
    return Answer {{{"passed", true},
                    {"set", named.set.name},
                    {"digest", features::featureSetDigest(named.set)},
                    {"features", std::move(names)},
                    {"views", named.set.views.size()},
                    {"tables_checked", checked},
                    {"tables_missing", missing}},
                   std::move(text)};
}

} // namespace

void addFeaturesCheckVerb(VerbList &verbs, CLI::App *group)
{
    auto argument = std::make_shared<std::string>();
    CLI::App *command = group->add_subcommand(
        "check", "Whether definitions are right, by themselves and for the tables of the workspace");
    command->add_option("FILE", *argument, "A YAML file, or a set like feed or feed@2")->required();
    command->footer("A mistake is told with its file, its line and what to do; the exit status is 4 then.\n"
                    "For example: slipway features check my_features.yaml");
    verbs.addChoice(command, [=]() -> Request {
        return {namesFile(*argument) ? Needs::Nothing : Needs::Workspace, Runs::AtOnce,
                [=](Session &session) { return check(session, *argument); }};
    });
}

} // namespace slipway::engine
