#include "core/features/definitions/dependents.h"

#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace slipway::features {

namespace {

constexpr std::int64_t newestReports = 50;

/// A model as the records know it.
struct Version {
    std::string reference;
    std::string modelId;
    std::string runId;
    std::string card; ///< hash of model.json
};

Result<std::vector<Version>> readVersions(const workspace::Workspace &workspace)
{
    std::vector<Version> versions;
    SLIPWAY_TRY(workspace.store().each(
        "SELECT name, version, model_id, run_id, files FROM model_versions ORDER BY name, version", {},
        [&](const workspace::Row &row) {
            const Json files = Json::parse(row.text(4), nullptr, false);
            versions.push_back({.reference = fmt::format("{}/{}", row.text(0), row.integer(1)),
                                .modelId = row.text(2),
                                .runId = row.text(3),
                                .card = files.is_object() ? files.value("model.json", "") : ""});
        }));
    return versions;
}

/// The JSON of an artifact; null where it is gone or is none.
Json readArtifact(const workspace::Workspace &workspace, const std::string &hash)
{
    const auto file = workspace.artifacts().find(hash);
    if (!file)
        return {};
    const auto text = workspace::readFile(file.value());
    Json json = text ? Json::parse(text.value(), nullptr, false) : Json();
    return json.is_discarded() ? Json() : json;
}

/// The names wherever the card lists its features: as texts, or as objects with a name.
std::set<std::string> featureNames(const Json &card)
{
    std::set<std::string> names;
    const Json *list = card.is_object() && card.contains("features") ? &card.at("features") : nullptr;
    if (list && list->is_object() && list->contains("features"))
        list = &list->at("features");
    if (!list || !list->is_array())
        return names;
    for (const Json &each : *list) {
        if (each.is_string())
            names.insert(each.get<std::string>());
        else if (each.is_object() && each.contains("name") && each.at("name").is_string())
            names.insert(each.at("name").get<std::string>());
    }
    return names;
}

/// Names of the data sets by their digests, "feed_train" among them.
Result<std::multimap<std::string, std::string>> datasetNames(const workspace::Workspace &workspace)
{
    std::multimap<std::string, std::string> names;
    SLIPWAY_TRY(
        workspace.store().each("SELECT digest, name FROM datasets", {},
                               [&](const workspace::Row &row) { names.emplace(row.text(0), row.text(1)); }));
    return names;
}

/// Whether the model learned from this set: its training rows are a data set called after it. Without a
/// record of those rows, whether the set has all of its features.
bool learnedFrom(const FeatureSet &set, const Json &card, const std::set<std::string> &names,
                 const std::multimap<std::string, std::string> &datasets)
{
    const Json data = card.is_object() ? card.value("data", Json::object()) : Json::object();
    const auto train = data.is_object() ? data.value("train", Json()) : Json();
    const auto [first, last] = datasets.equal_range(train.is_string() ? train.get<std::string>() : "");
    if (first != last) {
        return std::any_of(first, last,
                           [&](const auto &entry) { return entry.second == set.name + "_train"; });
    }
    return !names.empty()
        && std::all_of(names.begin(), names.end(), [&](const auto &name) { return set.feature(name); });
}

Status addReports(const workspace::Workspace &workspace, const std::vector<Version> &versions,
                  Dependents &all)
{
    SLIPWAY_ASSIGN(const auto events, workspace.events().ofKind("report.written", {}, newestReports));
    for (const auto &event : events) {
        const Json &payload = event.change.payload;
        const auto file =
            workspace.artifacts().find(payload.value("document", payload.value("artifact", "")));
        const auto text = file ? workspace::readFile(file.value()) : Result<std::string>(std::string());
        if (!text)
            continue;
        const auto names = [&](const std::string &what) {
            return !what.empty() && text.value().find(what) != std::string::npos;
        };
        DependentReport report {.file = payload.value("file", ""), .models = {}};
        for (const auto &version : versions) {
            if (names(version.reference) || names(version.modelId) || names(version.runId))
                report.models.push_back(version.reference);
        }
        if (!report.models.empty())
            all.reports.push_back(std::move(report));
    }
    return done();
}

} // namespace

Result<Dependents> dependentsOf(const workspace::Workspace &workspace, const FeatureSet &set)
{
    SLIPWAY_ASSIGN(const auto versions, readVersions(workspace));
    SLIPWAY_ASSIGN(const auto datasets, datasetNames(workspace));
    Dependents all;
    std::vector<Version> ours;
    for (const auto &version : versions) {
        const Json card = readArtifact(workspace, version.card);
        const auto names = featureNames(card);
        if (!learnedFrom(set, card, names, datasets))
            continue;
        ours.push_back(version);
        all.models.push_back({version.reference, {names.begin(), names.end()}});
    }
    SLIPWAY_TRY(addReports(workspace, ours, all));
    return all;
}

Dependents lookingAt(const Dependents &all, const std::set<std::string> &features)
{
    Dependents some;
    std::set<std::string> models;
    for (const auto &model : all.models) {
        if (std::any_of(model.features.begin(), model.features.end(),
                        [&](const auto &name) { return features.contains(name); })) {
            some.models.push_back(model);
            models.insert(model.reference);
        }
    }
    for (const auto &report : all.reports) {
        if (std::any_of(report.models.begin(), report.models.end(),
                        [&](const auto &name) { return models.contains(name); }))
            some.reports.push_back(report);
    }
    return some;
}

} // namespace slipway::features
