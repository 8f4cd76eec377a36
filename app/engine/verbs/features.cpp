#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/base/messages.h"
#include "core/data/file_kind.h"
#include "core/data/versions.h"
#include "core/features/feed_features.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <array>
#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

/// The files of a build, and the data set that each becomes.
struct BuiltFile {
    std::string_view file;
    std::string_view dataset;
};
constexpr std::array<BuiltFile, 5> builtFiles {{
    {"train_features.parquet", "feed_train"},
    {"val_features.parquet", "feed_val"},
    {"test_features.parquet", "feed_test"},
    {"online_users.parquet", "feed_online_users"},
    {"online_items.parquet", "feed_online_items"},
}};

/// The raw tables under the names that the build looks for, without copying them.
Status linkRawTables(const workspace::Workspace &workspace, const fs::path &folder)
{
    for (const std::string table : {"users", "items", "interactions"}) {
        const auto file = data::versionFile(workspace, table);
        if (!file && file.error().id == "dataset.missing")
            return failure("engine.no_data", {{"what", table}, {"command", "slipway data generate"}});
        SLIPWAY_TRY(file);
        SLIPWAY_ASSIGN(const auto head, data::fileHead(file.value()));
        const auto *ending = head.kind == data::FileKind::Parquet ? ".parquet" : ".csv";
        SLIPWAY_TRY(workspace::linkOrCopy(file.value(), folder / (table + ending)));
    }
    return done();
}

Result<Answer> build(Session &session)
{
    auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    const fs::path work = workspace.workFolder(session.job);
    SLIPWAY_TRY(linkRawTables(workspace, work / "raw"));
    SLIPWAY_ASSIGN(const auto interactions, workspace.datasets().find("interactions"));
    const features::BuildOptions options {.trainShare = config.number("splits.train"),
                                          .valShare = config.number("splits.validation"),
                                          .temporaryFolder = work / "spill"};
    SLIPWAY_ASSIGN(auto summary,
                   features::buildFeedFeatures(work / "raw", work / "features", options, session.context));

    std::vector<workspace::DatasetVersion> versions;
    std::vector<workspace::ViewFile> views;
    for (const auto &built : builtFiles) {
        const auto file = work / "features" / built.file;
        SLIPWAY_ASSIGN(auto version,
                       data::describeVersion(workspace, file,
                                             {std::string(built.dataset), "features", interactions.digest},
                                             session.context));
        SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(version.fileHash));
        views.push_back({fs::path("data/features") / built.file, std::move(content)});
        versions.push_back(std::move(version));
    }
    SLIPWAY_ASSIGN(const auto definitions,
                   workspace.artifacts().put(work / "features/features.json", session.context));
    SLIPWAY_ASSIGN(auto definitionsFile, workspace.artifacts().find(definitions));
    views.push_back({"data/features/features.json", std::move(definitionsFile)});
    if (session.context.cancelled())
        return cancelled();

    Json digests = Json::object();
    for (const auto &version : versions)
        digests[version.name] = version.digest;
    SLIPWAY_TRY(workspace.change(
        {"features.built",
         "feed",
         {{"datasets", digests}, {"interactions", interactions.digest}, {"definitions", definitions}}},
        [&]() -> Status {
            for (auto &version : versions) {
                SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
            }
            return done();
        }));
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), "feed", views));
    for (const auto &view : views)
        session.context.artifact("features", view.name.string());

    const auto &rows = summary.at("rows");
    return Answer {summary,
                   fmt::format("{} features; train {}, validation {} and test {} rows, oldest first, in {}\n",
                               summary.at("features").size(), grouped(rows.at("train").get<std::int64_t>()),
                               grouped(rows.at("val").get<std::int64_t>()),
                               grouped(rows.at("test").get<std::int64_t>()),
                               (workspace / "data/features").string())};
}

} // namespace

void addFeaturesVerbs(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand("features", "Build the features that models learn from");
    group->require_subcommand(1);
    CLI::App *command = group->add_subcommand(
        "build", "Point-in-time features from the raw tables, split by time into train, validation and test");
    verbs.add(command, Needs::Workspace, Runs::AsJob, build);
}

} // namespace slipway::engine
