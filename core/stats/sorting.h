#pragma once

#include <cstdint>
#include <vector>

namespace slipway::stats {

/// Memory that sortValues keeps between calls, so that a table's columns do not allocate one after the other.
struct SortScratch {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> spare;
};

/// Sorts in ascending order. The values must not hold NaN. Long columns are sorted by radix in linear time.
void sortValues(std::vector<double> &values, SortScratch &scratch);
void sortValues(std::vector<double> &values);

} // namespace slipway::stats
