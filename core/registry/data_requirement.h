#pragma once

#include "core/data/suite.h"
#include "core/workspace/workspace.h"

#include <optional>
#include <string>

namespace slipway::registry {

/// What data_config.yaml asks of the data before a model is trained on it, or serves.
struct DataRequirement {
    std::string suite; ///< its name, for sentences; empty: any suite will do
    std::string suiteDigest; ///< empty: any
    bool forTraining = false;
    bool forPromotion = false;
};

/// Reads `validation.suite` and `validation.required`. A suite that cannot be read is an error, and no
/// requirement less.
Result<DataRequirement> dataRequirement(const workspace::Workspace &workspace);

/// The suite that a setting or a flag names: "feed" for the one of that scenario, else a file; a relative one
/// lies in `folder`.
Result<data::Suite> namedSuite(const std::string &name, const std::filesystem::path &folder);

/// The newest verdict of `slipway data validate` about a version's content, by the suite that is required.
/// None where it was never checked, which is not passed.
Result<std::optional<bool>> dataVerdict(const workspace::Workspace &workspace, const std::string &digest,
                                        const DataRequirement &requirement);

/// The content that a data set was made from, or its own: what checks are about.
std::string checkedDigest(const workspace::DatasetVersion &version);

} // namespace slipway::registry
