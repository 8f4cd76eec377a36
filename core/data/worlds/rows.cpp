#include "core/data/worlds/rows.h"

#include <algorithm>

namespace slipway::data {

std::size_t WorldTable::find(std::string_view column) const
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const WorldColumn &each) { return each.name == column; });
    return found == columns.end() ? none : static_cast<std::size_t>(found - columns.begin());
}

void TableRows::setRows(const WorldTable &table, std::size_t count)
{
    columns.resize(table.columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (table.columns[i].form == WorldColumn::Form::Real)
            columns[i].reals.resize(count);
        else
            columns[i].whole.resize(count);
        columns[i].missing.clear();
    }
    rows = count;
}

} // namespace slipway::data
