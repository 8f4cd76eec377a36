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

std::size_t digitOf(std::uint64_t key, int digit)
{
    return static_cast<std::size_t>(key >> (digit * digitBits)) & (buckets - 1);
}

std::uint64_t keyOfBits(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return (bits & signBit) ? ~bits : bits | signBit;
}

std::uint64_t keyOf(std::uint64_t key)
{
    return key;
}

std::uint64_t keyOf(const KeyedRow &row)
{
    return row.key;
}

/// Sorts by the digits of the keys from the lowest to the highest; equal keys keep their order.
template <typename Item>
void sortByDigits(std::vector<Item> &items, std::vector<Item> &spare)
{
    const std::size_t count = items.size();
    spare.resize(count);
    std::vector<std::array<std::size_t, buckets>> histograms(digits);
    for (const auto &item : items) {
        for (int digit = 0; digit < digits; ++digit)
            ++histograms[static_cast<std::size_t>(digit)][digitOf(keyOf(item), digit)];
    }
    for (int digit = 0; digit < digits; ++digit) {
        auto &starts = histograms[static_cast<std::size_t>(digit)];
        if (starts[digitOf(keyOf(items.front()), digit)] == count)
            continue; // all keys share this digit, as the low ones of whole numbers do
        std::size_t next = 0;
        for (auto &start : starts)
            next += std::exchange(start, next);
        for (const auto &item : items)
            spare[starts[digitOf(keyOf(item), digit)]++] = item;
        items.swap(spare);
    }
}

} // namespace

std::uint64_t orderedKey(double value)
{
    return keyOfBits(value + 0.0);
}

std::uint64_t orderedKey(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) ^ signBit;
}

double realOfKey(std::uint64_t key)
{
    return std::bit_cast<double>((key & signBit) ? key & ~signBit : ~key);
}

std::int64_t wholeOfKey(std::uint64_t key)
{
    return static_cast<std::int64_t>(key ^ signBit);
}

void sortValues(std::vector<double> &values, SortScratch &scratch)
{
    if (std::is_sorted(values.begin(), values.end()))
        return;
    if (values.size() < radixFrom) {
        std::sort(values.begin(), values.end());
        return;
    }
    scratch.keys.resize(values.size());
    std::transform(values.begin(), values.end(), scratch.keys.begin(), keyOfBits);
    sortByDigits(scratch.keys, scratch.spare);
    std::transform(scratch.keys.begin(), scratch.keys.end(), values.begin(), realOfKey);
}

void sortValues(std::vector<double> &values)
{
    SortScratch scratch;
    sortValues(values, scratch);
}

void sortKeys(std::vector<std::uint64_t> &keys, std::vector<std::uint64_t> &spare)
{
    if (std::is_sorted(keys.begin(), keys.end()))
        return;
    if (keys.size() < radixFrom)
        std::sort(keys.begin(), keys.end());
    else
        sortByDigits(keys, spare);
}

void sortByKey(std::vector<KeyedRow> &rows, std::vector<KeyedRow> &spare)
{
    const auto byKey = [](const KeyedRow &a, const KeyedRow &b) { return a.key < b.key; };
    if (std::is_sorted(rows.begin(), rows.end(), byKey))
        return;
    if (rows.size() < radixFrom)
        std::stable_sort(rows.begin(), rows.end(), byKey);
    else
        sortByDigits(rows, spare);
}

} // namespace slipway::stats
