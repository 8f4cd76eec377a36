#include "core/serve/feed_lookup.h"

#include "core/base/messages.h"
#include "core/features/store/materialize.h"
#include "core/features/transform/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace slipway::serve {

namespace {

using features::OnlineInput;

constexpr std::string_view userKey = "user_id";
constexpr std::string_view itemKey = "item_id";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr TimeMicros microsPerHour = 3600 * microsPerSecond;

/// The first moment from `start` on whose time of the day is `ofDay`'s.
TimeMicros firstFrom(TimeMicros start, TimeMicros ofDay)
{
    const auto ahead = (ofDay - start) % microsPerDay;
    return start + (ahead < 0 ? ahead + microsPerDay : ahead);
}

/// The features are as old as the store, so ages are counted up to it too: the moment of the request is the
/// store's first day at the clock's time. While the store is younger than a day that is the clock itself.
TimeMicros momentOf(const FeedContext &request, TimeMicros storedTo)
{
    const auto clock = utcNow();
    const auto begin = std::min(storedTo, clock);
    if (std::isnan(request.hour))
        return request.time ? *request.time : firstFrom(begin, clock);
    const auto ofDay = static_cast<TimeMicros>(request.hour) * microsPerHour;
    return firstFrom(request.time.value_or(begin), ofDay);
}

Error notServed(const features::PipelineInput &input, const features::FeatureSet &set)
{
    const bool isNumber = input.kind == data::ColumnKind::Number;
    return failure("features.not_served",
                   {{"feature", input.name},
                    {"kind",
                     input.text     ? "text"
                         : isNumber ? "number"
                                    : "category"},
                    {"set", set.name}});
}

/// The views with a row for each value of that key alone.
std::vector<const features::FeatureView *> viewsKeyedBy(const features::FeatureSet &set, std::string_view key)
{
    std::vector<const features::FeatureView *> views;
    for (const auto &view : set.views) {
        const auto &keys = set.entity(view.entity)->keys;
        if (keys.size() == 1 && keys.front() == key)
            views.push_back(&view);
    }
    return views;
}

} // namespace

Result<FeedLookup> FeedLookup::make(const features::Pipeline &pipeline, const FeatureOrigin &origin)
{
    if (!origin.store)
        return failure("serve.no_features");
    FeedLookup lookup(origin);
    SLIPWAY_TRY(lookup.want(pipeline));
    return lookup;
}

Status FeedLookup::want(const features::Pipeline &pipeline)
{
    const auto &set = *m_origin.set.definitions;
    std::vector<std::string> wanted;
    for (const auto &input : pipeline.features()) {
        const auto *feature = set.feature(input.name);
        const bool isNumber = input.kind == data::ColumnKind::Number && !input.text;
        const auto type = isNumber ? features::ValueType::Number : features::ValueType::Text;
        if (!feature || feature->type != type)
            return notServed(input, set);
        wanted.push_back(input.name);
        m_uses.push_back(isNumber ? Use::Number : input.text ? Use::Text : Use::Level);
        m_levels.push_back(input);
    }
    SLIPWAY_TRY(makeReader(wanted));
    // Whether somebody is new is told by every view about them, also by those that the model does not read.
    const auto read = m_reader->views();
    for (const auto key : {userKey, itemKey}) {
        for (const auto *view : viewsKeyedBy(set, key)) {
            if (std::ranges::find(read, view->name) == read.end())
                wanted.push_back(view->features.front().name);
        }
    }
    if (wanted.size() > m_uses.size())
        SLIPWAY_TRY(makeReader(wanted));
    m_views = m_reader->views();
    for (const auto &name : m_views)
        m_definitions.push_back(features::plannedView(set, *set.view(name), m_origin.set.version).definition);
    const auto places = [&](std::string_view key) {
        std::vector<std::size_t> found;
        for (const auto *view : viewsKeyedBy(set, key))
            found.push_back(
                static_cast<std::size_t>(std::ranges::find(m_views, view->name) - m_views.begin()));
        return found;
    };
    m_userViews = places(userKey);
    m_itemViews = places(itemKey);
    return done();
}

Status FeedLookup::makeReader(const std::vector<std::string> &wanted)
{
    const auto &set = m_origin.set.definitions;
    const std::array given {std::string(userKey), std::string(itemKey)};
    SLIPWAY_ASSIGN(auto reader, features::OnlineReader::make(set, *m_origin.store, wanted, given));
    m_given.clear();
    m_shared = 0;
    for (const auto &input : reader.inputs()) {
        if (input.name == userKey)
            m_given.push_back(Given::User);
        else if (input.name == itemKey)
            m_given.push_back(Given::Item);
        else if (input.name == "device")
            m_given.push_back(Given::Device);
        else if (input.name == "position")
            m_given.push_back(Given::Position);
        else
            return failure("features.not_given", {{"name", input.name}, {"set", set->name}});
        if (m_given.back() != Given::Item)
            m_shared |= std::uint64_t {1} << (m_given.size() - 1);
    }
    m_reader = std::make_shared<const features::OnlineReader>(std::move(reader));
    return done();
}

void FeedLookup::setInputs(const FeedRequest &request, FeatureLookup &lookup) const
{
    const auto &context = request.context;
    lookup.inputs.resize(request.itemIds.size() * m_given.size());
    auto *input = lookup.inputs.data();
    for (const auto item : request.itemIds) {
        for (const auto given : m_given) {
            switch (given) {
            case Given::User:
                *input = OnlineInput::ofWhole(request.userId);
                break;
            case Given::Item:
                *input = OnlineInput::ofWhole(item);
                break;
            case Given::Device:
                *input = context.device.empty() ? OnlineInput() : OnlineInput::ofText(context.device);
                break;
            case Given::Position:
                *input =
                    std::isnan(context.position) ? OnlineInput() : OnlineInput::ofNumber(context.position);
                break;
            }
            ++input;
        }
    }
}

/// Looks at what is known of the views only where that has changed.
Status FeedLookup::checkStored(FeatureLookup &lookup) const
{
    bool changed = false;
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const auto &stored = lookup.answers.stored(i);
        if (!lookup.answers.wasAsked(i) || (stored && stored == lookup.checked[i]))
            continue;
        const Json args {
            {"view", m_views[i]}, {"set", m_origin.set.definitions->name}, {"version", m_origin.set.version}};
        if (!stored)
            return failure("serve.view_not_stored", args);
        if (stored->definition != m_definitions[i])
            return failure("serve.view_of_others", args);
        lookup.checked[i] = stored;
        changed = true;
    }
    if (!changed)
        return done();
    lookup.storedTo = 0;
    for (const auto &view : lookup.checked)
        lookup.storedTo = std::max(lookup.storedTo, view ? view->to : 0);
    return done();
}

Status FeedLookup::read(const FeedRequest &request, FeatureLookup &lookup) const
{
    if (lookup.store != m_origin.store || !lookup.thread) {
        lookup.thread.reset();
        lookup.store = m_origin.store;
        SLIPWAY_ASSIGN(lookup.thread, lookup.store->reader());
    }
    if (lookup.reader != m_reader.get()) {
        lookup.reader = m_reader.get();
        lookup.checked.assign(m_views.size(), nullptr);
        lookup.setVersion = m_origin.set.version;
    }
    setInputs(request, lookup);
    // The values themselves tell which moment they are of; where that is news, they are read for it again.
    for (bool again = true; again;) {
        const auto before = lookup.storedTo;
        lookup.asked = {request.itemIds.size(), lookup.inputs, momentOf(request.context, before), m_shared};
        SLIPWAY_TRY(m_reader->read(*lookup.thread, lookup.asked, lookup.answers));
        SLIPWAY_TRY(checkStored(lookup));
        again = lookup.storedTo != before;
    }
    return done();
}

void FeedLookup::fill(const FeatureLookup &lookup, std::size_t item, std::span<double> numbers,
                      std::span<std::string_view> texts) const
{
    for (std::size_t i = 0; i < m_uses.size(); ++i) {
        if (item != 0 && lookup.answers.isShared(i))
            continue;
        const auto &value = lookup.answers.value(item, i);
        switch (m_uses[i]) {
        case Use::Number:
            numbers[i] = value.present ? value.number : missing;
            break;
        case Use::Level:
            numbers[i] = value.present ? features::levelIndex(m_levels[i].levels, value.text) : missing;
            break;
        case Use::Text:
            texts[i] = value.present ? std::string_view(value.text) : std::string_view();
            break;
        }
    }
}

bool FeedLookup::hasNoRow(const FeatureLookup &lookup, std::size_t item,
                          const std::vector<std::size_t> &views) const
{
    return std::ranges::none_of(views,
                                [&](auto view) { return lookup.answers.rowTime(item, view).has_value(); });
}

bool FeedLookup::isColdUser(const FeatureLookup &lookup) const
{
    return hasNoRow(lookup, 0, m_userViews);
}

bool FeedLookup::isColdItem(const FeatureLookup &lookup, std::size_t item) const
{
    return hasNoRow(lookup, item, m_itemViews);
}

Json FeedLookup::describe() const
{
    std::int64_t users = 0;
    std::int64_t items = 0;
    TimeMicros to = 0;
    const auto views = m_origin.store->views();
    const auto &set = *m_origin.set.definitions;
    for (const auto &stored : views ? views.value() : std::vector<features::StoredView>()) {
        const auto place = std::ranges::find(m_views, stored.view);
        if (stored.set != set.name || place == m_views.end())
            continue;
        const auto index = static_cast<std::size_t>(place - m_views.begin());
        to = std::max(to, stored.to);
        if (std::ranges::find(m_userViews, index) != m_userViews.end())
            users = std::max(users, stored.rows);
        if (std::ranges::find(m_itemViews, index) != m_itemViews.end())
            items = std::max(items, stored.rows);
    }
    return {{"features_from", set.name + "@" + std::to_string(m_origin.set.version)},
            {"features_as_of", to == 0 ? Json() : Json(isoTime(to))},
            {"users", users},
            {"items", items}};
}

} // namespace slipway::serve
