#pragma once

#include "core/data/table.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

using Levels = std::vector<std::string>;

/// What flows from one transformer to the next: a number, or a level of a category. Both travel as a double.
/// A missing value is NaN; a level is its index in `levels`, and `unknownLevel` where it is none of these.
struct Channel {
    std::string name;
    data::ColumnKind kind = data::ColumnKind::Number;
    std::shared_ptr<const Levels> levels = nullptr; ///< of a category, ascending
};

inline constexpr double unknownLevel = -1;

/// Values of some rows, channel by channel: value r of channel c stands at c * rows + r. One row when
/// serving, some thousand in a batch; the code is the same.
struct Block {
    std::size_t rows = 0;
    const double *numbers = nullptr;
    const std::string_view *texts = nullptr; ///< null unless asked for; data() is null where missing

    const double *channel(std::size_t index) const { return numbers + index * rows; }
};

/// Mean and population deviation of the values that are there. Where they do not vary, or their squares are
/// beyond all numbers, the deviation is 1; without any value the mean is 0.
struct Spread {
    double mean = 0;
    double deviation = 1;
    std::size_t missing = 0; ///< values that are not there, infinities among them
};

/// All training rows on their way through a chain.
struct FitRows {
    std::size_t rows = 0;
    std::vector<Channel> channels {};
    std::vector<const double *> values {}; ///< of each channel, one a row; none where texts are read
    std::vector<std::shared_ptr<std::vector<double>>> made {}; ///< those that are no column of the table
    std::vector<std::optional<Spread>> spreads {}; ///< of numbers, where it is known already
    std::vector<const data::Column *> sources {}; ///< the columns themselves; empty behind the first step

    const double *channel(std::size_t index) const { return values[index]; }
};

/// The text of row `row`; data() is null where it is missing.
inline std::string_view textAt(const data::Column &column, std::size_t row)
{
    const auto code = column.codes[row];
    return code < 0 ? std::string_view() : std::string_view(column.levels[static_cast<std::size_t>(code)]);
}

} // namespace slipway::features
