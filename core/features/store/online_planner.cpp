#include "core/features/store/online_planner.h"

#include "core/base/messages.h"

#include <algorithm>

namespace slipway::features {

namespace {

constexpr std::string_view now = "now";

bool contains(std::span<const std::string> names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

OnlinePlanner::OnlinePlanner(OnlineReader &reader, OnlineStore &store, std::span<const std::string> given)
    : m_reader(reader)
    , m_store(store)
    , m_given(given)
    , m_slots(derivedInputs(reader.set()))
{
    reader.m_slots = m_slots.size();
    reader.m_nowSlot = slotOf(now).value_or(0);
}

std::optional<std::size_t> OnlinePlanner::slotOf(std::string_view name) const
{
    const auto found = std::ranges::find(m_slots, name, &ExpressionInput::name);
    return found == m_slots.end() ? std::nullopt
                                  : std::optional(static_cast<std::size_t>(found - m_slots.begin()));
}

Status OnlinePlanner::want(std::string_view name)
{
    const auto slot = slotOf(name);
    const auto *feature = m_reader.set().feature(name);
    if (!slot || !feature)
        return failure("store.unknown_feature", {{"feature", name}, {"set", m_reader.set().name}});
    const auto *view = m_reader.set().viewOf(name);
    const auto *kind = feature->kind == FeatureKind::Request ? "request" : "derived";
    m_reader.m_outputs.push_back({std::string(name), view ? view->name : kind, feature->type});
    m_wanted.push_back(*slot);
    return need(name);
}

/// Whatever a name stands for is read, derived or asked for; each once. The definitions have no cycles.
Status OnlinePlanner::need(std::string_view name)
{
    if (name == now || !m_needed.emplace(name).second)
        return done();
    const auto *feature = m_reader.set().feature(name);
    if (contains(m_given, name) || !feature || feature->kind == FeatureKind::Request)
        return addInput(name, feature);
    if (feature->kind == FeatureKind::Derived)
        return addDerived(*feature);
    return addView(*m_reader.set().viewOf(name));
}

Status OnlinePlanner::addInput(std::string_view name, const Feature *feature)
{
    const auto slot = slotOf(name);
    if (!slot)
        return failure("store.unknown_feature", {{"feature", name}, {"set", m_reader.set().name}});
    const bool isRequest = feature && feature->kind == FeatureKind::Request;
    m_reader.m_inputs.push_back({std::string(name), !isRequest});
    m_reader.m_inputPlans.push_back({*slot, m_slots[*slot].type});
    m_known.insert(*slot);
    return done();
}

Status OnlinePlanner::addDerived(const Feature &feature)
{
    SLIPWAY_ASSIGN(const auto expression, Expression::parse(feature.expression));
    SLIPWAY_ASSIGN(auto bound, expression.bind(m_slots));
    std::vector<std::size_t> from;
    for (const auto &name : expression.names()) {
        SLIPWAY_TRY(need(name));
        from.push_back(slotOf(name).value_or(0));
    }
    m_reader.m_derived.push_back({slotOf(feature.name).value_or(0), std::move(bound), std::move(from)});
    return done();
}

Status OnlinePlanner::addView(const FeatureView &view)
{
    const auto known = [&](const OnlineReader::ViewPlan &plan) { return plan.view == &view; };
    if (std::ranges::any_of(m_reader.m_views, known))
        return done();
    OnlineReader::ViewPlan plan {.view = &view,
                                 .id = m_store.names()->id(m_reader.set().name, view.name),
                                 .keys = {},
                                 .firstSlot = slotOf(view.features.front().name).value_or(0)};
    for (const auto &key : m_reader.set().entity(view.entity)->keys) {
        SLIPWAY_TRY(need(key));
        const auto &inputs = m_reader.m_inputs;
        const auto input = std::ranges::find(inputs, key, &OnlineReader::Input::name);
        const auto slot = slotOf(key).value_or(0);
        plan.keys.push_back({slot, input == inputs.end() ? -1 : static_cast<int>(input - inputs.begin()),
                             m_slots[slot].type == ValueType::Text});
    }
    m_reader.m_views.push_back(std::move(plan));
    return done();
}

void OnlinePlanner::putIntoSteps()
{
    m_known.insert(m_reader.m_nowSlot);
    std::vector<bool> read(m_reader.m_views.size());
    std::vector<bool> made(m_reader.m_derived.size());
    for (bool more = true; more;) {
        OnlineReader::Step step;
        for (std::size_t i = 0; i < read.size(); ++i) {
            const auto &keys = m_reader.m_views[i].keys;
            if (!read[i]
                && std::ranges::all_of(keys, [&](const auto &key) { return m_known.contains(key.slot); }))
                step.views.push_back(i);
        }
        for (const auto i : step.views) {
            read[i] = true;
            const auto &plan = m_reader.m_views[i];
            for (std::size_t k = 0; k < plan.view->features.size(); ++k)
                m_known.insert(plan.firstSlot + k);
        }
        for (bool again = true; again;) { // each after those that it needs
            again = false;
            for (std::size_t i = 0; i < made.size(); ++i) {
                const auto &plan = m_reader.m_derived[i];
                if (made[i]
                    || !std::ranges::all_of(plan.from, [&](auto slot) { return m_known.contains(slot); }))
                    continue;
                step.derived.push_back(i);
                m_known.insert(plan.slot);
                made[i] = again = true;
            }
        }
        more = !step.views.empty() || !step.derived.empty();
        if (more)
            m_reader.m_steps.push_back(std::move(step));
    }
}

std::size_t OnlinePlanner::domainOf(std::uint64_t inputs)
{
    auto &domains = m_reader.m_domains;
    const auto found = std::ranges::find(domains, inputs);
    if (found == domains.end())
        return domains.push_back(inputs), domains.size() - 1;
    return static_cast<std::size_t>(found - domains.begin());
}

void OnlinePlanner::place(OnlineAnswers::Place place)
{
    m_reader.m_slotDomains[place.slot] = place.domain;
    m_places[place.slot] = std::move(place);
}

void OnlinePlanner::placeInputs()
{
    for (std::size_t i = 0; i < m_reader.m_inputPlans.size(); ++i) {
        auto &plan = m_reader.m_inputPlans[i];
        plan.domain = domainOf(std::uint64_t {1} << std::min(i, std::size_t {63}));
        place({.source = Source::Input, .slot = plan.slot, .domain = plan.domain, .index = i});
    }
}

void OnlinePlanner::placeView(std::size_t index)
{
    auto &plan = m_reader.m_views[index];
    std::uint64_t inputs = 0;
    for (const auto &key : plan.keys)
        inputs |= m_reader.m_domains[m_reader.m_slotDomains[key.slot]];
    plan.domain = domainOf(inputs);
    for (std::size_t k = 0; k < plan.view->features.size(); ++k) {
        const auto slot = plan.firstSlot + k;
        plan.given.push_back(m_places.contains(slot));
        if (!plan.given.back())
            place({.source = Source::View, .slot = slot, .domain = plan.domain, .index = index, .column = k});
    }
}

void OnlinePlanner::placeDerived(std::size_t index)
{
    auto &plan = m_reader.m_derived[index];
    std::uint64_t inputs = 0;
    std::set<std::size_t> views;
    for (const auto slot : plan.from) {
        inputs |= m_reader.m_domains[m_reader.m_slotDomains[slot]];
        const auto &from = m_places[slot];
        views.insert(from.views.begin(), from.views.end());
        if (from.source == Source::View)
            views.insert(from.index);
    }
    plan.domain = domainOf(inputs);
    place({.source = Source::Derived,
           .slot = plan.slot,
           .domain = plan.domain,
           .views = {views.begin(), views.end()}});
}

void OnlinePlanner::findDomains()
{
    m_reader.m_slotDomains.assign(m_slots.size(), domainOf(0));
    place({.source = Source::Input, .slot = m_reader.m_nowSlot, .domain = domainOf(0)});
    placeInputs();
    for (const auto &step : m_reader.m_steps) {
        for (const auto view : step.views)
            placeView(view);
        for (const auto derived : step.derived)
            placeDerived(derived);
    }
    for (const auto slot : m_wanted)
        m_reader.m_places.push_back(m_places[slot]);
}

} // namespace slipway::features
