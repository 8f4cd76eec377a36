#include "app/engine/online_garbage.h"

#include "core/base/messages.h"
#include "core/features/definitions/set_records.h"
#include "core/features/store/leftovers.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;
using workspace::Garbage;

constexpr std::string_view folder = "online";

/// What is to go, and whether the whole folder can.
struct Found {
    features::StoreLeftovers leftovers;
    bool wholeFolder = false;
    std::vector<Garbage> garbage;
};

Result<std::vector<features::FeatureSet>> setsInForce(const workspace::Workspace &workspace)
{
    std::vector<features::FeatureSet> sets;
    const features::FeatureSets records(workspace);
    SLIPWAY_ASSIGN(const auto list, records.list());
    for (const auto &record : list) {
        SLIPWAY_ASSIGN(auto recorded, records.read(record));
        sets.push_back(std::move(recorded.set));
    }
    return sets;
}

/// A server that has the store open would go on reading what is no longer there.
Result<bool> isServed(const workspace::Workspace &workspace)
{
    SLIPWAY_ASSIGN(const auto jobs, workspace.jobs().list());
    return std::any_of(jobs.begin(), jobs.end(), [](const auto &job) {
        return job.state == workspace::JobState::Running && !job.command.empty()
            && job.command.front() == "serve";
    });
}

std::string reasonOf(const features::StoredView &view, const std::vector<features::FeatureSet> &sets)
{
    const bool known =
        std::any_of(sets.begin(), sets.end(), [&](const auto &set) { return set.name == view.set; });
    return known
        ? fmt::format("{} rows of {}, a view that the feature set {} has no more", view.rows, view.view,
                      view.set)
        : fmt::format("{} rows of {}; the feature set {} is not in force", view.rows, view.view, view.set);
}

Result<Found> look(const workspace::Workspace &workspace)
{
    Found found;
    SLIPWAY_ASSIGN(const auto sets, setsInForce(workspace));
    SLIPWAY_ASSIGN(found.leftovers, features::findLeftovers(workspace / folder, sets));
    if (found.leftovers.isAll) {
        SLIPWAY_ASSIGN(const bool served, isServed(workspace));
        found.wholeFolder = !served;
    }
    for (const auto &view : found.leftovers.views)
        found.garbage.push_back(
            {Garbage::Kind::Online, fs::path(folder) / view.set / view.view, 0, reasonOf(view, sets)});
    if (found.leftovers.halfWritten > 0)
        found.garbage.push_back({Garbage::Kind::Online, fs::path(folder), 0,
                                 fmt::format("{} rows of a materialization that was ended half-way",
                                             found.leftovers.halfWritten)});
    if (found.wholeFolder)
        found.garbage.push_back({Garbage::Kind::Online, fs::path(folder),
                                 workspace::bytesOf(workspace / folder), "nothing else is stored"});
    return found;
}

} // namespace

Result<std::vector<Garbage>> findOnlineGarbage(const workspace::Workspace &workspace,
                                               const RunContext &context)
{
    auto found = look(workspace);
    if (found)
        return std::move(found).value().garbage;
    context.log("warning", found.error().message);
    return std::vector<Garbage>();
}

Result<workspace::GarbageRemoved> removeOnlineGarbage(const workspace::Workspace &workspace,
                                                      const RunContext &context)
{
    workspace::GarbageRemoved removed;
    const auto found = look(workspace);
    if (!found) {
        context.log("warning", found.error().message);
        return removed;
    }
    const auto &garbage = found.value().garbage;
    if (garbage.empty())
        return removed;
    if (found.value().wholeFolder) {
        std::error_code error;
        fs::remove_all(workspace / folder, error);
        if (error)
            return failure("file.unwritable", {{"file", std::string(folder)}, {"reason", error.message()}});
    } else {
        SLIPWAY_TRY(features::removeLeftovers(workspace / folder, found.value().leftovers, context));
    }
    removed.files = static_cast<std::int64_t>(garbage.size());
    for (const auto &each : garbage)
        removed.bytes += each.bytes;
    return removed;
}

} // namespace slipway::engine
