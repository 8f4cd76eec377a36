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

/// A number whose order is that of the values: negative ones below positive ones, -0 the same as 0. Not for
/// NaN.
std::uint64_t orderedKey(double value);
std::uint64_t orderedKey(std::int64_t value);
double realOfKey(std::uint64_t key);
std::int64_t wholeOfKey(std::uint64_t key);

/// Sorts keys in ascending order. `spare` is memory to work with, kept between calls.
void sortKeys(std::vector<std::uint64_t> &keys, std::vector<std::uint64_t> &spare);

/// A value by its key, and the row that it stands in.
struct KeyedRow {
    std::uint64_t key = 0;
    std::uint32_t row = 0;
};

/// Sorts by key; rows of one key keep their order.
void sortByKey(std::vector<KeyedRow> &rows, std::vector<KeyedRow> &spare);

} // namespace slipway::stats
