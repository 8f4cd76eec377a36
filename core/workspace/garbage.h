#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/workspace/workspace.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace slipway::workspace {

/// Something on the disk that no record needs.
struct Garbage {
    enum class Kind {
        Artifact, ///< content that no record names, or only records of what was deleted
        Run, ///< the folder of a deleted run's model
        View, ///< a latest view of content that is garbage itself
        Index, ///< a row index of a deleted data set
        Work, ///< what a job prepared that is lost
        Log, ///< of served features, from long ago
        Online, ///< stored values that no feature set in force has; found by who knows the sets
    };

    Kind kind = Kind::Artifact;
    std::filesystem::path path; ///< relative to the workspace
    std::uintmax_t bytes = 0; ///< that are free afterwards; 0 for a second name of content that is counted
    std::string why;
};

std::string_view garbageKindName(Garbage::Kind kind);

struct GarbageOptions {
    bool indexes = false; ///< all row indexes: they can be built again
    std::int64_t graceSeconds =
        3600; ///< content that no record has ever named is left alone while it is younger
    int logDays = 30; ///< logs of served features are kept as long
};

/// What it is in the disk's bytes: a file, or a folder with all that is in it.
std::uintmax_t bytesOf(const std::filesystem::path &path);

/// What gc would remove, in the order of its removal. Nothing is changed.
Result<std::vector<Garbage>> findGarbage(const Workspace &workspace, const GarbageOptions &options);

struct GarbageRemoved {
    std::int64_t files = 0; ///< files and folders of the list
    std::uintmax_t bytes = 0;
};

/// Removes what findGarbage() finds. First the records say that the content of deleted versions is gone, then
/// the files go; whether a file is still needed is asked again under the lock of the records, right before it
/// goes. A process that is killed in between leaves garbage behind, and nothing else: the next call finds it.
/// Refused while other jobs run that may be about to record what they have just kept.
Result<GarbageRemoved> removeGarbage(const Workspace &workspace, const GarbageOptions &options,
                                     const RunContext &context);

} // namespace slipway::workspace
