#pragma once

#include "core/data/worlds/quick_random.h"

#include <cstdint>
#include <span>
#include <string>

namespace slipway::data {

/// What a review says about one part of a product.
struct Remark {
    std::uint8_t part = 0; ///< 0 to 4
    std::int8_t polarity = 0; ///< -1 blame, 0 neither, 1 praise
    bool extreme = false;
};

inline constexpr std::size_t reviewCategories = 6;
inline constexpr std::size_t reviewParts = 5;

/// Adds the text of a review of a product of that category to `text`. Each remark is said in its order, and a
/// turn from praise to blame or back is told by "but" and its kin.
void writeReview(std::size_t category, std::span<const Remark> remarks, QuickRandom &random,
                 std::string &text);

} // namespace slipway::data
