#pragma once

#include "core/base/result.h"
#include "core/workspace/workspace.h"

#include <string>

namespace slipway::workspace {

/// A data set version after a change of its record, and the command line that takes the change back; that is
/// empty where nothing had to be changed.
struct DatasetEdit {
    DatasetVersion version;
    std::string inverse;
};

/// Each is one transaction with its entry in the event log. The log gets no text that a person wrote, only
/// its SHA-256, so that erasing a text does not break the chain: a text that was replaced is kept as an
/// artifact, and the inverse names it.
Result<DatasetEdit> tagDataset(const Workspace &workspace, const std::string &nameAndVersion,
                               const std::string &key, const std::string &value);
Result<DatasetEdit> untagDataset(const Workspace &workspace, const std::string &nameAndVersion,
                                 const std::string &key);
Result<DatasetEdit> noteDataset(const Workspace &workspace, const std::string &nameAndVersion,
                                const std::string &note);

/// Marks a version as deleted. Where features, runs or models were made from it, that needs `force`; the
/// error names them.
Result<DatasetEdit> deleteDataset(const Workspace &workspace, const std::string &nameAndVersion, bool force);

/// Takes a deletion back, as long as gc has not removed the content.
Result<DatasetEdit> restoreDataset(const Workspace &workspace, const std::string &nameAndVersion);

} // namespace slipway::workspace
