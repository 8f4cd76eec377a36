#pragma once

#include "core/base/run_context.h"
#include "core/workspace/garbage.h"

namespace slipway::engine {

/// What gc finds in the workspace's online store, or in its copy of a Redis: values of feature sets that are
/// not in force any more, and what killed materializations have left. A store that holds nothing else goes as
/// a whole, unless a server has it open. A store that cannot be read is left alone, and told in the log.
Result<std::vector<workspace::Garbage>> findOnlineGarbage(const workspace::Workspace &workspace,
                                                          const RunContext &context);

Result<workspace::GarbageRemoved> removeOnlineGarbage(const workspace::Workspace &workspace,
                                                      const RunContext &context);

} // namespace slipway::engine
