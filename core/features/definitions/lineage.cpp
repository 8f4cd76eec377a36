#include "core/features/definitions/lineage.h"

#include "core/features/definitions/expression.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>

namespace slipway::features {

namespace {

void addOnce(std::vector<std::string> &list, const std::string &text)
{
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

/// "table.column" of the column that the source calls `name`.
std::string columnOf(const EventSource &source, const std::string &name)
{
    for (const auto &lookup : source.lookups) {
        for (const auto &text : lookup.columns) {
            const auto column = lookupColumn(text);
            if (boost::iequals(column.to, name))
                return lookup.table + "." + column.from;
        }
    }
    return source.table + "." + name;
}

void addColumns(const EventSource &source, const std::string &sql, std::vector<std::string> &columns)
{
    if (sql.empty())
        return;
    const auto read = readSourceExpression(sql);
    if (!read)
        return;
    for (const auto &name : read.value().columns)
        addOnce(columns, columnOf(source, name));
}

FeatureOrigin originOfDerived(const FeatureSet &set, const Feature &feature)
{
    FeatureOrigin origin;
    const auto expression = Expression::parse(feature.expression);
    if (!expression)
        return origin;
    for (const auto &name : expression.value().names()) {
        if (set.feature(name))
            addOnce(origin.features, name);
        else if (name == "now")
            addOnce(origin.columns, set.labels.table + "." + set.labels.time);
    }
    return origin;
}

} // namespace

FeatureOrigin originOf(const FeatureSet &set, const Feature &feature)
{
    if (feature.kind == FeatureKind::Request)
        return {.features = {}, .columns = {set.labels.table + "." + feature.name}};
    if (feature.kind == FeatureKind::Derived)
        return originOfDerived(set, feature);
    FeatureOrigin origin;
    const auto *view = set.viewOf(feature.name);
    const auto *source = view ? set.source(view->source) : nullptr;
    if (!source)
        return origin;
    addColumns(*source, feature.expression, origin.columns);
    addColumns(*source, source->where, origin.columns);
    addColumns(*source, source->eventTime, origin.columns);
    for (const auto &key : set.entity(view->entity)->keys) {
        if (set.feature(key))
            addOnce(origin.features, key);
    }
    return origin;
}

std::set<std::string> downstream(const FeatureSet &set, const std::set<std::string> &changed)
{
    std::set<std::string> reached;
    // Each stands behind what it needs, so one walk is enough.
    for (const auto *feature : set.all()) {
        const auto needs = originOf(set, *feature).features;
        if (changed.contains(feature->name) || std::any_of(needs.begin(), needs.end(), [&](const auto &name) {
                return reached.contains(name);
            }))
            reached.insert(feature->name);
    }
    return reached;
}

} // namespace slipway::features
