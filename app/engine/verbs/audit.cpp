#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

std::string eventsAsText(const std::vector<workspace::LoggedEvent> &events)
{
    if (events.empty())
        return "Nothing was changed yet.\n";
    std::vector<std::vector<std::string>> rows {{"seq", "time", "who", "what", "subject", "undo"}};
    for (const auto &event : events) {
        rows.push_back({std::to_string(event.seq), isoTime(event.time).substr(0, 19), event.origin.actor,
                        event.change.kind, event.change.subject,
                        event.change.inverse ? "slipway " + *event.change.inverse : ""});
    }
    return textTable(rows);
}

} // namespace

void addAuditVerbs(VerbList &verbs)
{
    CLI::App *group =
        verbs.app().add_subcommand("audit", "Read and check the log of everything that changed");
    group->require_subcommand(1);

    auto limit = std::make_shared<std::int64_t>(50);
    CLI::App *log = group->add_subcommand("log", "The newest events, and how to take them back");
    log->add_option("--limit", *limit, "How many at most")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    verbs.add(log, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto events, session.workspace().events().latest(*limit));
        Json json = Json::array();
        for (const auto &event : events)
            json.push_back(toJson(event));
        return Answer {{{"events", json}}, eventsAsText(events)};
    });

    CLI::App *verify =
        group->add_subcommand("verify", "Check that no event was changed, removed or slipped in");
    verbs.add(verify, Needs::Workspace, Runs::AtOnce, [](Session &session) -> Result<Answer> {
        const auto state = session.workspace().events().verify(session.context);
        if (!state && state.error().id == "audit.broken") {
            return Answer {{{"passed", false}, {"error", toJson(state.error())}},
                           state.error().message + "\n"};
        }
        if (!state)
            return state.error();
        return Answer {{{"passed", true}, {"events", state.value().events}, {"head", state.value().head}},
                       fmt::format("The log is whole: {} events, head {}\n", grouped(state.value().events),
                                   state.value().head)};
    });
}

} // namespace slipway::engine
