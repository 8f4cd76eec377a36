#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

using workspace::RunSummary;

constexpr std::int64_t standardLimit = 50;

std::string shownMetric(const RunSummary &run, const std::string &key)
{
    const auto found = run.metrics.find(key);
    return found == run.metrics.end() ? "-" : fmt::format("{:.4f}", found->second);
}

std::string runsAsText(const std::vector<RunSummary> &runs)
{
    if (runs.empty())
        return "No runs yet. Train a model with: slipway train\n";
    std::vector<std::vector<std::string>> rows {{"run", "name", "status", "started", "val_auc", "test_auc"}};
    for (const auto &run : runs) {
        rows.push_back({run.id.substr(0, 13), run.name, run.status, isoTime(run.start).substr(0, 19),
                        shownMetric(run, "val_auc"), shownMetric(run, "test_auc")});
    }
    return textTable(rows);
}

std::string runAsText(const RunSummary &run)
{
    std::string text = fmt::format("run {}\n{}, {}{}\nstarted {}\n", run.id, run.name, run.status,
                                   run.deleted ? ", deleted" : "", isoTime(run.start));
    const auto section = [&](std::string_view title, const auto &entries) {
        if (entries.empty())
            return;
        std::vector<std::vector<std::string>> rows {{std::string(title), ""}};
        for (const auto &[key, value] : entries)
            rows.push_back({"  " + key, fmt::format("{}", value)});
        text += "\n" + textTable(rows);
    };
    section("metrics", run.metrics);
    section("params", run.params);
    section("tags", run.tags);
    return text;
}

Result<Answer> markDeleted(Session &session, const std::string &id, bool deleted)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto run, workspace.runs().find(id));
    const std::string inverse = fmt::format("runs {} {}", deleted ? "restore" : "delete", run.id);
    SLIPWAY_TRY(workspace.change({deleted ? "run.deleted" : "run.restored", run.id, Json::object(), inverse},
                                 [&] { return workspace.runs().setDeleted(run.id, deleted); }));
    return Answer {{{"run_id", run.id}, {"deleted", deleted}, {"inverse", inverse}},
                   fmt::format("Run {} {}. To take that back: slipway {}\n", run.id,
                               deleted ? "deleted" : "restored", inverse)};
}

} // namespace

void addRunsVerbs(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand("runs", "Look at training runs, delete and restore them");
    group->require_subcommand(1);

    auto experiment = std::make_shared<std::string>();
    auto limit = std::make_shared<std::int64_t>(standardLimit);
    auto deleted = std::make_shared<bool>(false);
    CLI::App *list = group->add_subcommand("list", "The newest runs");
    list->add_option("--experiment", *experiment, "Only runs of this experiment");
    list->add_option("--limit", *limit, "How many at most")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    list->add_flag("--deleted", *deleted, "The deleted ones instead");
    verbs.add(list, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto runs, session.workspace().runs().list(*experiment, *deleted, *limit));
        Json json = Json::array();
        for (const auto &run : runs)
            json.push_back(toJson(run));
        return Answer {{{"runs", json}}, runsAsText(runs)};
    });

    auto id = std::make_shared<std::string>();
    CLI::App *show = group->add_subcommand("show", "One run with its parameters and metrics");
    show->add_option("RUN", *id, "Id of the run, or the start of it")->required();
    verbs.add(show, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto run, session.workspace().runs().find(*id));
        return Answer {toJson(run), runAsText(run)};
    });

    CLI::App *remove = group->add_subcommand("delete", "Mark a run as deleted; restore takes it back");
    remove->add_option("RUN", *id, "Id of the run, or the start of it")->required();
    verbs.add(remove, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return markDeleted(session, *id, true); });

    CLI::App *restore = group->add_subcommand("restore", "Take the deletion of a run back");
    restore->add_option("RUN", *id, "Id of the run, or the start of it")->required();
    verbs.add(restore, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return markDeleted(session, *id, false); });
}

} // namespace slipway::engine
