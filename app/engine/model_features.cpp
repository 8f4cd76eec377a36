#include "app/engine/model_features.h"

#include "core/base/messages.h"
#include "core/features/store/materialize.h"
#include "core/workspace/vault.h"

#include <algorithm>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using workspace::LoggedEvent;

constexpr std::int64_t mostBuilds = 10'000; // newest first
constexpr auto trainingFile = "train_features.parquet";

Json readJson(const fs::path &file)
{
    const auto text = workspace::readFile(file);
    auto json = text ? Json::parse(text.value(), nullptr, false) : Json();
    return json.is_object() ? json : Json::object();
}

std::string textAt(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The content of the training rows that the model's card names; empty where they are not known.
Result<std::string> trainingRows(const workspace::Workspace &workspace, const std::string &scenario,
                                 const fs::path &modelFolder)
{
    const auto digest = textAt(readJson(modelFolder / "model.json").value("data", Json::object()), "train");
    SLIPWAY_ASSIGN(const auto versions, workspace.datasets().listWithDeleted());
    for (const auto &version : versions) {
        if (version.name == scenario + "_train" && version.digest == digest)
            return version.fileHash;
    }
    return std::string();
}

std::string fileOf(const LoggedEvent &build, const char *name)
{
    return textAt(build.change.payload.value("files", Json::object()), name);
}

/// The moment after the last row that the features were built from.
TimeMicros asOf(const workspace::Workspace &workspace, const LoggedEvent &build)
{
    const auto document = workspace.artifacts().find(fileOf(build, "features.json"));
    const auto time = parseIsoTime(document ? textAt(readJson(document.value()), "as_of") : std::string());
    return time ? time.value() : 0;
}

/// What views with a grid know at a moment is what had happened at the last point of it.
TimeMicros onEveryGrid(TimeMicros moment, const features::FeatureSet &set)
{
    TimeMicros every = 1;
    for (const auto &view : set.views)
        every = std::max(every, view.every);
    return (moment + every - 1) / every * every;
}

} // namespace

bool ModelFeatures::areIn(std::span<const features::StoredView> views) const
{
    return std::ranges::all_of(recorded.set.views, [&](const auto &view) {
        const auto stored = std::ranges::find_if(
            views, [&](const auto &each) { return each.set == recorded.set.name && each.view == view.name; });
        return stored != views.end() && stored->to >= to && stored->materialized >= built
            && stored->definition == features::plannedView(recorded.set, view, 0).definition;
    });
}

bool ModelFeatures::operator==(const ModelFeatures &other) const
{
    return recorded.record.name == other.recorded.record.name
        && recorded.record.version == other.recorded.record.version && to == other.to && built == other.built;
}

Result<ModelFeatures> featuresOfModel(const workspace::Workspace &workspace, const std::string &scenario,
                                      const fs::path &modelFolder)
{
    SLIPWAY_ASSIGN(const auto builds, workspace.events().ofKind("features.built", scenario, mostBuilds));
    if (builds.empty())
        return failure("engine.no_data", {{"what", "features"}, {"command", "slipway features build"}});
    SLIPWAY_ASSIGN(const auto rows, trainingRows(workspace, scenario, modelFolder));
    const auto ofModel = std::ranges::find_if(
        builds, [&](const auto &build) { return !rows.empty() && fileOf(build, trainingFile) == rows; });
    const auto &newest = builds.front();
    const auto &learntFrom = ofModel == builds.end() ? newest : *ofModel;
    const auto version = learntFrom.change.payload.value("version", std::int64_t {0});
    const features::FeatureSets sets(workspace);
    ModelFeatures needed;
    SLIPWAY_ASSIGN(needed.recorded,
                   sets.choose(version > 0 ? scenario + "@" + std::to_string(version) : scenario));
    needed.to =
        onEveryGrid(std::max(asOf(workspace, learntFrom), asOf(workspace, newest)), needed.recorded.set);
    needed.built = newest.time;
    return needed;
}

} // namespace slipway::engine
