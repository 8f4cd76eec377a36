#include "core/data/versions.h"

#include "core/base/messages.h"
#include "core/data/identity.h"

#include <fmt/format.h>

namespace slipway::data {

Result<workspace::DatasetVersion> describeVersion(const workspace::Workspace &workspace,
                                                  const std::filesystem::path &file,
                                                  const VersionOrigin &origin, const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto identity, contentIdentity(file, {}, context));
    const auto artifacts = workspace.artifacts();
    SLIPWAY_ASSIGN(const auto hash,
                   origin.madeByJob ? artifacts.adopt(file, context) : artifacts.put(file, context));
    workspace::DatasetVersion version {.name = origin.name,
                                       .digest = identity.sha256,
                                       .fileHash = hash,
                                       .sourceType = origin.type,
                                       .source = origin.source,
                                       .rows = identity.rows};
    for (const auto &column : identity.columns)
        version.schema.push_back({{"name", column.name}, {"type", column.type}});
    return version;
}

Result<workspace::DatasetVersion> describeImport(const workspace::Workspace &workspace,
                                                 const std::string &name, const Imported &imported,
                                                 const RunContext &context)
{
    const auto artifacts = workspace.artifacts();
    SLIPWAY_ASSIGN(const auto hash,
                   imported.own ? artifacts.adopt(imported.parquet, context)
                                : artifacts.put(imported.parquet, context));
    std::string source = imported.files.front().file;
    if (imported.files.size() > 1)
        source += fmt::format(" and {} more", imported.files.size() - 1);
    workspace::DatasetVersion version {.name = name,
                                       .digest = imported.identity.sha256,
                                       .fileHash = hash,
                                       .sourceType = "imported",
                                       .source = source,
                                       .rows = imported.identity.rows};
    for (const auto &column : imported.identity.columns)
        version.schema.push_back({{"name", column.name}, {"type", column.type}});
    return version;
}

Result<Json> importPayload(const workspace::Workspace &workspace, const Imported &imported,
                           const RunContext &context)
{
    Json files = Json::array();
    for (const auto &file : imported.files)
        files.push_back({{"file", file.file}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    Json rejected {{"count", imported.rejected.count}, {"artifact", nullptr}};
    if (!imported.rejects.empty()) {
        SLIPWAY_ASSIGN(rejected["artifact"], workspace.artifacts().adopt(imported.rejects, context));
    }
    return Json {{"digest", imported.identity.sha256},
                 {"files", files},
                 {"target", imported.target.empty() ? Json(nullptr) : Json(imported.target)},
                 {"rejected", rejected}};
}

Result<std::filesystem::path> rejectsOf(const workspace::Workspace &workspace,
                                        const std::string &nameAndVersion)
{
    constexpr std::int64_t furthest = 1000;
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    SLIPWAY_ASSIGN(const auto events, workspace.events().ofKind("data.imported", version.name, furthest));
    for (const auto &event : events) {
        const Json &payload = event.change.payload;
        if (payload.value("digest", "") != version.digest)
            continue;
        const auto artifact = payload.value("/rejected/artifact"_json_pointer, Json());
        if (artifact.is_string())
            return workspace.artifacts().find(artifact.get<std::string>());
        break;
    }
    return failure("import.no_rejects", {{"name", nameAndVersion}});
}

Result<std::filesystem::path> versionFile(const workspace::Workspace &workspace,
                                          const std::string &nameAndVersion)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    return workspace.artifacts().find(version.fileHash);
}

} // namespace slipway::data
