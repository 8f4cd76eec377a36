#include "core/features/feed_features.h"

#include "core/base/messages.h"
#include "core/features/definitions/scenario_sets.h"

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

Result<fs::path> feedFile(const fs::path &folder, const std::string &table)
{
    std::error_code ignored;
    for (const auto *ending : {".csv", ".parquet"}) {
        if (const auto file = folder / (table + ending); fs::exists(file, ignored))
            return file;
    }
    return failure("features.missing_file", {{"file", (folder / (table + ".csv")).string()}});
}

} // namespace

Result<std::map<std::string, fs::path>> feedFiles(const fs::path &folder)
{
    std::map<std::string, fs::path> files;
    for (const std::string table : {"users", "items", "interactions"}) {
        SLIPWAY_ASSIGN(files[table], feedFile(folder, table));
    }
    return files;
}

std::vector<std::string> feedFeatureNames()
{
    std::vector<std::string> names;
    if (const auto feed = findScenarioSet("feed")) {
        for (const auto *feature : feed.value()->set.outputs())
            names.push_back(feature->name);
    }
    return names;
}

Result<Json> buildFeedFeatures(const fs::path &rawFolder, const fs::path &outFolder,
                               const BuildOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto files, feedFiles(rawFolder));
    SLIPWAY_ASSIGN(const auto *feed, findScenarioSet("feed"));
    return buildFeatures(feed->set, files, outFolder, options, context);
}

} // namespace slipway::features
