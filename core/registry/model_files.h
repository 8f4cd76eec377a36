#pragma once

#include "core/workspace/workspace.h"

#include <filesystem>
#include <string>

namespace slipway::registry {

/// A model that somebody has named: its folder, and the run that trained it where there is one.
struct ModelFiles {
    std::filesystem::path folder;
    std::string runId; ///< empty for a folder from elsewhere
    std::string reference; ///< what to call it in sentences: "feed-model/3", "run 019a…"
};

/// Finds a model by a run's id or its start, a version ("feed-model/3", "feed-model@Production"), or a
/// folder.
Result<ModelFiles> findModel(const workspace::Workspace &workspace, const std::string &name);

/// The folder that keeps the model of a run: models/runs/<run>.
std::filesystem::path runModelFolder(const workspace::Workspace &workspace, const std::string &runId);

} // namespace slipway::registry
