#pragma once

#include "core/base/json.h"
#include "core/data/table.h"

namespace slipway::data {

/// A value that DuckDB wrote as JSON (`to_json(x)::VARCHAR`); a text where it is none, as an infinity is.
inline Json jsonValue(const Column &column, std::size_t row)
{
    if (column.kind != ColumnKind::Category || column.codes.at(row) < 0)
        return nullptr;
    const auto &text = column.levels[static_cast<std::size_t>(column.codes[row])];
    const Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json(text) : value;
}

} // namespace slipway::data
