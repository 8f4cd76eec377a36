#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

namespace slipway::engine {

namespace {

using workspace::JobState;
using workspace::JobSummary;

constexpr std::chrono::milliseconds pollInterval {50};

std::string commandText(const JobSummary &job)
{
    return fmt::format("{}", fmt::join(job.command, " "));
}

std::string jobsAsText(const std::vector<JobSummary> &jobs)
{
    if (jobs.empty())
        return "No jobs yet.\n";
    std::vector<std::vector<std::string>> rows {{"job", "state", "started", "command"}};
    for (const auto &job : jobs) {
        rows.push_back({job.id.substr(0, 13), std::string(jobStateName(job.state)),
                        job.started == 0 ? "-" : isoTime(job.started).substr(0, 19), commandText(job)});
    }
    return textTable(rows);
}

/// Job ids are long; any start that only one job has will do.
Result<std::string> fullId(const workspace::Jobs &jobs, const std::string &start)
{
    SLIPWAY_ASSIGN(const auto all, jobs.list());
    std::vector<std::string> fitting;
    for (const auto &job : all) {
        if (job.id.starts_with(start))
            fitting.push_back(job.id);
    }
    if (fitting.size() != 1)
        return failure("job.missing", {{"job", start}});
    return fitting.front();
}

/// Prints events as they come until the job ends, or its process is gone.
Result<Answer> follow(Session &session, const std::string &start)
{
    const auto jobs = session.workspace().jobs();
    SLIPWAY_ASSIGN(const auto id, fullId(jobs, start));
    workspace::JobFollower follower(jobs.folder() / id);
    while (!session.context.cancelled()) {
        SLIPWAY_ASSIGN(const auto job, jobs.find(id)); // before the poll, so that no last event is missed
        SLIPWAY_ASSIGN(const auto events, follower.poll());
        for (const auto &event : events) {
            if (!session.options.json)
                print(writeJson(event) + "\n");
        }
        if (job.state != JobState::Running)
            return Answer {toJson(job), fmt::format("{}\n", jobStateName(job.state))};
        std::this_thread::sleep_for(pollInterval);
    }
    return cancelled();
}

} // namespace

void addJobsVerbs(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand("jobs", "See what runs and what ran, follow it, stop it");
    group->require_subcommand(1);

    CLI::App *list = group->add_subcommand("list", "Jobs, newest first");
    verbs.add(list, Needs::Workspace, Runs::AtOnce, [](Session &session) -> Result<Answer> {
        SLIPWAY_ASSIGN(const auto jobs, session.workspace().jobs().list());
        Json json = Json::array();
        for (const auto &job : jobs)
            json.push_back(toJson(job));
        return Answer {{{"jobs", json}}, jobsAsText(jobs)};
    });

    auto id = std::make_shared<std::string>();
    CLI::App *followed = group->add_subcommand("follow", "Print a job's events as they come");
    followed->add_option("JOB", *id, "Id of the job, or the start of it")->required();
    verbs.add(followed, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return follow(session, *id); });

    CLI::App *cancel = group->add_subcommand("cancel", "Ask a running job to stop");
    cancel->add_option("JOB", *id, "Id of the job, or the start of it")->required();
    verbs.add(cancel, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        const auto jobs = session.workspace().jobs();
        SLIPWAY_ASSIGN(const auto full, fullId(jobs, *id));
        SLIPWAY_TRY(jobs.cancel(full));
        return Answer {{{"job", full}, {"stopping", true}}, fmt::format("Stopping job {}.\n", full)};
    });
}

} // namespace slipway::engine
