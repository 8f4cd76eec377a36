#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/workspace/config_edit.h"

#include <fmt/format.h>

#include <memory>

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

struct NewValue {
    std::string file;
    std::string key;
    std::string value;
};

Result<Answer> changeConfig(Session &session, const NewValue &wanted)
{
    SLIPWAY_ASSIGN(const auto change, workspace::changeSetting(session.workspace(), wanted.file, wanted.key,
                                                               wanted.value));
    Json json = {
        {"file", wanted.file}, {"key", wanted.key}, {"before", change.before}, {"value", change.now}};
    if (change.now == change.before)
        return Answer {json, fmt::format("{} is {} already; nothing was changed.\n", wanted.key,
                                         writeJson(change.now))};
    std::string takeBack;
    if (!change.inverse.empty()) {
        json["inverse"] = change.inverse;
        takeBack = fmt::format(" To take that back: slipway {}", change.inverse);
    }
    return Answer {json, fmt::format("{} is {} now, it was {}.{}\n", wanted.key, writeJson(change.now),
                                     writeJson(change.before), takeBack)};
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

    CLI::App *group = verbs.app().add_subcommand("config", "Check and change the workspace's configuration files");
    group->require_subcommand(1);
    CLI::App *check =
        group->add_subcommand("check", "Read all three files; name the line of the first mistake");
    verbs.add(check, Needs::Workspace, Runs::AtOnce, checkConfigs);

    auto wanted = std::make_shared<NewValue>();
    CLI::App *set =
        group->add_subcommand("set", "Change one setting; comments and other lines of the file stay");
    set->add_option("FILE", wanted->file, "Which file: model_config.yaml, say")->required();
    set->add_option("KEY", wanted->key, "Which setting: training.epochs, say")->required();
    set->add_option("VALUE", wanted->value, "Its new value; numbers of a list are parted by commas")->required();
    verbs.add(set, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return changeConfig(session, *wanted); });
}

} // namespace slipway::engine
