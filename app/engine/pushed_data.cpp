#include "app/engine/pushed_data.h"

#include "app/engine/recorded_target.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/data/worlds/scenario.h"
#include "core/features/definitions/set_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t mostImports = 1000; // of one data set, newest first

std::string keyOf(const features::PushedFile &file)
{
    return file.set + "." + file.view;
}

/// Which pushed rows a version has, by "SET.VIEW".
Result<Json> marksOf(const workspace::Workspace &workspace, const workspace::DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const auto imports, workspace.events().ofKind("data.imported", version.name, mostImports));
    for (const auto &event : imports) {
        const Json &payload = event.change.payload;
        if (payload.value("digest", "") == version.digest && payload.contains("pushed"))
            return payload.at("pushed");
    }
    return Json::object();
}

std::vector<features::TableColumn> columnsOf(const workspace::DatasetVersion &version)
{
    std::vector<features::TableColumn> columns;
    for (const auto &column : version.schema)
        columns.push_back({column.value("name", ""), column.value("type", "")});
    return columns;
}

/// How the rows can become data; what cannot be is the view's problem, not the command's.
Status plan(const workspace::Workspace &workspace, PushedToView &pushed, features::PushedMark &kept)
{
    const features::FeatureSets sets(workspace);
    const Json names {{"set", pushed.file.set}, {"view", pushed.file.view}};
    SLIPWAY_ASSIGN(const auto inForce, sets.list());
    const auto record = std::find_if(inForce.begin(), inForce.end(),
                                     [&](const auto &each) { return each.name == pushed.file.set; });
    if (record == inForce.end()) {
        pushed.problem = failure("pushed.unknown_view", names);
        return done();
    }
    SLIPWAY_ASSIGN(const auto recorded, sets.read(*record));
    const auto *view = recorded.set.view(pushed.file.view);
    if (!view) {
        pushed.problem = failure("pushed.unknown_view", names);
        return done();
    }
    auto version = workspace.datasets().find(recorded.set.source(view->source)->table);
    if (!version) {
        pushed.problem = version.error();
        return done();
    }
    auto planned = features::planPushed(recorded.set, *view, columnsOf(version.value()));
    if (planned)
        pushed.plan = std::move(planned).value();
    else
        pushed.problem = planned.error();
    pushed.dataset = std::move(version).value();
    SLIPWAY_ASSIGN(const auto marks, marksOf(workspace, *pushed.dataset));
    kept = features::pushedMarkFrom(marks.value(keyOf(pushed.file), Json::object()));
    return done();
}

Result<PushedToView> lookAt(const workspace::Workspace &workspace, const fs::path &path,
                            const RunContext &context)
{
    PushedToView pushed;
    pushed.file = features::pushedFileNamed(path);
    features::PushedMark kept;
    SLIPWAY_TRY(plan(workspace, pushed, kept));
    auto file = features::readPushedFile(path, kept, context);
    if (!file && file.error().id == "pushed.changed") {
        pushed.problem = file.error();
        pushed.plan.reset();
        file = features::readPushedFile(path, {}, context);
    }
    SLIPWAY_TRY(file);
    pushed.file = std::move(file).value();
    return pushed;
}

/// What is predicted from the data set stays so.
Result<Json> targetOf(const workspace::Workspace &workspace, const workspace::DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const auto recorded, recordedTarget(workspace, version));
    if (!recorded.empty())
        return Json(recorded);
    for (const auto &scenario : data::scenarios()) {
        if (version.sourceType == "generated" && scenario.task.table == version.name)
            return Json(scenario.task.target);
    }
    return Json();
}

/// The event of the new version: as an import has it, and how far into each file it goes.
Result<Json> payloadOf(const workspace::Workspace &workspace, const std::vector<const PushedToView *> &parts,
                       const workspace::DatasetVersion &version)
{
    const auto &before = *parts.front()->dataset;
    SLIPWAY_ASSIGN(Json marks, marksOf(workspace, before));
    Json files = Json::array();
    for (const auto *part : parts) {
        marks[keyOf(part->file)] = toJson(part->file.end);
        files.push_back({{"file", part->file.path.lexically_relative(workspace.folder()).string()},
                         {"sha256", part->file.end.sha256},
                         {"bytes", part->file.end.bytes}});
    }
    SLIPWAY_ASSIGN(const Json target, targetOf(workspace, before));
    return Json {{"digest", version.digest},
                 {"from", before.digest},
                 {"files", files},
                 {"target", target},
                 {"rejected", {{"count", 0}, {"artifact", nullptr}}},
                 {"pushed", marks}};
}

struct NewVersion {
    workspace::DatasetVersion version;
    Json payload;
};

Result<NewVersion> makeVersion(const workspace::Workspace &workspace,
                               const std::vector<const PushedToView *> &parts, const fs::path &folder,
                               const RunContext &context)
{
    const auto &before = *parts.front()->dataset;
    SLIPWAY_ASSIGN(const auto content, workspace.artifacts().find(before.fileHash));
    std::vector<features::PushedPart> rows;
    for (const auto *part : parts)
        rows.push_back({part->file, *part->plan});
    SLIPWAY_ASSIGN(const auto file, features::writeWithPushed(content, rows, folder / before.name, context));
    NewVersion made;
    SLIPWAY_ASSIGN(made.version,
                   data::describeVersion(workspace, file, {before.name, "pushed", before.digest}, context));
    SLIPWAY_ASSIGN(made.payload, payloadOf(workspace, parts, made.version));
    return made;
}

/// Deleting the newest version is how it is taken back; its number is known before it is there.
Result<std::string> inverseOf(const workspace::Workspace &workspace, const workspace::DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const auto all, workspace.datasets().listWithDeleted());
    std::int64_t number = 0;
    for (const auto &each : all) {
        if (each.name != version.name)
            continue;
        if (each.digest == version.digest)
            return "data delete " + each.reference();
        number = std::max(number, each.version);
    }
    return fmt::format("data delete {}@{}", version.name, number + 1);
}

} // namespace

Result<std::vector<PushedToView>> pushedToViews(const workspace::Workspace &workspace, const std::string &set,
                                                const RunContext &context)
{
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(workspace / "data/pushed", error)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".jsonl") && (set.empty() || name.starts_with(set + ".")))
            paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    std::vector<PushedToView> all;
    for (const auto &path : paths) {
        SLIPWAY_ASSIGN(auto pushed, lookAt(workspace, path, context));
        all.push_back(std::move(pushed));
    }
    return all;
}

Result<std::vector<workspace::DatasetVersion>> keepPushed(const workspace::Workspace &workspace,
                                                          const std::vector<PushedToView> &pushed,
                                                          const fs::path &folder, const RunContext &context)
{
    std::map<std::string, std::vector<const PushedToView *>> byTable;
    for (const auto &each : pushed) {
        if (each.plan && each.file.newRows() > 0)
            byTable[each.dataset->name].push_back(&each);
    }
    std::vector<NewVersion> made;
    for (const auto &[table, parts] : byTable) {
        context.progress(static_cast<double>(made.size()) / static_cast<double>(byTable.size()), table);
        SLIPWAY_ASSIGN(auto version, makeVersion(workspace, parts, folder, context));
        made.push_back(std::move(version));
    }
    if (context.cancelled())
        return cancelled();
    std::vector<workspace::DatasetVersion> versions;
    SLIPWAY_TRY(workspace.store().transaction([&]() -> Status {
        for (auto &each : made) {
            SLIPWAY_ASSIGN(const auto inverse, inverseOf(workspace, each.version));
            SLIPWAY_TRY(workspace.change(
                {"data.imported", each.version.name, each.payload, inverse}, [&]() -> Status {
                    SLIPWAY_ASSIGN(each.version, workspace.datasets().add(each.version));
                    return done();
                }));
            versions.push_back(each.version);
        }
        return done();
    }));
    return versions;
}

std::string pushedRemark(const workspace::Workspace &workspace, const std::string &set,
                         const RunContext &context)
{
    const auto pushed = pushedToViews(workspace, set, context);
    if (!pushed)
        return pushed.error().message;
    std::int64_t rows = 0;
    for (const auto &each : pushed.value())
        rows += each.file.newRows();
    return rows == 0
        ? std::string()
        : fmt::format("{} pushed rows of {} are not in the data yet. See them with: slipway features pushed",
                      rows, set);
}

} // namespace slipway::engine
