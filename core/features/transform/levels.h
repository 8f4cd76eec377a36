#pragma once

#include "core/features/transform/channel.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace slipway::features {

/// The index of `level` in ascending levels; unknownLevel where it is not among them.
double levelIndex(const Levels &levels, std::string_view level);

/// How many rows have each level of a channel; missing and unknown ones are not counted.
std::vector<std::size_t> levelCounts(const double *values, std::size_t rows, std::size_t levels);

/// The indices of levels that at least `leastCount` rows have, at most `most` of them: the most frequent,
/// of equally frequent ones the first. Ascending.
std::vector<std::size_t> frequentLevels(std::span<const std::size_t> counts, std::size_t leastCount,
                                        std::size_t most);

/// The places of `known` levels among the channel's: for each level of the channel its index in `known`, or
/// -1.
std::vector<std::int32_t> placesOf(const Channel &channel, const Levels &known);

/// The sorted union.
Levels mergedLevels(const Levels &a, const Levels &b);

/// The words of a list option: "hour, weekday".
std::vector<std::string> words(std::string_view list);

} // namespace slipway::features
