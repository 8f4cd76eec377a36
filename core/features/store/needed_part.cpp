#include "core/features/store/needed_part.h"

#include "core/features/definitions/expression.h"

#include <algorithm>
#include <set>

namespace slipway::features {

namespace {

class Needs
{
public:
    Needs(const FeatureSet &set, std::span<const std::string> given)
        : m_set(set)
        , m_given(given)
    {
    }

    void add(const std::string &name)
    {
        if (!names.insert(name).second || std::ranges::find(m_given, name) != m_given.end())
            return;
        const auto *feature = m_set.feature(name);
        if (!feature)
            return;
        if (feature->kind == FeatureKind::Derived) {
            const auto expression = Expression::parse(feature->expression);
            for (const auto &other : expression ? expression.value().names() : std::vector<std::string>())
                add(other);
        } else if (const auto *view = m_set.viewOf(name)) {
            views.insert(view->name);
            for (const auto &key : m_set.entity(view->entity)->keys)
                add(key);
        }
    }

    std::set<std::string> names;
    std::set<std::string> views;

private:
    const FeatureSet &m_set;
    std::span<const std::string> m_given;
};

} // namespace

FeatureSet neededPart(const FeatureSet &set, std::span<const std::string> wanted,
                      std::span<const std::string> given)
{
    Needs needs(set, given);
    for (const auto &name : wanted)
        needs.add(name);
    FeatureSet part = set;
    const auto drop = [&](const Feature &feature) { return !needs.names.contains(feature.name); };
    std::erase_if(part.request, drop);
    std::erase_if(part.derived, drop);
    std::erase_if(part.views, [&](const FeatureView &view) { return !needs.views.contains(view.name); });
    std::erase_if(part.sources, [&](const EventSource &source) {
        return std::ranges::none_of(part.views, [&](const auto &view) { return view.source == source.name; });
    });
    std::erase_if(part.entities, [&](const Entity &entity) {
        return std::ranges::none_of(part.views, [&](const auto &view) { return view.entity == entity.name; });
    });
    return part;
}

} // namespace slipway::features
