#include "core/features/set_document.h"

#include "core/features/definitions/feature_set_json.h"
#include "core/features/definitions/lineage.h"

#include <fmt/format.h>

#include <set>

namespace slipway::features {

namespace {

constexpr std::string_view noValue = "no value: the model takes the mean of its training rows, or no level";

/// The entity whose keys the feature needs; "context" where it needs none.
std::string entityOf(const FeatureSet &set, const Feature &feature)
{
    std::set<std::string> seen {feature.name};
    std::vector<std::string> waiting {feature.name};
    std::string entity = "context";
    std::size_t most = 0;
    while (!waiting.empty()) {
        const auto name = waiting.back();
        waiting.pop_back();
        if (const auto *view = set.viewOf(name)) {
            const auto *of = set.entity(view->entity);
            if (of->keys.size() > most) {
                most = of->keys.size();
                entity = of->name;
            }
            continue; // what gives a key is not what the value is about
        }
        for (const auto &needed : originOf(set, *set.feature(name)).features) {
            if (seen.insert(needed).second)
                waiting.push_back(needed);
        }
    }
    return entity;
}

std::string formulaOf(const Feature &feature)
{
    if (feature.kind == FeatureKind::Request)
        return feature.name;
    if (feature.kind != FeatureKind::Windowed)
        return feature.expression;
    const auto of = feature.expression.empty() ? "*" : feature.expression;
    const auto window = feature.window == 0
        ? std::string("all")
        : fmt::format("{} days", static_cast<double>(feature.window) / static_cast<double>(microsPerDay));
    return fmt::format("{}({}) over {}", aggregateName(feature.aggregate), of, window);
}

} // namespace

Json documentOf(const FeatureSet &set)
{
    auto features = Json::array();
    for (const auto *feature : set.outputs()) {
        features.push_back({{"name", feature->name},
                            {"entity", entityOf(set, *feature)},
                            {"kind",
                             feature->type == ValueType::Number     ? "number"
                                 : feature->type == ValueType::Text ? "category"
                                                                    : "time"},
                            {"unit", feature->unit},
                            {"formula", formulaOf(*feature)},
                            {"unknown", noValue},
                            {"documentation", feature->description}});
    }
    auto totals = Json::array();
    for (const auto &view : set.views) {
        for (const auto &feature : view.features) {
            if (view.isWindowed())
                totals.push_back({{"name", feature.name},
                                  {"entity", view.entity},
                                  {"documentation", feature.description}});
        }
    }
    return {{"set", set.name},
            {"digest", featureSetDigest(set)},
            {"features", std::move(features)},
            {"totals", std::move(totals)},
            {"definitions", featureSetJson(set)}};
}

} // namespace slipway::features
