#include "core/features/transform/fingerprint.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>

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

std::uint64_t hashOf(const data::Column &column)
{
    std::uint64_t hash = hashOf(column.name);
    if (column.kind == data::ColumnKind::Number) {
        for (const double value : column.numbers) // every NaN is the same missing value
            hash = mixed(hash, std::isnan(value) ? 1 : std::bit_cast<std::uint64_t>(value));
        return hash;
    }
    std::vector<std::uint64_t> levels;
    for (const auto &level : column.levels)
        levels.push_back(hashOf(level));
    for (const auto code : column.codes)
        hash = mixed(hash, code < 0 ? 1 : levels[static_cast<std::size_t>(code)]);
    return hash;
}

} // namespace

Result<std::string> fingerprintOf(const data::Table &table, std::span<const std::string> columns)
{
    std::uint64_t hash = table.rows();
    for (const auto &name : columns) {
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(table, name, "The data"));
        hash = mixed(hash, hashOf(*column));
    }
    return fmt::format("{:016x}", hash);
}

} // namespace slipway::features
