#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway::workspace {

/// A second name for a file's content: a hard link, or a copy on file systems without links. The name
/// appears, or is replaced, at once.
Status linkOrCopy(const std::filesystem::path &content, const std::filesystem::path &name);

/// A copy of a file's content that appears under its name when it is whole.
Status copyWhole(const std::filesystem::path &content, const std::filesystem::path &name);

/// One file of a latest view: where people and scripts look for it, and the content that it shows.
struct ViewFile {
    std::filesystem::path name; ///< relative to the workspace: "data/features/train_features.parquet"
    std::filesystem::path content;
};

/// Points the fixed names at new content, and the same names below views/<scenario>/ too. The last step of a
/// job: the content is complete by then, and each name changes by one rename.
Status publishViews(const std::filesystem::path &workspace, const std::string &scenario,
                    const std::vector<ViewFile> &files);

} // namespace slipway::workspace
