#include "app/engine/verbs/features.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/data/file_kind.h"
#include "core/data/versions.h"
#include "core/features/feed_features.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view partSuffix = "_features";

/// "train_features.parquet" becomes the data set feed_train, "online_users.parquet" feed_online_users.
std::string datasetName(const fs::path &file)
{
    std::string stem = file.stem().string();
    if (stem.ends_with(partSuffix))
        stem.resize(stem.size() - partSuffix.size());
    return "feed_" + stem;
}

/// What a build has left: tables become data set versions, everything becomes an artifact and a latest view.
struct Built {
    std::vector<workspace::DatasetVersion> versions;
    std::vector<workspace::ViewFile> views;
    Json files = Json::object(); ///< name to artifact hash
};

Result<Built> keepFiles(const Session &session, const workspace::Workspace &workspace, const fs::path &folder,
                        const std::string &source)
{
    Built built;
    for (const auto &entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename();
        std::string hash;
        if (name.extension() == ".parquet") {
            SLIPWAY_ASSIGN(auto version,
                           data::describeVersion(workspace, entry.path(),
                                                 {datasetName(name), "features", source}, session.context));
            hash = version.fileHash;
            built.versions.push_back(std::move(version));
        } else {
            SLIPWAY_ASSIGN(hash, workspace.artifacts().adopt(entry.path(), session.context));
        }
        SLIPWAY_ASSIGN(auto content, workspace.artifacts().find(hash));
        built.views.push_back({fs::path("data/features") / name, std::move(content)});
        built.files[name.string()] = hash;
    }
    return built;
}

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

    SLIPWAY_ASSIGN(auto built, keepFiles(session, workspace, work / "features", interactions.digest));
    if (session.context.cancelled())
        return cancelled();
    SLIPWAY_TRY(workspace.change(
        {"features.built", "feed", {{"files", built.files}, {"interactions", interactions.digest}}},
        [&]() -> Status {
            for (auto &version : built.versions) {
                SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
            }
            return done();
        }));
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), "feed", built.views));
    for (const auto &view : built.views)
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
    CLI::App *group = verbs.app().add_subcommand(
        "features", "Define, build and look up the features that models learn from");
    group->require_subcommand(1);
    addFeaturesListVerb(verbs, group);
    addFeaturesShowVerb(verbs, group);
    addFeaturesCheckVerb(verbs, group);
    addFeaturesApplyVerbs(verbs, group);
    addFeaturesDiffVerb(verbs, group);
    CLI::App *command = group->add_subcommand(
        "build", "Point-in-time features from the raw tables, split by time into train, validation and test");
    verbs.add(command, Needs::Workspace, Runs::AsJob, build);
    addFeaturesMaterializeVerb(verbs, group);
    addFeaturesStatusVerb(verbs, group);
    addFeaturesGetVerb(verbs, group);
    addFeaturesSkewVerb(verbs, group);
}

} // namespace slipway::engine
