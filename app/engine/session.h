#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/workspace/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::engine {

/// What a verb answers: JSON for machines, text for people.
struct Answer {
    Json json;
    std::string text;
};

/// The flags that stand before every verb.
struct GlobalOptions {
    std::string workspace; ///< empty: $SLIPWAY_WORKSPACE, else the user's data folder
    bool json = false; ///< print only the result
    bool events = false; ///< print every event, one JSON object a line
    std::string job; ///< id that the launcher has chosen; empty: a new one
    std::string origin = "cli"; ///< cli, console or pipeline: who started this
};

/// What a verb's work has at hand while it runs.
struct Session {
    const GlobalOptions &options;
    RunContext context;
    std::string job; ///< empty for verbs that are no jobs
    std::optional<workspace::Workspace> opened;

    /// Only for verbs that declared that they need one.
    workspace::Workspace &workspace() { return *opened; }
};

/// The folder that -w, the environment or the user's data folder names.
std::filesystem::path workspaceFolder(const GlobalOptions &options);

} // namespace slipway::engine
