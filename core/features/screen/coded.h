#pragma once

#include "core/data/table.h"
#include "core/stats/mutual_information.h"

#include <cstdint>
#include <vector>

namespace slipway::features {

/// A column as few levels, so that what it tells can be counted.
struct Coded {
    static constexpr std::uint16_t missing = 0; ///< the level of rows without a value

    std::vector<std::uint16_t> levels; ///< one a row
    std::size_t count = 1; ///< of levels, the one of missing values among them
};

/// Numbers in up to `bins` bins of equal shares, a value that fills a bin in one of its own. Categories by
/// their most frequent levels; the rest is one level more.
Coded coded(const data::Column &column, int bins);

/// Whether there is a value or not.
Coded codedPresence(const data::Column &column);

/// Over the rows that have a target.
stats::MutualInformation informationOf(const Coded &column, const Coded &target);

/// The corrected information that a column like this has with a target that has nothing to do with it: by
/// formula where every pair of levels has some rows, else from shuffled targets. `probability` of more.
double informationByChance(const Coded &column, const Coded &target, const stats::MutualInformation &found,
                           double probability, std::uint64_t seed);

/// Whether there are some rows for every pair of levels.
bool isDense(const stats::MutualInformation &found);

} // namespace slipway::features
