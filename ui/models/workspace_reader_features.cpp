#include "core/base/json_value.h"
#include "core/workspace/run_page.h"
#include "ui/models/text.h"
#include "ui/models/workspace_reader_source.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <map>

namespace slipway::ui {

using workspace::Store;

namespace {

constexpr std::array partFiles {"train_features.parquet", "val_features.parquet", "test_features.parquet"};
constexpr std::int64_t mostRuns = 60; ///< that are looked through, newest first
constexpr std::int64_t mostApplied = 1000; ///< events that are looked through, newest first
constexpr std::size_t mostModels = 8; ///< that are shown

} // namespace

/// Train, validation and test of a build, open for queries.
Result<std::array<data::Source *, 3>> WorkspaceReader::Source::featureParts(const QString &set)
{
    std::array<data::Source *, 3> parts {};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        SLIPWAY_ASSIGN(const auto file, featureFile(partFiles[i], set.toStdString()));
        SLIPWAY_ASSIGN(parts[i], tables.open(file, context));
    }
    return parts;
}

void WorkspaceReader::featureBuild(Pending &pending, const QString &set,
                                   WhenRead<std::optional<FeatureBuild>> answer)
{
    using Build = std::optional<FeatureBuild>;
    ask<Build>(
        pending,
        [set = set.toStdString()](Source &source) -> Result<Build> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto event, workspace::EventLog(*store).newest("features.built", set));
            if (!event)
                return Build();
            SLIPWAY_ASSIGN(const auto file, source.featureFile("features.json", set));
            SLIPWAY_ASSIGN(const Json document, readOptional(file));
            auto build = featureBuildFrom(document);
            build.set = text(event->change.subject);
            build.built = event->time;
            build.interactions = text(valueOr(event->change.payload, "interactions", std::string()));
            return Build(std::move(build));
        },
        std::move(answer));
}

void WorkspaceReader::blankShares(Pending &pending, const QString &set, WhenRead<BlankShares> answer)
{
    ask<BlankShares>(
        pending,
        [set = set.toStdString()](Source &source) -> Result<BlankShares> {
            SLIPWAY_ASSIGN(const auto file, source.featureFile(partFiles.front(), set));
            SLIPWAY_ASSIGN(data::Source *const table, source.tables.open(file, source.context));
            return readBlankShares(*table, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::distribution(Pending &pending, const FeatureWanted &wanted,
                                   WhenRead<FeatureDistribution> answer)
{
    ask<FeatureDistribution>(
        pending,
        [wanted](Source &source) -> Result<FeatureDistribution> {
            SLIPWAY_ASSIGN(const auto parts, source.featureParts(wanted.set));
            return readDistribution(parts, wanted.feature, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::timeline(Pending &pending, const FeatureWanted &wanted,
                               WhenRead<FeatureTimeline> answer)
{
    ask<FeatureTimeline>(
        pending,
        [wanted](Source &source) -> Result<FeatureTimeline> {
            SLIPWAY_ASSIGN(const auto parts, source.featureParts(wanted.set));
            return readTimeline(parts, wanted.feature, wanted.time, source.context);
        },
        std::move(answer), Line::Rows);
}

void WorkspaceReader::importances(Pending &pending, WhenRead<std::vector<ModelImportance>> answer)
{
    using Importances = std::vector<ModelImportance>;
    ask<Importances>(
        pending,
        [](Source &source) -> Result<Importances> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto page, workspace::readRunPage(*store, {.limit = mostRuns}));
            SLIPWAY_ASSIGN(const auto versions, registry::Models(*store).list());
            std::map<std::string, std::string> registered;
            for (const auto &version : versions)
                registered.emplace(version.runId, fmt::format("{} v{}", version.name, version.version));
            Importances importances;
            for (const auto &run : page.rows) {
                SLIPWAY_ASSIGN(const Json evaluation,
                               readOptional(source.folder / "models/runs" / run.id / "evaluation.json"));
                auto importance = importanceFrom(evaluation);
                if (importance.features.empty())
                    continue;
                const auto known = registered.find(run.id);
                importance.run = text(run.id);
                importance.model =
                    text(known == registered.end() ? fmt::format("{}, run {}", run.name, run.number)
                                                   : known->second);
                importances.push_back(std::move(importance));
                if (importances.size() == mostModels)
                    break;
            }
            return importances;
        },
        std::move(answer));
}

void WorkspaceReader::featureVersions(Pending &pending, const QString &set,
                                      WhenRead<std::vector<FeatureSetVersion>> answer)
{
    using Versions = std::vector<FeatureSetVersion>;
    ask<Versions>(
        pending,
        [set = set.toStdString()](Source &source) -> Result<Versions> {
            SLIPWAY_ASSIGN(Store *const store, source.store());
            SLIPWAY_ASSIGN(const auto events,
                           workspace::EventLog(*store).ofKind("features.applied", {}, mostApplied));
            std::map<std::int64_t, TimeMicros, std::greater<>> versions;
            for (const auto &event : events) {
                const Json &payload = event.change.payload;
                if (valueOr(payload, "set", std::string()) == set)
                    versions.emplace(valueOr(payload, "version", std::int64_t {0}), event.time);
            }
            Versions found;
            for (const auto &[version, applied] : versions)
                found.push_back({version, applied});
            return found;
        },
        std::move(answer));
}

} // namespace slipway::ui
