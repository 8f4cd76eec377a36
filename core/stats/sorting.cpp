#include "core/stats/sorting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace slipway::stats {

namespace {

constexpr int digitBits = 11;
constexpr int digits = 6; ///< 66 bits hold the 64 of a double
constexpr std::size_t buckets = std::size_t {1} << digitBits;
/// Below this many values the six histograms cost more than a comparison sort.
constexpr std::size_t radixFrom = 4096;

constexpr std::uint64_t signBit = std::uint64_t {1} << 63;

/// Whole numbers in the order of the doubles: negative ones reversed, below the positive ones.
std::uint64_t keyOf(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return (bits & signBit) ? ~bits : bits | signBit;
}

double valueOf(std::uint64_t key)
{
    return std::bit_cast<double>((key & signBit) ? key & ~signBit : ~key);
}

std::size_t digitOf(std::uint64_t key, int digit)
{
    return static_cast<std::size_t>(key >> (digit * digitBits)) & (buckets - 1);
}

} // namespace

void sortValues(std::vector<double> &values, SortScratch &scratch)
{
    if (std::is_sorted(values.begin(), values.end()))
        return;
    if (values.size() < radixFrom) {
        std::sort(values.begin(), values.end());
        return;
    }
    const std::size_t count = values.size();
    scratch.keys.resize(count);
    scratch.spare.resize(count);
    std::vector<std::array<std::size_t, buckets>> histograms(digits);
    for (std::size_t i = 0; i < count; ++i) {
        const auto key = keyOf(values[i]);
        scratch.keys[i] = key;
        for (int digit = 0; digit < digits; ++digit)
            ++histograms[static_cast<std::size_t>(digit)][digitOf(key, digit)];
    }
    for (int digit = 0; digit < digits; ++digit) {
        auto &starts = histograms[static_cast<std::size_t>(digit)];
        if (starts[digitOf(scratch.keys.front(), digit)] == count)
            continue; // all keys share this digit, as the low ones of whole numbers do
        std::size_t next = 0;
        for (auto &start : starts)
            next += std::exchange(start, next);
        for (const auto key : scratch.keys)
            scratch.spare[starts[digitOf(key, digit)]++] = key;
        scratch.keys.swap(scratch.spare);
    }
    for (std::size_t i = 0; i < count; ++i)
        values[i] = valueOf(scratch.keys[i]);
}

void sortValues(std::vector<double> &values)
{
    SortScratch scratch;
    sortValues(values, scratch);
}

} // namespace slipway::stats
