#include "core/features/store/online_reader.h"

#include "core/base/messages.h"
#include "core/features/store/online_planner.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>

namespace slipway::features {

namespace {

/// Beyond these a double does not tell neighbouring whole numbers apart.
constexpr double mostWhole = 9007199254740992.0;

/// Inputs beyond as many as a set of bits has are told apart together.
constexpr std::size_t lastBit = 63;

bool isWhole(double value)
{
    return value == std::trunc(value) && std::abs(value) <= mostWhole;
}

void setText(Value &value, std::string_view text)
{
    value.present = true;
    value.text.assign(text);
}

void setWholeText(Value &value, std::int64_t number)
{
    char digits[24];
    setText(value, {digits, std::to_chars(digits, digits + sizeof digits, number).ptr});
}

/// A number from the text "1.5"; requests from forms have texts only.
std::optional<double> numberIn(std::string_view text)
{
    double number = 0;
    const auto *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// Whether the input is a value of that type; then `value` has it.
bool take(const OnlineInput &input, ValueType type, Value &value)
{
    using enum OnlineInput::Kind;
    switch (type) {
    case ValueType::Number: {
        const auto number = input.kind == Text ? numberIn(input.text)
            : input.kind == Whole              ? std::optional(static_cast<double>(input.whole))
            : input.kind == Number             ? std::optional(input.number)
                                               : std::nullopt;
        if (!number)
            return false;
        value.present = std::isfinite(*number);
        value.number = *number;
        return true;
    }
    case ValueType::Text:
        if (input.kind == Text)
            setText(value, input.text);
        else if (input.kind == Whole)
            setWholeText(value, input.whole);
        else if (input.kind == Number && isWhole(input.number))
            setWholeText(value, static_cast<std::int64_t>(input.number));
        return value.present;
    case ValueType::Time: {
        if (input.kind == Whole) {
            value.present = true;
            value.time = input.whole;
            return true;
        }
        const auto time = input.kind == Text ? parseIsoTime(input.text) : Result<TimeMicros>(Error {});
        value.present = time.ok();
        value.time = time ? time.value() : 0;
        return time.ok();
    }
    }
    return false;
}

} // namespace

FeatureStatus OnlineAnswers::status(std::size_t entity, std::size_t feature) const
{
    const auto &place = m_outputs[feature];
    if (place.source == Place::Source::Input)
        return m_inputStates[place.index][groupOf(place.domain, entity)];
    if (place.source == Place::Source::View) {
        const auto &row = rowOf(entity, place.index);
        if (row.status != FeatureStatus::NullValue)
            return row.status;
        if (m_columns[place.index].places[place.column] < 0)
            return FeatureStatus::NotFound;
    }
    return value(entity, feature).present ? FeatureStatus::Present : FeatureStatus::NullValue;
}

TimeMicros OnlineAnswers::eventTime(std::size_t entity, std::size_t feature) const
{
    const auto &place = m_outputs[feature];
    if (place.source == Place::Source::View)
        return rowOf(entity, place.index).eventTime;
    TimeMicros latest = 0;
    for (const auto view : place.views)
        latest = std::max(latest, rowOf(entity, view).eventTime);
    return latest;
}

std::string_view featureStatusName(FeatureStatus status)
{
    constexpr std::array<std::string_view, 5> names {"INVALID", "PRESENT", "NULL_VALUE", "NOT_FOUND",
                                                     "OUTSIDE_MAX_AGE"};
    return names[static_cast<std::size_t>(status)];
}

Result<OnlineReader> OnlineReader::make(std::shared_ptr<const FeatureSet> set, OnlineStore &store,
                                        std::span<const std::string> wanted,
                                        std::span<const std::string> given)
{
    static std::atomic<std::uint64_t> last {0};
    OnlineReader reader;
    reader.m_number = ++last;
    reader.m_set = std::move(set);
    reader.m_store = store.address();
    OnlinePlanner planner(reader, store, given);
    for (const auto &name : wanted)
        SLIPWAY_TRY(planner.want(name));
    if (wanted.empty()) {
        for (const auto *feature : reader.m_set->outputs())
            SLIPWAY_TRY(planner.want(feature->name));
    }
    planner.putIntoSteps();
    planner.findDomains();
    return reader;
}

std::vector<std::string> OnlineReader::views() const
{
    std::vector<std::string> names;
    for (const auto &plan : m_views)
        names.push_back(plan.view->name);
    return names;
}

/// Puts neighbouring entities together whose `inputs` are the same.
void OnlineReader::group(std::uint64_t inputs, const OnlineQuestions &questions, std::size_t width,
                         OnlineAnswers::Groups &groups)
{
    const auto entities = questions.entities;
    const auto decisive = inputs & ~questions.shared;
    groups.of.resize(entities);
    groups.first.resize(entities);
    groups.count = entities == 0 ? 0 : 1;
    std::ranges::fill(groups.of, 0U);
    std::ranges::fill(groups.first, 0U);
    if (decisive == 0 || entities == 0)
        return;
    std::array<std::size_t, lastBit + 1> looked;
    std::size_t count = 0;
    for (std::size_t i = 0; i < width && i < lastBit; ++i) {
        if ((decisive >> i & 1) != 0)
            looked[count++] = i;
    }
    const bool more = (decisive >> lastBit) != 0;
    const auto same = [&](const OnlineInput *a, const OnlineInput *b) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!(a[looked[i]] == b[looked[i]]))
                return false;
        }
        return !more || std::equal(a + lastBit, a + width, b + lastBit);
    };
    const auto *input = questions.inputs.data();
    for (std::size_t entity = 1; entity < entities; ++entity, input += width) {
        if (!same(input, input + width))
            groups.first[groups.count++] = static_cast<std::uint32_t>(entity);
        groups.of[entity] = static_cast<std::uint32_t>(groups.count - 1);
    }
}

void OnlineReader::begin(const OnlineQuestions &questions, OnlineAnswers &answers) const
{
    if (answers.m_reader != m_number) {
        answers.m_reader = m_number;
        answers.m_outputs = m_places;
        answers.m_viewDomains.clear();
        for (const auto &plan : m_views)
            answers.m_viewDomains.push_back(plan.domain);
        answers.m_groups.resize(m_domains.size());
        answers.m_values.resize(m_slots);
        answers.m_inputStates.resize(m_inputPlans.size());
        answers.m_columns.assign(m_views.size(), {});
        answers.m_expressionColumns.assign(m_slots, {});
    }
    answers.m_entities = questions.entities;
    answers.m_stale = false;
    for (std::size_t i = 0; i < m_domains.size(); ++i)
        group(m_domains[i], questions, m_inputPlans.size(), answers.m_groups[i]);
    const auto makeRoom = [&](std::size_t slot, std::size_t domain) {
        auto &values = answers.m_values[slot];
        const auto count = answers.m_groups[domain].count;
        if (values.size() < count)
            values.resize(count);
    };
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const auto &plan = m_views[i];
        for (std::size_t k = 0; k < plan.view->features.size(); ++k) {
            if (!plan.given[k])
                makeRoom(plan.firstSlot + k, plan.domain);
        }
        answers.m_columns[i].asked = false;
        answers.m_columns[i].rows.resize(answers.m_groups[plan.domain].count);
    }
    for (const auto &plan : m_inputPlans)
        makeRoom(plan.slot, plan.domain);
    for (const auto &plan : m_derived)
        makeRoom(plan.slot, plan.domain);
    makeRoom(m_nowSlot, m_slotDomains[m_nowSlot]);
}

void OnlineReader::takeInputs(const OnlineQuestions &questions, OnlineAnswers &answers) const
{
    for (std::size_t i = 0; i < m_inputPlans.size(); ++i) {
        const auto &plan = m_inputPlans[i];
        const auto &groups = answers.m_groups[plan.domain];
        auto &values = answers.m_values[plan.slot];
        auto &states = answers.m_inputStates[i];
        states.assign(groups.count, FeatureStatus::NullValue);
        for (std::size_t g = 0; g < groups.count; ++g) {
            const auto &input = questions.inputs[groups.first[g] * m_inputPlans.size() + i];
            values[g].present = false;
            if (input.kind == OnlineInput::Kind::Missing)
                continue;
            const bool fits = take(input, plan.type, values[g]);
            states[g] = !fits       ? FeatureStatus::Invalid
                : values[g].present ? FeatureStatus::Present
                                    : FeatureStatus::NullValue;
        }
    }
    for (auto &value : answers.m_values[m_nowSlot]) {
        value.present = true;
        value.time = questions.now;
    }
}

/// False where a part of the key has no value: then there is no such entity.
bool OnlineReader::makeKey(const ViewPlan &plan, const OnlineQuestions &questions, std::size_t entity,
                           OnlineAnswers &answers, bool &wrong) const
{
    using enum OnlineInput::Kind;
    answers.m_key.clear();
    wrong = false;
    for (const auto &key : plan.keys) {
        if (key.input < 0) {
            const auto &value = answers.m_values[key.slot][answers.groupOf(m_slotDomains[key.slot], entity)];
            wrong = value.present && !key.isText && !isWhole(value.number);
            if (!value.present || wrong)
                return false;
            if (key.isText)
                answers.m_key.add(std::string_view(value.text));
            else
                answers.m_key.add(static_cast<std::int64_t>(value.number));
            continue;
        }
        const auto &input =
            questions.inputs[entity * m_inputPlans.size() + static_cast<std::size_t>(key.input)];
        if (input.kind == Missing)
            return false;
        wrong = input.kind == Wrong || (input.kind == Number && !isWhole(input.number));
        if (wrong)
            return false;
        if (input.kind == Text)
            answers.m_key.add(input.text);
        else
            answers.m_key.add(input.kind == Whole ? input.whole : static_cast<std::int64_t>(input.number));
    }
    return true;
}

Status OnlineReader::readViews(StoreReader &store, const Step &step, const OnlineQuestions &questions,
                               OnlineAnswers &answers) const
{
    auto &batch = answers.m_batch;
    batch.clear();
    answers.m_questions.clear();
    for (const auto index : step.views) {
        const auto &plan = m_views[index];
        const auto &groups = answers.m_groups[plan.domain];
        for (std::size_t g = 0; g < groups.count; ++g) {
            bool wrong = false;
            if (!makeKey(plan, questions, groups.first[g], answers, wrong)) {
                answers.m_questions.push_back(wrong ? OnlineAnswers::wrongKey : OnlineAnswers::noQuestion);
                continue;
            }
            answers.m_columns[index].asked = true;
            answers.m_questions.push_back(batch.add(plan.id, answers.m_key.bytes()));
        }
    }
    SLIPWAY_TRY(store.read(batch));
    answers.m_stale = answers.m_stale || batch.stale();
    std::size_t place = 0;
    for (const auto index : step.views) {
        noteView(index, answers);
        const auto count = answers.m_groups[m_views[index].domain].count;
        for (std::size_t g = 0; g < count; ++g)
            SLIPWAY_TRY(takeRow(index, answers.m_questions[place++], questions.now, g, answers));
    }
    return done();
}

void OnlineReader::noteView(std::size_t view, OnlineAnswers &answers) const
{
    auto &columns = answers.m_columns[view];
    const auto &stored = answers.m_batch.sharedView(m_views[view].id);
    if (columns.stored != stored)
        columns.stored = stored;
    columns.asOf = stored ? stored->to : 0;
}

const OnlineAnswers::Columns &OnlineReader::columnsOf(std::size_t view, OnlineAnswers &answers) const
{
    auto &columns = answers.m_columns[view];
    const auto *stored = answers.m_batch.stored(m_views[view].id);
    if (columns.known && columns.layout == stored->layoutId)
        return columns;
    columns.known = true;
    columns.layout = stored->layoutId;
    columns.places.clear();
    for (const auto &feature : m_views[view].view->features) {
        const auto found = std::ranges::find_if(stored->layout.columns, [&](const auto &column) {
            return column.name == feature.name && column.type == feature.type;
        });
        columns.places.push_back(found == stored->layout.columns.end()
                                     ? -1
                                     : static_cast<int>(found - stored->layout.columns.begin()));
    }
    return columns;
}

Status OnlineReader::takeRow(std::size_t view, std::size_t question, TimeMicros now, std::size_t group,
                             OnlineAnswers &answers) const
{
    const auto &plan = m_views[view];
    auto &found = answers.m_columns[view].rows[group];
    const bool asked = question != OnlineAnswers::noQuestion && question != OnlineAnswers::wrongKey;
    const auto bytes = asked ? answers.m_batch.row(question) : std::string_view();
    const auto *stored = bytes.empty() ? nullptr : answers.m_batch.stored(plan.id);
    const RowView row(bytes, stored ? stored->layout.columns.size() : 0);
    if (stored && (!row.valid() || row.layout() != stored->layoutId))
        return failure("store.damaged_row", {{"store", m_store}, {"view", plan.view->name}});
    found.isThere = stored != nullptr;
    found.eventTime = stored ? row.eventTime() : 0;
    const bool isOld = stored && plan.view->ttl != 0 && found.eventTime < now - plan.view->ttl;
    found.status = question == OnlineAnswers::wrongKey ? FeatureStatus::Invalid
        : !stored                                      ? FeatureStatus::NotFound
        : isOld                                        ? FeatureStatus::OutsideMaxAge
                                                       : FeatureStatus::NullValue;
    takeValues(view, found.status == FeatureStatus::NullValue ? &row : nullptr, group, answers);
    return done();
}

/// Those of a row; without one there are none.
void OnlineReader::takeValues(std::size_t view, const RowView *row, std::size_t group,
                              OnlineAnswers &answers) const
{
    const auto &plan = m_views[view];
    const auto *places = row ? columnsOf(view, answers).places.data() : nullptr;
    for (std::size_t i = 0; i < plan.given.size(); ++i) {
        if (plan.given[i])
            continue;
        auto &value = answers.m_values[plan.firstSlot + i][group];
        const auto column = static_cast<std::size_t>(places ? places[i] : 0);
        value.present = places && places[i] >= 0 && row->has(column);
        if (!value.present)
            continue;
        switch (plan.view->features[i].type) {
        case ValueType::Number:
            value.number = row->number(column);
            break;
        case ValueType::Time:
            value.time = row->time(column);
            break;
        case ValueType::Text:
            value.text.assign(row->text(column));
            break;
        }
    }
}

void OnlineReader::derive(const Step &step, OnlineAnswers &answers) const
{
    for (const auto index : step.derived) {
        const auto &plan = m_derived[index];
        const auto &own = answers.m_groups[plan.domain];
        if (answers.m_places.size() < plan.from.size())
            answers.m_places.resize(plan.from.size());
        for (std::size_t i = 0; i < plan.from.size(); ++i) {
            const auto slot = plan.from[i];
            const auto domain = m_slotDomains[slot];
            const auto &groups = answers.m_groups[domain];
            auto &column = answers.m_expressionColumns[slot];
            column = {answers.m_values[slot].data(), groups.count == 1 ? std::size_t {0} : 1, nullptr};
            if (domain == plan.domain || groups.count == 1)
                continue;
            auto &places = answers.m_places[i];
            places.resize(own.count);
            for (std::size_t g = 0; g < own.count; ++g)
                places[g] = groups.of[own.first[g]];
            column.places = places.data();
        }
        plan.expression.evaluate(answers.m_expressionColumns,
                                 std::span(answers.m_values[plan.slot]).first(own.count));
    }
}

Status OnlineReader::read(StoreReader &store, const OnlineQuestions &questions, OnlineAnswers &answers) const
{
    begin(questions, answers);
    takeInputs(questions, answers);
    for (const auto &step : m_steps) {
        if (!step.views.empty())
            SLIPWAY_TRY(readViews(store, step, questions, answers));
        derive(step, answers);
    }
    return done();
}

} // namespace slipway::features
