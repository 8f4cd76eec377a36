#include "core/data/block_json.h"

#include "core/base/clock.h"

#include <fmt/format.h>

#include <cmath>

namespace slipway::data {

Json cellJson(const BlockColumn &column, std::size_t row)
{
    if (column.missing(row))
        return nullptr;
    if (column.form == BlockColumn::Form::Text)
        return column.texts[row];
    if (column.form == BlockColumn::Form::Real)
        return std::isfinite(column.reals[row]) ? Json(column.reals[row])
                                                : Json(fmt::format("{}", column.reals[row]));
    const auto whole = column.whole[row];
    if (column.type == "BOOLEAN")
        return whole != 0;
    if (column.isDate())
        return isoTime(whole * microsPerDay).substr(0, 10);
    return column.isTime() ? Json(isoTime(whole)) : Json(whole);
}

Json rowJson(const Block &block, std::size_t row)
{
    Json object = Json::object();
    for (const auto &column : block.columns)
        object[column.name] = cellJson(column, row);
    return object;
}

} // namespace slipway::data
