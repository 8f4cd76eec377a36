#pragma once

#include "core/base/run_context.h"
#include "core/registry/gates.h"
#include "core/registry/models.h"
#include "core/workspace/workspace.h"

namespace slipway::registry {

/// Collects what the gates ask about a version: its evaluation, the checks of its data, the state of its
/// files, and how it does against the version in production on the newest test rows.
Result<GateFacts> gateFacts(const workspace::Workspace &workspace, const ModelVersion &candidate,
                            const RunContext &context);

/// The limits of monitoring_config.yaml.
Result<GateLimits> gateLimits(const workspace::Workspace &workspace);

} // namespace slipway::registry
