#include "app/engine/online_store.h"

#include "app/engine/feature_tables.h"

#include "core/base/messages.h"
#include "core/features/expected_values.h"

namespace slipway::engine {

namespace fs = std::filesystem;

namespace {

/// Who only looks need not wait long for a Redis: the copy has the values that were known last.
constexpr int lookPatienceMs = 1000;

} // namespace

Result<features::StoreOptions> storeOptions(const workspace::Workspace &workspace, const std::string &address)
{
    features::StoreOptions options;
    options.address = address;
    if (address.empty()) {
        SLIPWAY_ASSIGN(const auto config, workspace.config("data_config.yaml"));
        options.address = config.text("features.store");
    }
    SLIPWAY_TRY(features::checkAddress(options.address));
    options.folder = workspace / "online";
    return options;
}

Result<std::unique_ptr<features::OnlineStore>> openStore(const workspace::Workspace &workspace,
                                                         const std::string &address, bool create)
{
    SLIPWAY_ASSIGN(auto options, storeOptions(workspace, address));
    options.create = create;
    if (!create)
        options.patienceMs = lookPatienceMs;
    return features::openStore(options);
}

Result<features::OfflineOptions> offlineOptions(const workspace::Workspace &workspace,
                                                const features::FeatureSet &set, const fs::path &folder)
{
    features::OfflineOptions options;
    options.temporaryFolder = folder;
    SLIPWAY_ASSIGN(auto tables, featureTables(workspace, set));
    options.tables = std::move(tables.files);
    return options;
}

Result<Json> materializeSet(const workspace::Workspace &workspace, const features::RecordedSet &recorded,
                            features::OnlineStore &store, const features::MaterializeOptions &options,
                            const fs::path &folder, const RunContext &context)
{
    const double begin = steadySeconds();
    SLIPWAY_ASSIGN(auto tables, offlineOptions(workspace, recorded.set, folder / "spill"));
    auto checked = options;
    checked.checkFolder = folder / "checked";
    checked.spillFolder = folder / "spill";
    // The engine must find the folder before it is locked to it.
    std::error_code trouble;
    fs::create_directories(checked.checkFolder, trouble);
    tables.outputs = {checked.checkFolder};
    SLIPWAY_ASSIGN(auto offline, features::OfflineFeatures::open(recorded.set, tables, context));
    SLIPWAY_ASSIGN(const auto done, features::materialize(offline, store, checked, context));
    auto expectations = features::nothingExpected();
    Json notes = Json::array();
    for (const auto &note : offline.notes()) {
        notes.push_back({{"id", note.id}, {"rows", note.rows}, {"sentence", note.sentence}});
        context.log("warning", note.sentence);
    }
    Json views = Json::array();
    Json log = Json::object();
    for (const auto &each : done) {
        features::addExpected(expectations, each.expectations);
        views.push_back({{"view", each.stored.view},
                         {"rows", each.rows},
                         {"values", each.values},
                         {"from", each.from ? Json(isoTime(*each.from)) : Json()},
                         {"to", isoTime(each.stored.to)},
                         {"seconds", each.seconds},
                         {"completeness", features::completeness(each.stored)}});
        log[each.stored.view] = {
            {"rows", each.rows}, {"to", isoTime(each.stored.to)}, {"seconds", each.seconds}};
    }
    SLIPWAY_TRY(workspace.change(
        {"features.materialized",
         recorded.record.reference(),
         {{"set", recorded.set.name},
          {"store", store.address()},
          {"views", log},
          // without the sentences: they name values
          {"expectations", {{"checked", expectations["checked"]}, {"failed", expectations["failed"]}}}}}));
    for (const auto &sentence : expectations["failures"])
        context.log("warning", sentence.get<std::string>());
    return Json {{"set", recorded.set.name},          {"version", recorded.record.version},
                 {"store", store.address()},          {"views", views},
                 {"expectations", expectations},      {"notes", notes},
                 {"seconds", steadySeconds() - begin}};
}

Result<std::vector<features::StoredView>> storedViews(features::OnlineStore &store, const std::string &set)
{
    SLIPWAY_ASSIGN(auto views, store.views());
    std::erase_if(views, [&](const auto &view) { return view.set != set; });
    if (views.empty())
        return failure("store.nothing_stored", {{"set", set}});
    return views;
}

} // namespace slipway::engine
