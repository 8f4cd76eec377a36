#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/workspace/garbage.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using workspace::Garbage;

Json garbageJson(const std::vector<Garbage> &garbage)
{
    Json json = Json::array();
    for (const auto &each : garbage) {
        json.push_back({{"kind", garbageKindName(each.kind)},
                        {"path", each.path.string()},
                        {"bytes", each.bytes},
                        {"why", each.why}});
    }
    return json;
}

std::string garbageText(const std::vector<Garbage> &garbage, std::uintmax_t bytes)
{
    if (garbage.empty())
        return "Nothing to remove: records name everything that is there.\n";
    std::vector<std::vector<std::string>> rows {{"kind", "bytes", "path", "why"}};
    for (const auto &each : garbage) {
        rows.push_back({std::string(garbageKindName(each.kind)),
                        grouped(static_cast<std::int64_t>(each.bytes)), each.path.string(), each.why});
    }
    return textTable(rows)
        + fmt::format("\n{} bytes would be free. Nothing was removed yet; remove it with: slipway gc --yes\n",
                      grouped(static_cast<std::int64_t>(bytes)));
}

Result<Answer> show(Session &session, const workspace::GarbageOptions &options)
{
    SLIPWAY_ASSIGN(const auto garbage, workspace::findGarbage(session.workspace(), options));
    std::uintmax_t bytes = 0;
    for (const auto &each : garbage)
        bytes += each.bytes;
    return Answer {
        {{"removed", false}, {"files", garbage.size()}, {"bytes", bytes}, {"garbage", garbageJson(garbage)}},
        garbageText(garbage, bytes)};
}

Result<Answer> remove(Session &session, const workspace::GarbageOptions &options)
{
    SLIPWAY_ASSIGN(const auto removed,
                   workspace::removeGarbage(session.workspace(), options, session.context));
    return Answer {{{"removed", true}, {"files", removed.files}, {"bytes", removed.bytes}},
                   fmt::format("{} files and folders removed, {} bytes are free\n", grouped(removed.files),
                               grouped(static_cast<std::int64_t>(removed.bytes)))};
}

} // namespace

void addGcVerb(VerbList &verbs)
{
    auto yes = std::make_shared<bool>(false);
    auto options = std::make_shared<workspace::GarbageOptions>();
    CLI::App *command = verbs.app().add_subcommand(
        "gc",
        "Show what no record needs any more: deleted data sets and runs, lost content; --yes removes it");
    auto dry = std::make_shared<bool>(false);
    CLI::Option *dryFlag = command->add_flag("--dry-run", *dry, "Only show it, which is the standard");
    command->add_flag("--yes", *yes, "Remove it; this cannot be taken back")->excludes(dryFlag);
    command->add_flag("--indexes", options->indexes,
                      "Also the row indexes of data sets that are there; they can be built again");
    verbs.addChoice(command, [=]() -> Request {
        if (*yes)
            return {Needs::Workspace, Runs::AsJob,
                    [=](Session &session) { return remove(session, *options); }};
        return {Needs::Workspace, Runs::AtOnce,
                [options, dry](Session &session) { return show(session, *options); }};
    });
}

} // namespace slipway::engine
