#pragma once

#include "core/base/run_context.h"
#include "core/data/import.h"
#include "core/workspace/workspace.h"

#include <filesystem>
#include <string>

namespace slipway::data {

/// What to call a file's content, and where it came from.
struct VersionOrigin {
    std::string name; ///< of the data set: "interactions"
    std::string type; ///< "generated", "imported" or "features"
    std::string source; ///< for lineage: a file's name, a seed, the digest of what it was made from
    bool madeByJob = true; ///< the file is the job's own and becomes the artifact; otherwise it is copied
};

/// Keeps a file's bytes as an artifact and describes the version; nothing is recorded yet, so that a job can
/// record all of its versions in one transaction.
Result<workspace::DatasetVersion> describeVersion(const workspace::Workspace &workspace,
                                                  const std::filesystem::path &file,
                                                  const VersionOrigin &origin, const RunContext &context);

/// The same for files that were imported: their rows as Parquet, under the digest that was found on the way.
Result<workspace::DatasetVersion> describeImport(const workspace::Workspace &workspace,
                                                 const std::string &name, const Imported &imported,
                                                 const RunContext &context);

/// What the event of an import remembers: {"digest","files":[{"file","sha256","bytes"}],"target",
/// "rejected":{"count","artifact"}}. The rejected lines become an artifact.
Result<Json> importPayload(const workspace::Workspace &workspace, const Imported &imported,
                           const RunContext &context);

/// The file with the lines that were rejected when a version was imported, one JSON object a line.
Result<std::filesystem::path> rejectsOf(const workspace::Workspace &workspace,
                                        const std::string &nameAndVersion);

/// The file behind a data set ("interactions", "interactions@2"), by its artifact.
Result<std::filesystem::path> versionFile(const workspace::Workspace &workspace,
                                          const std::string &nameAndVersion);

} // namespace slipway::data
