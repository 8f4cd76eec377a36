#include "core/features/definitions/feature_set.h"

#include <boost/algorithm/string/find.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <array>

namespace slipway::features {

namespace {

template <typename List>
auto findNamed(const List &list, std::string_view name)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto &each) { return each.name == name; });
    return found == list.end() ? nullptr : &*found;
}

void addOnce(std::vector<std::string> &list, const std::string &text)
{
    if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

} // namespace

LookupColumn lookupColumn(std::string_view text)
{
    const auto sign = boost::ifind_last(text, " as ");
    LookupColumn column;
    column.from = boost::trim_copy(std::string(text.begin(), sign.empty() ? text.end() : sign.begin()));
    column.to = sign.empty() ? column.from : boost::trim_copy(std::string(sign.end(), text.end()));
    return column;
}

bool FeatureView::isWindowed() const
{
    return !features.empty() && features.front().kind == FeatureKind::Windowed;
}

const Entity *FeatureSet::entity(std::string_view wanted) const
{
    return findNamed(entities, wanted);
}

const EventSource *FeatureSet::source(std::string_view wanted) const
{
    return findNamed(sources, wanted);
}

const FeatureView *FeatureSet::view(std::string_view wanted) const
{
    return findNamed(views, wanted);
}

const Feature *FeatureSet::feature(std::string_view wanted) const
{
    if (const auto *found = findNamed(request, wanted))
        return found;
    if (const auto *found = findNamed(derived, wanted))
        return found;
    const auto *holder = viewOf(wanted);
    return holder ? findNamed(holder->features, wanted) : nullptr;
}

const FeatureView *FeatureSet::viewOf(std::string_view wanted) const
{
    for (const auto &each : views) {
        if (findNamed(each.features, wanted))
            return &each;
    }
    return nullptr;
}

std::vector<const Feature *> FeatureSet::all() const
{
    std::vector<const Feature *> found;
    const auto add = [&](const std::vector<Feature> &list) {
        for (const auto &each : list)
            found.push_back(&each);
    };
    add(request);
    for (const auto &each : views)
        add(each.features);
    add(derived);
    return found;
}

std::vector<const Feature *> FeatureSet::outputs() const
{
    auto shown = all();
    std::erase_if(shown, [](const Feature *feature) { return feature->hidden; });
    return shown;
}

std::vector<std::string> FeatureSet::tables() const
{
    std::vector<std::string> names;
    addOnce(names, labels.table);
    for (const auto &each : sources) {
        addOnce(names, each.table);
        for (const auto &lookup : each.lookups)
            addOnce(names, lookup.table);
    }
    return names;
}

std::string_view aggregateName(Aggregate aggregate)
{
    constexpr std::array<std::string_view, 11> names {
        "count", "sum", "mean", "std", "min", "max", "last", "distinct", "rate", "trend", "time_since"};
    return names.at(static_cast<std::size_t>(aggregate));
}

std::string_view valueTypeName(ValueType type)
{
    constexpr std::array<std::string_view, 3> names {"number", "text", "time"};
    return names.at(static_cast<std::size_t>(type));
}

std::string_view featureKindName(FeatureKind kind)
{
    constexpr std::array<std::string_view, 4> names {"column", "windowed", "request", "derived"};
    return names.at(static_cast<std::size_t>(kind));
}

} // namespace slipway::features
