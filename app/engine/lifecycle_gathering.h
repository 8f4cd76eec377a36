#pragma once

#include "core/report/lifecycle.h"
#include "core/workspace/workspace.h"

namespace slipway::engine {

/// Collects what the jobs of a workspace have found out about the newest version of a scenario's model.
Result<report::LifecycleFacts> gatherLifecycle(const workspace::Workspace &workspace,
                                               const std::string &scenario);

} // namespace slipway::engine
