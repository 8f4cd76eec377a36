#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include <fmt/format.h>

namespace slipway::engine {

namespace {

Result<Answer> checkConfigs(Session &session)
{
    Json json = Json::object();
    std::string text;
    for (const auto &schema : workspace::configSchemas()) {
        SLIPWAY_ASSIGN(const auto config, session.workspace().config(schema.file));
        json[schema.file] = config.values();
        text += fmt::format("{}: {} settings, all valid\n", schema.file, config.values().size());
    }
    return Answer {json, text};
}

} // namespace

void addConfigVerbs(VerbList &verbs)
{
    CLI::App *init = verbs.app().add_subcommand("init", "Make a workspace in an empty folder");
    verbs.add(init, Needs::NewWorkspace, Runs::AtOnce, [](Session &session) -> Result<Answer> {
        const auto folder = session.workspace().folder().string();
        return Answer {{{"workspace", folder}},
                       fmt::format("Workspace {}\nNext: slipway -w {} demo feed\n", folder, folder)};
    });

    CLI::App *group = verbs.app().add_subcommand("config", "Check the workspace's configuration files");
    group->require_subcommand(1);
    CLI::App *check =
        group->add_subcommand("check", "Read all three files; name the line of the first mistake");
    verbs.add(check, Needs::Workspace, Runs::AtOnce, checkConfigs);
}

} // namespace slipway::engine
