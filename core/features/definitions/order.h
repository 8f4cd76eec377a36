#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace slipway::features {

/// Things in an order in which each stands behind those that it needs.
struct Order {
    std::vector<std::size_t> order; ///< as they were wherever that is possible
    std::vector<std::size_t> cycle; ///< where there is none: each needs the next, and the last the first
};

/// `needs` gives what one of the `count` things needs.
Order orderByNeeds(std::size_t count, const std::function<std::vector<std::size_t>(std::size_t)> &needs);

} // namespace slipway::features
