#pragma once

#include "core/data/worlds/generate.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/features/join/offline.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

/// Small worlds of the scenarios, with their feature sets.
namespace slipway::testing {

struct WorldSize {
    std::int64_t rows = 0;
    std::int64_t entities = 0;
};

inline WorldSize sizeOf(const std::string &scenario)
{
    static const std::map<std::string, WorldSize> sizes {{"churn", {3000, 0}},
                                                         {"fraud", {30000, 300}},
                                                         {"demand", {29200, 2}},
                                                         {"reviews", {6000, 60}},
                                                         {"feed", {12000, 100}}};
    return sizes.at(scenario);
}

/// A small world of the scenario, made once.
struct MadeWorld {
    TemporaryFolder folder;
    std::map<std::string, std::filesystem::path> tables;
    std::filesystem::path truth;
    Json summary;
};

inline const MadeWorld &madeWorld(const std::string &scenario)
{
    static std::map<std::string, std::unique_ptr<MadeWorld>> all;
    auto &made = all[scenario];
    if (made)
        return *made;
    made = std::make_unique<MadeWorld>();
    const auto *world = data::findScenario(scenario).value();
    Json settings {{"rows", sizeOf(scenario).rows}, {"seed", 11}};
    if (sizeOf(scenario).entities > 0)
        settings["entities"] = sizeOf(scenario).entities;
    const auto options = data::worldOptions(*world, settings).value();
    made->summary =
        data::generateScenario(*world, options, {.folder = made->folder.path(), .format = "parquet"}).value();
    for (const auto &table : world->tables) {
        if (!table.truth)
            made->tables[table.name] = made->folder / (table.name + ".parquet");
        else
            made->truth = made->folder / (table.name + ".parquet");
    }
    return *made;
}

inline const features::FeatureSet &setOf(const std::string &scenario)
{
    return features::findScenarioSet(scenario).value()->set;
}

inline Result<features::OfflineFeatures> openSet(const std::string &scenario, const features::FeatureSet &set,
                                                 const std::map<std::string, std::filesystem::path> &tables)
{
    const auto &made = madeWorld(scenario);
    return features::OfflineFeatures::open(
        set, {.tables = tables, .outputs = {made.folder.path()}, .temporaryFolder = made.folder / "spill"});
}

/// What names a row of the labels, in one order.
inline std::string rowOrder(const features::FeatureSet &set)
{
    std::string columns = set.labels.time;
    for (const auto &id : set.labels.id)
        columns += ", " + id;
    return columns;
}

} // namespace slipway::testing
