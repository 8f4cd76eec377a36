#include "core/data/table.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

std::size_t Column::missing() const
{
    if (kind == ColumnKind::Number) {
        return static_cast<std::size_t>(
            std::count_if(numbers.begin(), numbers.end(), [](double value) { return std::isnan(value); }));
    }
    return static_cast<std::size_t>(std::count(codes.begin(), codes.end(), -1));
}

const Column *Table::find(std::string_view name) const
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Column &column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

Result<const Column *> requireColumn(const Table &table, std::string_view name, std::string_view place)
{
    if (const Column *column = table.find(name))
        return column;
    std::vector<std::string_view> known;
    for (const auto &column : table.columns)
        known.push_back(column.name);
    return failure(
        "data.column_missing",
        {{"place", place}, {"column", name}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

Result<const Column *> requireNumbers(const Table &table, std::string_view name, std::string_view place)
{
    SLIPWAY_ASSIGN(const Column *column, requireColumn(table, name, place));
    if (column->kind != ColumnKind::Number) {
        const std::string example = column->levels.empty() ? std::string() : column->levels.front();
        return failure("data.column_not_numbers", {{"place", place}, {"column", name}, {"example", example}});
    }
    return column;
}

} // namespace slipway::data
