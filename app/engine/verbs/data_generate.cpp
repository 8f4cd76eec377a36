#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/feed_generator.h"
#include "core/data/versions.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <array>
#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using workspace::DatasetVersion;

constexpr std::array<std::string_view, 3> rawTables {"users", "items", "interactions"};

struct GenerateRequest {
    std::string scenario = "feed";
    std::int64_t rows = 0; ///< 0: as data_config.yaml says
    std::int64_t seed = -1; ///< -1: as data_config.yaml says
    std::string folder;
    std::string format = "csv";
};

/// The settings of data_config.yaml, with what the command line says instead.
Result<data::FeedOptions> feedOptions(const workspace::Config &config, const GenerateRequest &request)
{
    Json settings = Json::object();
    for (const auto &parameter : data::feedParameters())
        settings[parameter.name] = config.values().at("generation." + parameter.name);
    if (request.rows > 0)
        settings["rows"] = request.rows;
    if (request.seed >= 0)
        settings["seed"] = request.seed;
    return data::feedOptions(settings);
}

std::string generatedText(const Json &summary, const std::string &where)
{
    const auto &rows = summary.at("rows");
    const auto count = [&](const char *table) { return grouped(rows.at(table).get<std::int64_t>()); };
    return fmt::format("{} interactions of {} users with {} items, in {}\n", count("interactions"),
                       count("users"), count("items"), where);
}

/// Into a folder that the person named: plain files, no workspace.
Result<Answer> generateIntoFolder(Session &session, const GenerateRequest &request)
{
    SLIPWAY_ASSIGN(const auto config,
                   workspace::Config::parse(workspace::configSchema("data_config.yaml"), "", ""));
    SLIPWAY_ASSIGN(const auto options, feedOptions(config, request));
    const fs::path folder(request.folder);
    SLIPWAY_ASSIGN(const auto summary,
                   data::generateFeed(options, folder, request.format, folder / "interactions_truth.parquet",
                                      session.context));
    return Answer {summary, generatedText(summary, request.folder)};
}

/// Into the workspace: three versions, one event, and the names below data/raw.
Result<Answer> generateIntoWorkspace(Session &session, const GenerateRequest &request)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    SLIPWAY_ASSIGN(const auto options, feedOptions(config, request));
    const fs::path work = workspace.workFolder(session.job);
    SLIPWAY_ASSIGN(auto summary,
                   data::generateFeed(options, work, request.format, work / "interactions_truth.parquet",
                                      session.context));

    const std::string source = fmt::format("seed {}", options.seed);
    std::vector<DatasetVersion> versions;
    for (const std::string_view table : rawTables) {
        const auto file = work / fmt::format("{}.{}", table, request.format);
        SLIPWAY_ASSIGN(auto version,
                       data::describeVersion(workspace, file, {std::string(table), "generated", source},
                                             session.context));
        versions.push_back(std::move(version));
    }
    SLIPWAY_ASSIGN(auto truth,
                   data::describeVersion(workspace, work / "interactions_truth.parquet",
                                         {"interactions_truth", "generated", versions.back().digest},
                                         session.context));
    versions.push_back(std::move(truth));
    if (session.context.cancelled())
        return cancelled();

    Json digests = Json::object();
    for (const auto &version : versions)
        digests[version.name] = version.digest;
    SLIPWAY_TRY(workspace.change(
        {"data.generated", request.scenario, {{"datasets", digests}, {"seed", options.seed}}},
        [&]() -> Status {
            for (auto &version : versions) {
                SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
            }
            return done();
        }));
    std::vector<workspace::ViewFile> views;
    summary["datasets"] = Json::object();
    for (const auto &version : versions) {
        summary["datasets"][version.name] = toJson(version);
        if (version.name == "interactions_truth")
            continue; // for evaluation only: a model must never see it
        SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(version.fileHash));
        views.push_back({fmt::format("data/raw/{}.{}", version.name, request.format), std::move(content)});
        session.context.artifact("dataset", views.back().name.string());
    }
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), request.scenario, views));
    return Answer {summary, generatedText(summary, (workspace / "data/raw").string())};
}

} // namespace

void addDataGenerateVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<GenerateRequest>();
    CLI::App *generate = group->add_subcommand("generate", "Make the data of a scenario");
    generate->add_option("--scenario", request->scenario, "Which world")
        ->check(CLI::IsMember({"feed"}))
        ->capture_default_str();
    generate->add_option("--rows", request->rows, "Interactions (standard: as data_config.yaml says)")
        ->check(CLI::Range(std::int64_t {100}, std::int64_t {10'000'000'000}));
    generate->add_option("--seed", request->seed, "The same seed gives the same bytes")
        ->check(CLI::NonNegativeNumber);
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
