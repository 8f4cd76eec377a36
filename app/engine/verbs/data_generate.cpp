#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"
#include "app/engine/world_request.h"

#include "core/base/messages.h"
#include "core/data/feed_generator.h"
#include "core/data/versions.h"
#include "core/data/worlds/generate.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using data::Scenario;
using workspace::DatasetVersion;

struct GenerateRequest {
    std::string scenario = "feed";
    WorldRequest world;
    std::string folder;
    std::string format = "csv";
};

/// "The best AUC that any model can reach is 0.78", of whatever the scenario's task is.
std::string ceilingText(const Json &summary)
{
    const auto number = [&](const char *key) {
        const auto found = summary.find(key);
        return found != summary.end() && found->is_number() ? found->get<double>() : -1.0;
    };
    if (summary.contains("best_rmse"))
        return fmt::format("The best that any forecast can reach: RMSE {:.3f}, WAPE {:.4f}.\n",
                           number("best_rmse"), number("best_wape"));
    if (summary.contains("best_accuracy"))
        return fmt::format("The best that any model can reach: accuracy {:.4f}, AUC {:.4f}.\n",
                           number("best_accuracy"), number("best_auc"));
    if (number("best_auc") < 0)
        return {};
    return fmt::format("{:.3f}% are positive. The best that any model can reach: AUC {:.4f}, F1 {:.3f}.\n",
                       100 * number("positive_rate"), number("best_auc"), number("best_f1"));
}

std::string generatedText(const Scenario &scenario, const Json &summary, const std::string &where)
{
    std::string tables;
    for (const auto &table : scenario.tables) {
        if (!table.truth)
            tables += fmt::format("{}{} {}", tables.empty() ? "" : ", ",
                                  grouped(summary.at("rows").at(table.name).get<std::int64_t>()), table.name);
    }
    std::string text = fmt::format("{}, in {}\n{}", tables, where, ceilingText(summary));
    for (const auto &incident : summary.at("incidents"))
        text += fmt::format("{} from {} on{}{}\n", incident.value("kind", ""),
                            incident.value("at", "").substr(0, 19),
                            incident.contains("column") ? ", in " : "", incident.value("column", ""));
    return text;
}

/// Into a folder that the person named: plain files, no workspace.
Result<Answer> generateIntoFolder(Session &session, const GenerateRequest &request)
{
    SLIPWAY_ASSIGN(const Scenario *scenario, data::findScenario(request.scenario));
    SLIPWAY_ASSIGN(const auto config,
                   workspace::Config::parse(workspace::configSchema("data_config.yaml"), "", ""));
    SLIPWAY_ASSIGN(const auto options, worldOptions(*scenario, config, request.world));
    SLIPWAY_ASSIGN(const auto summary,
                   data::generateScenario(*scenario, options,
                                          {.folder = request.folder, .format = request.format},
                                          session.context));
    return Answer {summary, generatedText(*scenario, summary, request.folder)};
}

/// What a job has made, taken into the workspace; the truth comes from the rows that it belongs to.
Result<std::vector<DatasetVersion>> describeTables(Session &session, const Scenario &scenario,
                                                   const data::WorldOptions &options, const Json &summary)
{
    std::vector<DatasetVersion> versions;
    std::string source = fmt::format("seed {}", options.seed);
    for (const auto &table : scenario.tables) { // a truth stands behind its table
        if (session.context.cancelled())
            return cancelled();
        const fs::path file = summary.at("files").at(table.name).get<std::string>();
        const auto origin = table.truth ? versions.back().digest : source;
        SLIPWAY_ASSIGN(auto version,
                       data::describeVersion(session.workspace(), file, {table.name, "generated", origin},
                                             session.context));
        versions.push_back(std::move(version));
    }
    return versions;
}

/// Points the names below data/raw at the tables.
Status publish(Session &session, const Scenario &scenario, const std::string &format,
               const std::vector<DatasetVersion> &versions)
{
    auto &workspace = session.workspace();
    std::vector<workspace::ViewFile> views;
    for (const auto &version : versions) {
        if (scenario.table(version.name)->truth)
            continue; // for evaluation only: a model must never see it
        SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(version.fileHash));
        views.push_back({fmt::format("data/raw/{}.{}", version.name, format), std::move(content)});
        session.context.artifact("dataset", views.back().name.string());
    }
    return workspace::publishViews(workspace.folder(), scenario.name, views);
}

/// Into the workspace: a version for each table, one event, and the names below data/raw.
Result<Answer> generateIntoWorkspace(Session &session, const GenerateRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const Scenario *scenario, data::findScenario(request.scenario));
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    SLIPWAY_ASSIGN(const auto options, worldOptions(*scenario, config, request.world));
    const fs::path work = workspace.workFolder(session.job);
    SLIPWAY_ASSIGN(auto summary,
                   data::generateScenario(*scenario, options, {.folder = work, .format = request.format},
                                          session.context));
    SLIPWAY_ASSIGN(auto versions, describeTables(session, *scenario, options, summary));
    if (session.context.cancelled())
        return cancelled();

    Json digests = Json::object();
    for (const auto &version : versions)
        digests[version.name] = version.digest;
    Json payload {{"datasets", digests}, {"seed", options.seed}};
    if (!summary.at("incidents").empty())
        payload["incidents"] = summary.at("incidents");
    SLIPWAY_TRY(workspace.change({"data.generated", request.scenario, std::move(payload)}, [&]() -> Status {
        for (auto &version : versions) {
            SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
        }
        return done();
    }));
    summary["datasets"] = Json::object();
    for (const auto &version : versions)
        summary["datasets"][version.name] = toJson(version);
    SLIPWAY_TRY(publish(session, *scenario, request.format, versions));
    return Answer {summary, generatedText(*scenario, summary, (workspace / "data/raw").string())};
}

} // namespace

void addDataGenerateVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<GenerateRequest>();
    CLI::App *generate = group->add_subcommand(
        "generate", "Make the data of a scenario, with its truth and perhaps with incidents");
    generate->add_option("--scenario", request->scenario, "Which world; slipway data scenarios lists them")
        ->capture_default_str();
    addWorldOptions(generate, request->world);
    generate->add_option("--format", request->format, "csv or parquet")
        ->check(CLI::IsMember({"csv", "parquet"}))
        ->capture_default_str();
    const CLI::Option *folder =
        generate->add_option("--out", request->folder, "Write into this folder instead of a workspace");
    verbs.addChoice(generate, [=]() -> Request {
        if (folder->count() > 0)
            return {Needs::Nothing, Runs::AsJob,
                    [=](Session &session) { return generateIntoFolder(session, *request); }};
        return {Needs::NewWorkspace, Runs::AsJob,
                [=](Session &session) { return generateIntoWorkspace(session, *request); }};
    });
}

} // namespace slipway::engine
