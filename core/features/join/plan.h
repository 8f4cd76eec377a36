#pragma once

namespace slipway::features {

/// The ways to gather the rows of windows. Each gives the same values for whatever it can answer.
enum class WindowPlan {
    Running, ///< every row of the source asks, and whole numbers are enough: one pass in the order of time
    Own, ///< every row of the source asks: windows over the source itself
    Join, ///< each moment with the rows before it, grouped: few moments an entity
    Frames, ///< rows and moments in one order: many moments an entity
    Grouped, ///< the same over the totals of each step of the grid
};

} // namespace slipway::features
