#pragma once

#include "app/engine/session.h"

#include "core/features/definitions/changes.h"
#include "core/features/definitions/set_records.h"

#include <optional>
#include <string>

namespace slipway::engine {

/// Definitions as an argument names them.
struct NamedSet {
    std::string shown; ///< "feed@2", or the file
    std::string yaml;
    features::FeatureSet set;
    std::optional<features::SetRecord> record; ///< of a set that was applied
};

/// A file on disk; else a set of the workspace, or a scenario's that was never applied. Without a workspace
/// only files and scenarios are known.
Result<NamedSet> namedSet(const workspace::Workspace *workspace, const std::string &argument);

/// The changes between two sets, one a line.
std::string changesText(const features::SetChanges &changes);

/// {"features","models","reports"} that a change from `before` to `after` touches; `before` may be null.
Result<Json> touchedJson(const workspace::Workspace *workspace, const features::FeatureSet *before,
                         const features::FeatureSet &after, const features::SetChanges &changes);
std::string touchedText(const Json &touched);

} // namespace slipway::engine
