#include "core/features/definitions/feature_set_json.h"

#include "core/base/hash.h"
#include "core/features/definitions/lineage.h"

#include <set>

namespace slipway::features {

namespace {

Json secondsOf(TimeMicros duration)
{
    return duration == 0 ? Json() : Json(duration / microsPerSecond);
}

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

Json toJson(const Entity &entity)
{
    return {{"name", entity.name}, {"keys", entity.keys}, {"description", entity.description}};
}

Json toJson(const EventSource &source)
{
    Json lookups = Json::array();
    for (const auto &lookup : source.lookups)
        lookups.push_back({{"table", lookup.table}, {"on", lookup.on}, {"columns", lookup.columns}});
    return {{"name", source.name},
            {"table", source.table},
            {"event_time", textOrNull(source.eventTime)},
            {"created_time", textOrNull(source.createdTime)},
            {"visible", source.before ? "before" : "at"},
            {"where", textOrNull(source.where)},
            {"lookups", std::move(lookups)},
            {"description", source.description}};
}

Json toJson(const FeatureView &view)
{
    return {{"name", view.name},
            {"entity", view.entity},
            {"source", view.source},
            {"ttl_seconds", secondsOf(view.ttl)},
            {"every_seconds", secondsOf(view.every)},
            {"freshness_seconds", secondsOf(view.freshness)},
            {"owner", view.owner},
            {"description", view.description},
            {"tags", view.tags}};
}

Json toJson(const FeatureSet &set, const Feature &feature)
{
    const auto *view = set.viewOf(feature.name);
    const bool windowed = feature.kind == FeatureKind::Windowed;
    const auto origin = originOf(set, feature);
    Json expectations = Json::array();
    for (const auto &expectation : feature.expectations) {
        Json each = expectation.arguments;
        each["type"] = expectation.type;
        expectations.push_back(std::move(each));
    }
    return {{"name", feature.name},
            {"kind", featureKindName(feature.kind)},
            {"type", valueTypeName(feature.type)},
            {"view", view ? Json(view->name) : Json()},
            {"entity", view ? Json(view->entity) : Json()},
            {"expression", textOrNull(feature.expression)},
            {"aggregate", windowed ? Json(aggregateName(feature.aggregate)) : Json()},
            {"window_seconds", secondsOf(feature.window)},
            {"unit", feature.unit},
            {"description", feature.description},
            {"owner", feature.owner},
            {"tags", feature.tags},
            {"hidden", feature.hidden},
            {"inputs", origin.features},
            {"columns", origin.columns},
            {"expectations", std::move(expectations)}};
}

Json toJson(const Labels &labels)
{
    return {{"table", labels.table},   {"time", textOrNull(labels.time)},
            {"target", labels.target}, {"positive", textOrNull(labels.positive)},
            {"id", labels.id},         {"horizon_seconds", secondsOf(labels.horizon)}};
}

template <typename List>
Json listJson(const List &list)
{
    Json all = Json::array();
    for (const auto &each : list)
        all.push_back(toJson(each));
    return all;
}

} // namespace

Json featureSetJson(const FeatureSet &set)
{
    Json features = Json::array();
    for (const auto *feature : set.all())
        features.push_back(toJson(set, *feature));
    Json json {{"set", set.name},
               {"description", set.description},
               {"owner", set.owner},
               {"labels", toJson(set.labels)},
               {"entities", listJson(set.entities)},
               {"sources", listJson(set.sources)},
               {"views", listJson(set.views)},
               {"features", std::move(features)}};
    // A set without them is the one that it was before there were any.
    if (!set.transforms.chains.empty())
        json.update(toJson(set.transforms));
    return json;
}

Json featureGraphJson(const FeatureSet &set)
{
    Json nodes = Json::array();
    Json edges = Json::array();
    std::set<std::string> columns;
    for (const auto *feature : set.all()) {
        const auto id = "feature:" + feature->name;
        const auto origin = originOf(set, *feature);
        for (const auto &column : origin.columns) {
            if (columns.insert(column).second)
                nodes.push_back({{"id", "column:" + column}, {"kind", "column"}, {"label", column}});
            edges.push_back({{"from", "column:" + column}, {"to", id}});
        }
        for (const auto &needed : origin.features)
            edges.push_back({{"from", "feature:" + needed}, {"to", id}});
        nodes.push_back({{"id", id}, {"kind", "feature"}, {"label", feature->name}});
    }
    return {{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
}

std::string featureSetDigest(const FeatureSet &set)
{
    return sha256(canonicalJson(featureSetJson(set)));
}

} // namespace slipway::features
