#include "app/engine/pushed_data.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace slipway::engine {

namespace {

struct PushedRequest {
    std::string set;
    std::string view;
    bool keep = false;
};

Json timeJson(std::optional<TimeMicros> time)
{
    return time ? Json(isoTime(*time)) : Json();
}

Json viewJson(const workspace::Workspace &workspace, const PushedToView &pushed)
{
    const auto &file = pushed.file;
    return {{"set", file.set},
            {"view", file.view},
            {"file", file.path.lexically_relative(workspace.folder()).string()},
            {"dataset", pushed.dataset ? Json(pushed.dataset->reference()) : Json()},
            {"rows", file.newRows()},
            {"kept", file.kept.lines},
            {"first", timeJson(file.first)},
            {"last", timeJson(file.last)},
            {"fits", pushed.plan.has_value()},
            {"why", pushed.problem ? Json(pushed.problem->message) : Json()}};
}

std::string momentText(const Json &time)
{
    return time.is_null() ? std::string("-") : time.get<std::string>().substr(0, 19);
}

std::string listText(const Json &views)
{
    if (views.empty())
        return "Nothing was pushed to the data (POST /push with \"to\":\"offline\").\n";
    std::vector<std::vector<std::string>> rows {
        {"view", "new rows", "in the data", "first", "last", "data set"}};
    std::string problems;
    bool fits = false;
    for (const auto &view : views) {
        const auto name =
            fmt::format("{}.{}", view.at("set").get<std::string>(), view.at("view").get<std::string>());
        rows.push_back({name, grouped(view.at("rows").get<std::int64_t>()),
                        grouped(view.at("kept").get<std::int64_t>()), momentText(view.at("first")),
                        momentText(view.at("last")),
                        view.at("dataset").is_null() ? "-" : view.at("dataset")});
        if (!view.at("why").is_null())
            problems += fmt::format("{}: {}\n", name, view.at("why").get<std::string>());
        fits = fits || (view.at("fits") == true && view.at("rows").get<std::int64_t>() > 0);
    }
    return textTable(rows) + problems
        + (fits ? "Make the new rows part of the data with: slipway features pushed --keep\n" : "");
}

Result<std::vector<PushedToView>> chosen(Session &session, const PushedRequest &request)
{
    SLIPWAY_ASSIGN(auto pushed, pushedToViews(session.workspace(), request.set, session.context));
    if (request.view.empty())
        return pushed;
    std::erase_if(pushed, [&](const auto &each) { return each.file.view != request.view; });
    if (pushed.empty())
        return failure("pushed.nothing", {{"view", request.view}});
    return pushed;
}

Result<Answer> list(Session &session, const PushedRequest &request)
{
    SLIPWAY_ASSIGN(const auto pushed, chosen(session, request));
    Json views = Json::array();
    std::int64_t rows = 0;
    for (const auto &each : pushed) {
        views.push_back(viewJson(session.workspace(), each));
        rows += each.file.newRows();
    }
    auto text = listText(views);
    return Answer {{{"views", std::move(views)}, {"rows", rows}}, std::move(text)};
}

/// Where nothing that waits can become data, the reason is the answer.
Status refuseAllUnfit(const std::vector<PushedToView> &pushed)
{
    const auto waits = [](const auto &each) { return each.file.newRows() > 0; };
    const auto unfit =
        std::ranges::find_if(pushed, [&](const auto &each) { return waits(each) && !each.plan; });
    const bool fits = std::ranges::any_of(pushed, [&](const auto &each) { return waits(each) && each.plan; });
    return fits || unfit == pushed.end() ? done() : Status(*unfit->problem);
}

Result<Answer> keep(Session &session, const PushedRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto pushed, chosen(session, request));
    SLIPWAY_TRY(refuseAllUnfit(pushed));
    SLIPWAY_ASSIGN(
        const auto versions,
        keepPushed(workspace, pushed, workspace.workFolder(session.job) / "pushed", session.context));
    std::string text = versions.empty() ? "Everything that was pushed is in the data.\n" : "";
    Json made = Json::array();
    for (const auto &version : versions) {
        made.push_back(toJson(version));
        made.back()["inverse"] = "data delete " + version.reference();
        text +=
            fmt::format("{} has the pushed rows too: {} rows. To take that back: slipway data delete {}\n",
                        version.reference(), grouped(version.rows), version.reference());
    }
    std::int64_t rows = 0;
    Json left = Json::array();
    for (const auto &each : pushed) {
        if (each.plan) {
            rows += each.file.newRows();
        } else if (each.file.newRows() > 0) {
            left.push_back(viewJson(workspace, each));
            text += fmt::format("{}.{} stays as it is. {}\n", each.file.set, each.file.view,
                                each.problem->message);
        }
    }
    return Answer {{{"versions", std::move(made)}, {"rows", rows}, {"left", std::move(left)}},
                   std::move(text)};
}

} // namespace

void addFeaturesPushedVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<PushedRequest>();
    CLI::App *command = group->add_subcommand(
        "pushed",
        "Rows that a server was sent for training (POST /push to offline): show them, make them data");
    command->add_option("--set", request->set, "Only of this feature set (standard: of all)");
    command->add_option("--view", request->view, "Only what was pushed to this view");
    command->add_flag(
        "--keep", request->keep,
        "Make the new rows a new version of the data sets that they belong to; from then on everything "
        "that reads the data sees them: build, asof, skew, materialize");
    command->footer("Rows go behind those of the data set, each with its own event time and created time. "
                    "Where the view's source "
                    "has no time,\na row takes the place of the one with the same keys. A row that does not "
                    "fit is told with its "
                    "file and line, and nothing is\ntaken. Rows are taken once; a version that is deleted "
                    "gives its rows back, and "
                    "an import that replaces the data set has none of them.");
    verbs.addChoice(command, [=]() -> Request {
        if (request->keep)
            return {Needs::Workspace, Runs::AsJob, [=](Session &session) { return keep(session, *request); }};
        return {Needs::Workspace, Runs::AtOnce, [=](Session &session) { return list(session, *request); }};
    });
}

} // namespace slipway::engine
