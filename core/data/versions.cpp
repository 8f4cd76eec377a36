#include "core/data/versions.h"

#include "core/data/identity.h"

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

Result<std::filesystem::path> versionFile(const workspace::Workspace &workspace,
                                          const std::string &nameAndVersion)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    return workspace.artifacts().find(version.fileHash);
}

} // namespace slipway::data
