#pragma once

#include "core/features/join/join_state.h"
#include "core/features/join/window_plans.h"

namespace slipway::features {

/// The cheapest plan that can answer the query, from what the data looks like.
Result<WindowPlan> choosePlan(JoinState &state, const WindowQuery &query, const RunContext &context);

} // namespace slipway::features
