#pragma once

#include "core/base/random.h"
#include "core/data/table.h"
#include "core/features/transform/pipeline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

/// Small tables for the tests of transforms.
namespace slipway::testing {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline data::Column numbers(std::string name, std::vector<double> values)
{
    return {std::move(name), data::ColumnKind::Number, "DOUBLE", std::move(values), {}, {}};
}

/// "-" is a missing text.
inline data::Column texts(std::string name, const std::vector<std::string> &values)
{
    data::Column column {std::move(name), data::ColumnKind::Category, "VARCHAR", {}, {}, {}};
    for (const auto &value : values) {
        const auto found = std::find(column.levels.begin(), column.levels.end(), value);
        column.codes.push_back(value == "-" ? -1 : static_cast<std::int32_t>(found - column.levels.begin()));
        if (value != "-" && found == column.levels.end())
            column.levels.push_back(value);
    }
    return column;
}

/// A spec from its JSON: {"columns":["x"],"steps":[{"type":"standard"}]}, ...
inline features::TransformSpec chains(const Json &list)
{
    auto spec = features::transformsFromJson({{"transforms", list}}, "test");
    return spec ? spec.value() : features::TransformSpec {};
}

inline Json chain(const std::vector<std::string> &columns, const Json &steps)
{
    return Json::array({{{"columns", columns}, {"steps", steps}}});
}

inline Result<features::FittedPipeline> fitted(const Json &list, const data::Table &table,
                                               const std::string &target = {})
{
    SLIPWAY_ASSIGN(const auto spec, features::transformsFromJson({{"transforms", list}}, "test"));
    return features::fitPipeline(spec, table, target);
}

/// The inputs of one row as encodeRow makes them.
inline std::vector<float> oneRow(const features::Pipeline &pipeline, const data::Table &table,
                                 std::size_t row)
{
    std::vector<double> values;
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < pipeline.features().size(); ++i) {
        const auto *column = table.find(pipeline.features()[i].name);
        words.emplace_back();
        if (!column) {
            values.push_back(missing);
        } else if (column->kind == data::ColumnKind::Number) {
            values.push_back(column->numbers[row]);
        } else {
            const auto code = column->codes[row];
            words.back() = code < 0 ? std::string_view()
                                    : std::string_view(column->levels[static_cast<std::size_t>(code)]);
            values.push_back(code < 0 ? missing : pipeline.levelIndex(i, words.back()));
        }
    }
    std::vector<float> inputs(pipeline.width(), 42.0F);
    pipeline.encodeRow(values, words, inputs);
    return inputs;
}

} // namespace slipway::testing
