#pragma once

#include "core/data/table.h"
#include "tests/core/stats/reference_inputs.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace slipway::testing {

inline data::Column numberColumn(std::string name, std::vector<double> values, std::string type = "DOUBLE")
{
    data::Column column;
    column.name = std::move(name);
    column.kind = data::ColumnKind::Number;
    column.sourceType = std::move(type);
    column.numbers = std::move(values);
    return column;
}

/// An empty text is a missing value.
inline data::Column textColumn(std::string name, const std::vector<std::string> &values)
{
    data::Column column;
    column.name = std::move(name);
    column.kind = data::ColumnKind::Category;
    column.sourceType = "VARCHAR";
    for (const std::string &value : values) {
        if (value.empty()) {
            column.codes.push_back(-1);
            continue;
        }
        const auto known = std::find(column.levels.begin(), column.levels.end(), value);
        column.codes.push_back(static_cast<std::int32_t>(known - column.levels.begin()));
        if (known == column.levels.end())
            column.levels.push_back(value);
    }
    return column;
}

inline std::vector<std::string> repeated(std::initializer_list<std::pair<const char *, int>> counts)
{
    std::vector<std::string> values;
    for (const auto &[value, count] : counts)
        values.insert(values.end(), static_cast<std::size_t>(count), value);
    return values;
}

/// A column of make_reference.py's category cases: levels are called "0", "1", ...
inline data::Column referenceTextColumn(std::string name, const Json &inputs)
{
    std::vector<std::string> values;
    for (const int level : referenceCategories(inputs))
        values.push_back(std::to_string(level));
    return textColumn(std::move(name), values);
}

inline data::Table tableOf(std::vector<data::Column> columns)
{
    return data::Table {std::move(columns)};
}

} // namespace slipway::testing
