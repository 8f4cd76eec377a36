#pragma once

#include "core/data/block.h"
#include "core/data/text_plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace slipway::data {

/// The rows of one range of a plan, as typed columns. Made again and again without new memory.
struct TextRows {
    Block block;
    std::vector<Reject> rejects; ///< every line of the range that is no row
    std::optional<Error> error;

    std::string raw; ///< what the block's texts point into
    std::string unescaped;
    std::vector<std::vector<std::uint64_t>> validity;
};

/// Reads range `index`. Only columns whose `wanted` is set are filled; an empty `wanted` means all. Safe on
/// several threads, each with its own rows.
void readTextRows(const TextPlan &plan, std::size_t index, const std::vector<bool> &wanted, TextRows &into);

} // namespace slipway::data
