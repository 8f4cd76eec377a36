#include "app/engine/feature_tables.h"
#include "app/engine/pushed_data.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/features/build.h"
#include "core/features/definitions/set_records.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

struct BuildRequest {
    std::string set;
    std::string split; ///< empty: whatever suits
};

/// "train_features.parquet" of the set feed becomes the data set feed_train.
std::string datasetName(const std::string &set, const fs::path &file)
{
    constexpr std::string_view suffix = "_features";
    std::string stem = file.stem().string();
    if (stem.ends_with(suffix))
        stem.resize(stem.size() - suffix.size());
    return set + "_" + stem;
}

/// What a build has left: tables become data set versions, everything becomes an artifact and a latest view.
struct Built {
    std::vector<workspace::DatasetVersion> versions;
    std::vector<workspace::ViewFile> views;
    Json files = Json::object(); ///< name to artifact hash
};

Result<Built> keepFiles(const Session &session, const workspace::Workspace &workspace, const fs::path &folder,
                        const std::string &set, const std::string &source)
{
    Built built;
    for (const auto &entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename();
        std::string hash;
        if (name.extension() == ".parquet") {
            SLIPWAY_ASSIGN(auto version,
                           data::describeVersion(workspace, entry.path(),
                                                 {datasetName(set, name), "features", source},
                                                 session.context));
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

/// The build as an event: what it read, and what it wrote.
workspace::Change builtEvent(const features::RecordedSet &chosen, const FeatureTables &tables,
                             const Built &built)
{
    Json payload {{"files", built.files},
                  {"version", chosen.record.version},
                  {"digest", chosen.record.digest},
                  {"tables", tables.digests}};
    if (const auto interactions = tables.digests.find("interactions"); interactions != tables.digests.end())
        payload["interactions"] = interactions->second;
    return {"features.built", chosen.set.name, std::move(payload)};
}

std::string textOf(const Json &summary, const fs::path &folder)
{
    const auto &rows = summary.at("rows");
    const auto count = [&](const char *part) { return grouped(rows.at(part).get<std::int64_t>()); };
    auto text =
        fmt::format("{} features of {}@{}; train {}, validation {} and test {} rows{}, in {}\n",
                    summary.at("features").size(), summary.at("set").get<std::string>(),
                    summary.at("version").get<std::int64_t>(), count("train"), count("val"), count("test"),
                    summary.at("split") == "time" ? ", oldest first" : "", folder.string());
    if (const auto purged = summary.at("purged").get<std::int64_t>(); purged > 0)
        text += fmt::format("{} rows are in no part, because their labels look into the next one.\n",
                            grouped(purged));
    if (const auto unlabelled = summary.at("unlabelled").get<std::int64_t>(); unlabelled > 0)
        text += fmt::format("{} rows have no label.\n", grouped(unlabelled));
    for (const auto &note : summary.at("notes"))
        text += note.at("sentence").get<std::string>() + "\n";
    for (const auto &sentence : summary.at("expectations").at("failures"))
        text += "Not as expected: " + sentence.get<std::string>() + "\n";
    return text;
}

Result<Answer> build(Session &session, const BuildRequest &request)
{
    auto &workspace = session.workspace();
    std::optional<features::SplitKind> kind;
    if (!request.split.empty()) {
        SLIPWAY_ASSIGN(kind, features::splitKind(request.split));
    }
    SLIPWAY_ASSIGN(const auto chosen, features::FeatureSets(workspace).choose(request.set));
    SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
    SLIPWAY_ASSIGN(const auto tables, featureTables(workspace, chosen.set));
    const fs::path work = workspace.workFolder(session.job);
    const features::BuildOptions options {.trainShare = config.number("splits.train"),
                                          .valShare = config.number("splits.validation"),
                                          .temporaryFolder = work / "spill",
                                          .split = kind};
    SLIPWAY_ASSIGN(
        auto summary,
        features::buildFeatures(chosen.set, tables.files, work / "features", options, session.context));
    summary["version"] = chosen.record.version;
    if (const auto remark = pushedRemark(workspace, chosen.set.name, session.context); !remark.empty())
        summary["notes"].push_back({{"id", "pushed.waiting"}, {"rows", nullptr}, {"sentence", remark}});

    const auto &source = tables.digests.at(chosen.set.labels.table);
    SLIPWAY_ASSIGN(auto built, keepFiles(session, workspace, work / "features", chosen.set.name, source));
    if (session.context.cancelled())
        return cancelled();
    SLIPWAY_TRY(workspace.change(builtEvent(chosen, tables, built), [&]() -> Status {
        for (auto &version : built.versions) {
            SLIPWAY_ASSIGN(version, workspace.datasets().add(version));
        }
        return done();
    }));
    SLIPWAY_TRY(workspace::publishViews(workspace.folder(), chosen.set.name, built.views));
    for (const auto &view : built.views)
        session.context.artifact("features", view.name.string());
    for (const auto &note : summary.at("notes"))
        session.context.log("warning", note.at("sentence").get<std::string>());
    return Answer {summary, textOf(summary, workspace / "data/features")};
}

} // namespace

void addFeaturesBuildVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<BuildRequest>();
    CLI::App *command = group->add_subcommand("build",
                                              "Features of every labelled row, with what was known at its "
                                              "moment and nothing later, in a file each for "
                                              "training, validation and test");
    command->add_option("--set", request->set,
                        "The feature set, like churn or churn@2; without it the one whose data is here");
    command->add_option(
        "--split", request->split,
        "time: the parts follow one another (the standard where the labels have a time); "
        "stratified: each has the target in the same share; group: all rows of an entity are in one "
        "part");
    verbs.add(command, Needs::Workspace, Runs::AsJob,
              [request](Session &session) { return build(session, *request); });
}

} // namespace slipway::engine
