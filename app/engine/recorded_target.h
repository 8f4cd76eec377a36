#pragma once

#include "core/workspace/workspace.h"

#include <string>

namespace slipway::engine {

/// The column that was to be predicted when this version was imported; empty where nothing was said.
Result<std::string> recordedTarget(const workspace::Workspace &workspace,
                                   const workspace::DatasetVersion &version);

} // namespace slipway::engine
