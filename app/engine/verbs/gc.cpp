#include "app/engine/online_garbage.h"
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
    SLIPWAY_ASSIGN(auto garbage, workspace::findGarbage(session.workspace(), options));
    SLIPWAY_ASSIGN(const auto online, findOnlineGarbage(session.workspace(), session.context));
    garbage.insert(garbage.end(), online.begin(), online.end());
    std::uintmax_t bytes = 0;
    for (const auto &each : garbage)
        bytes += each.bytes;
    return Answer {
        {{"removed", false}, {"files", garbage.size()}, {"bytes", bytes}, {"garbage", garbageJson(garbage)}},
        garbageText(garbage, bytes)};
}

Result<Answer> remove(Session &session, const workspace::GarbageOptions &options)
{
    SLIPWAY_ASSIGN(auto removed, workspace::removeGarbage(session.workspace(), options, session.context));
    SLIPWAY_ASSIGN(const auto online, removeOnlineGarbage(session.workspace(), session.context));
    removed.files += online.files;
    removed.bytes += online.bytes;
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
        "Show what no record needs any more: deleted data sets and runs, lost content, stored values of "
        "feature "
        "sets that are not in force, old logs of served features; --yes removes it");
    auto dry = std::make_shared<bool>(false);
    CLI::Option *dryFlag = command->add_flag("--dry-run", *dry, "Only show it, which is the standard");
    command->add_flag("--yes", *yes, "Remove it; this cannot be taken back")->excludes(dryFlag);
    command->add_flag("--indexes", options->indexes,
                      "Also the row indexes of data sets that are there; they can be built again");
    command
        ->add_option(
            "--log-days", options->logDays,
            "Logs of served features (logs/served) are kept for as many days; the server itself keeps no "
            "more than 16 files of 64 MB")
        ->check(CLI::Range(0, 36'500))
        ->capture_default_str();
    command->footer(
        "What is stored online of a set that was withdrawn, or of a view that its set has no more, is "
        "removed;\nits room in the store is used again. A view of an older definition stays until it is "
        "materialized anew.\nA Redis is not touched, only its copy in the workspace. Rows that were "
        "pushed (data/pushed) stay.");
    verbs.addChoice(command, [=]() -> Request {
        if (*yes)
            return {Needs::Workspace, Runs::AsJob,
                    [=](Session &session) { return remove(session, *options); }};
        return {Needs::Workspace, Runs::AtOnce,
                [options, dry](Session &session) { return show(session, *options); }};
    });
}

} // namespace slipway::engine
