#include "core/features/transform/fingerprint.h"

#include "core/data/profile/parallel.h"

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <thread>
#include <vector>

namespace slipway::features {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 32;
}

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = text.size();
    for (const char c : text)
        hash = mixed(hash, static_cast<unsigned char>(c));
    return hash;
}

/// Four chains of products, so that a value need not wait for the one before.
template <typename ValueOf>
std::uint64_t hashOfRows(std::uint64_t seed, std::size_t rows, ValueOf valueOf)
{
    std::uint64_t a = seed;
    std::uint64_t b = seed + 1;
    std::uint64_t c = seed + 2;
    std::uint64_t d = seed + 3;
    std::size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        a = mixed(a, valueOf(row));
        b = mixed(b, valueOf(row + 1));
        c = mixed(c, valueOf(row + 2));
        d = mixed(d, valueOf(row + 3));
    }
    for (; row < rows; ++row)
        a = mixed(a, valueOf(row));
    return mixed(mixed(mixed(mixed(rows, a), b), c), d);
}

std::uint64_t hashOf(const data::Column &column)
{
    if (column.kind == data::ColumnKind::Number) {
        return hashOfRows(column.rows(), column.rows(), [&](std::size_t row) {
            const double value = column.numbers[row]; // every NaN is the same missing value
            return value == value ? std::bit_cast<std::uint64_t>(value) : 1;
        });
    }
    std::vector<std::uint64_t> levels;
    for (const auto &level : column.levels)
        levels.push_back(hashOf(level));
    return hashOfRows(column.rows(), column.rows(), [&](std::size_t row) {
        const auto code = column.codes[row];
        return code < 0 ? 1 : levels[static_cast<std::size_t>(code)];
    });
}

} // namespace

Result<std::string> fingerprintOf(const data::Table &table, std::span<const std::string> columns)
{
    std::vector<const data::Column *> found;
    for (const auto &name : columns) {
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(table, name, "The data"));
        found.push_back(column);
    }
    std::vector<std::uint64_t> hashes(found.size());
    data::inParallel(found.size(), std::thread::hardware_concurrency(), [&] {
        return [&](std::size_t i) { hashes[i] = mixed(hashOf(found[i]->name), hashOf(*found[i])); };
    });
    std::uint64_t hash = table.rows();
    for (const auto each : hashes)
        hash = mixed(hash, each);
    return fmt::format("{:016x}", hash);
}

std::string fingerprintOf(const data::Column &column)
{
    return fmt::format("{:016x}", hashOf(column));
}

} // namespace slipway::features
