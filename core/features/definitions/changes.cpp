#include "core/features/definitions/changes.h"

#include "core/features/definitions/duration.h"
#include "core/features/definitions/lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace slipway::features {

namespace {

struct Aspect {
    std::string text;
    bool values = true;
};

/// All that is said about a feature, by what it is about.
using Aspects = std::map<std::string, Aspect>;

std::string joined(const std::vector<std::string> &texts)
{
    return fmt::format("{}", fmt::join(texts, ", "));
}

void addSource(const EventSource &source, Aspects &aspects)
{
    aspects["table"] = {source.table};
    aspects["event_time"] = {source.eventTime};
    aspects["created_time"] = {source.createdTime};
    aspects["where of the source"] = {source.where};
    aspects["visible"] = {source.before ? "before" : "at"};
    std::vector<std::string> lookups;
    for (const auto &lookup : source.lookups)
        lookups.push_back(
            fmt::format("{} on {}: {}", lookup.table, joined(lookup.on), joined(lookup.columns)));
    std::sort(lookups.begin(), lookups.end());
    aspects["lookups"] = {fmt::format("{}", fmt::join(lookups, "; "))};
}

Aspects aspectsOf(const FeatureSet &set, const Feature &feature)
{
    Aspects aspects;
    aspects["kind"] = {std::string(featureKindName(feature.kind))};
    aspects["type"] = {std::string(valueTypeName(feature.type))};
    aspects["expression"] = {feature.expression};
    aspects["hidden"] = {feature.hidden ? "yes" : "no", false};
    aspects["unit"] = {feature.unit, false};
    aspects["description"] = {feature.description, false};
    aspects["owner"] = {feature.owner, false};
    aspects["tags"] = {joined(feature.tags), false};
    std::vector<std::string> expectations;
    for (const auto &each : feature.expectations)
        expectations.push_back(each.type + " " + writeJson(each.arguments));
    aspects["expectations"] = {joined(expectations), false};
    aspects["transforms"] = {set.transforms.words(feature.name), false};
    if (feature.kind == FeatureKind::Windowed) {
        aspects["aggregate"] = {std::string(aggregateName(feature.aggregate))};
        aspects["window"] = {feature.window == 0 ? "all" : durationText(feature.window)};
    }
    const auto *view = set.viewOf(feature.name);
    if (!view)
        return aspects;
    aspects["view"] = {view->name, false};
    aspects["ttl"] = {durationText(view->ttl)};
    aspects["every"] = {durationText(view->every)};
    aspects["freshness"] = {durationText(view->freshness), false};
    if (const auto *entity = set.entity(view->entity))
        aspects["keys"] = {joined(entity->keys)};
    if (const auto *source = set.source(view->source))
        addSource(*source, aspects);
    return aspects;
}

std::string labelsText(const Labels &labels)
{
    return fmt::format("{} {} {} {} {}", labels.table, labels.time, labels.target, labels.positive,
                       labels.horizon);
}

} // namespace

SetChanges compareSets(const FeatureSet &before, const FeatureSet &after)
{
    SetChanges changes;
    changes.labels = labelsText(before.labels) != labelsText(after.labels);
    for (const auto *feature : before.all()) {
        const auto *other = after.feature(feature->name);
        if (!other) {
            changes.removed.push_back(feature->name);
            continue;
        }
        const auto from = aspectsOf(before, *feature);
        auto to = aspectsOf(after, *other);
        for (const auto &[what, aspect] : from) {
            const auto &now = to[what];
            if (now.text != aspect.text)
                changes.changed.push_back({feature->name, what, aspect.text, now.text, aspect.values});
        }
        for (const auto &[what, aspect] : to) {
            if (!from.contains(what) && !aspect.text.empty())
                changes.changed.push_back({feature->name, what, "", aspect.text, aspect.values});
        }
    }
    for (const auto *feature : after.all()) {
        if (!before.feature(feature->name))
            changes.added.push_back(feature->name);
    }
    return changes;
}

std::set<std::string> touchedFeatures(const SetChanges &changes, const FeatureSet &before,
                                      const FeatureSet &after)
{
    std::set<std::string> changed(changes.removed.begin(), changes.removed.end());
    for (const auto &change : changes.changed) {
        if (change.values)
            changed.insert(change.feature);
    }
    auto touched = downstream(before, changed);
    touched.merge(downstream(after, changed));
    return touched;
}

Json toJson(const SetChanges &changes)
{
    Json changed = Json::array();
    for (const auto &change : changes.changed) {
        changed.push_back({{"feature", change.feature},
                           {"what", change.what},
                           {"from", change.from},
                           {"to", change.to},
                           {"values", change.values}});
    }
    return {{"added", changes.added},
            {"removed", changes.removed},
            {"changed", std::move(changed)},
            {"labels", changes.labels}};
}

} // namespace slipway::features
