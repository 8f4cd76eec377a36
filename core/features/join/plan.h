#pragma once

namespace slipway::features {

/// The ways to gather the rows of windows. Each gives the same values for whatever it can answer.
enum class WindowPlan {
    Own, ///< every row of the source asks: running totals over the source itself
    Join, ///< each moment with the rows before it, grouped: few moments an entity
    Frames, ///< rows and moments in one order: many moments an entity
    Grouped, ///< the same over the totals of each step of the grid
};

} // namespace slipway::features
