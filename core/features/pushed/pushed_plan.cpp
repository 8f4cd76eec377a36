#include "core/features/pushed/pushed_plan.h"

#include "core/base/messages.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>

namespace slipway::features {

namespace {

using Columns = std::vector<TableColumn>;

const TableColumn *findColumn(const Columns &columns, std::string_view name)
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const auto &column) { return boost::iequals(column.name, name); });
    return found == columns.end() ? nullptr : &*found;
}

/// The column that an expression is, and nothing else; null for any other expression.
const TableColumn *plainColumn(const Columns &columns, const std::string &sql)
{
    const auto read = readSourceExpression(sql);
    if (!read || read.value().columns.size() != 1)
        return nullptr;
    const auto &name = read.value().columns.front();
    const auto text = boost::trim_copy(sql);
    return boost::iequals(text, name) || text == "\"" + name + "\"" ? findColumn(columns, name) : nullptr;
}

/// The condition of a source that reads the data set's own columns alone.
Result<std::string> conditionOf(const EventSource &source, const Columns &columns)
{
    if (source.where.empty())
        return std::string();
    SLIPWAY_ASSIGN(const auto read, readSourceExpression(source.where));
    for (const auto &column : read.columns) {
        if (!findColumn(columns, column))
            return failure("pushed.looked_up_condition",
                           {{"source", source.name}, {"where", source.where}, {"table", source.table}});
    }
    return read.sql;
}

} // namespace

Result<PushedPlan> planPushed(const FeatureSet &set, const FeatureView &view, const Columns &columns)
{
    const auto &source = *set.source(view.source);
    if (view.isWindowed())
        return failure("pushed.windowed", {{"view", view.name}, {"table", source.table}});
    PushedPlan plan {.replaces = source.eventTime.empty()};
    const auto add = [&](const std::string &member, const std::string &sql, bool isTime) -> Status {
        const auto *column = plainColumn(columns, sql);
        if (!column)
            return failure(
                "pushed.no_column",
                {{"view", view.name}, {"member", member}, {"expression", sql}, {"table", source.table}});
        plan.values.push_back({member, column->name, column->type, isTime});
        return done();
    };
    if (!source.eventTime.empty())
        SLIPWAY_TRY(add("event_timestamp", source.eventTime, true));
    if (!source.createdTime.empty())
        SLIPWAY_TRY(add("created_timestamp", source.createdTime, true));
    for (const auto &key : set.entity(view.entity)->keys) {
        SLIPWAY_TRY(add(key, "\"" + key + "\"", false));
        plan.keys.push_back(plan.values.back().column);
    }
    for (const auto &feature : view.features)
        SLIPWAY_TRY(add(feature.name, feature.expression, feature.type == ValueType::Time));
    SLIPWAY_ASSIGN(plan.where, conditionOf(source, columns));
    return plan;
}

} // namespace slipway::features
