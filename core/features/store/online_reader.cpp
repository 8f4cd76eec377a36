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
    return reader;
}

std::vector<std::string> OnlineReader::views() const
{
    std::vector<std::string> names;
    for (const auto &plan : m_views)
        names.push_back(plan.view->name);
    return names;
}

void OnlineReader::begin(const OnlineQuestions &questions, OnlineAnswers &answers) const
{
    if (answers.m_reader != m_number) {
        answers.m_reader = m_number;
        answers.m_slots = m_slots;
        answers.m_outputs = m_outputSlots;
        answers.m_columns.assign(m_views.size(), {});
    }
    answers.m_entities = questions.entities;
    answers.m_stale = false;
    const auto count = questions.entities * m_slots;
    if (answers.m_values.size() < count) {
        answers.m_values.resize(count);
        answers.m_states.resize(count);
    }
    answers.m_rowTimes.assign(questions.entities * m_views.size(), std::nullopt);
    for (std::size_t i = 0; i < count; ++i) {
        answers.m_values[i].present = false;
        answers.m_states[i] = {};
    }
}

void OnlineReader::takeInputs(const OnlineQuestions &questions, OnlineAnswers &answers) const
{
    for (std::size_t entity = 0; entity < questions.entities; ++entity) {
        auto *values = answers.m_values.data() + entity * m_slots;
        auto *states = answers.m_states.data() + entity * m_slots;
        for (std::size_t i = 0; i < m_inputPlans.size(); ++i) {
            const auto &plan = m_inputPlans[i];
            const auto &input = questions.inputs[entity * m_inputPlans.size() + i];
            if (input.kind == OnlineInput::Kind::Missing)
                continue;
            const bool fits = take(input, plan.type, values[plan.slot]);
            states[plan.slot].status = !fits ? FeatureStatus::Invalid
                : values[plan.slot].present  ? FeatureStatus::Present
                                             : FeatureStatus::NullValue;
        }
        values[m_nowSlot].present = true;
        values[m_nowSlot].time = questions.now;
    }
}

/// False where a part of the key has no value: then there is no such entity.
bool OnlineReader::makeKey(const ViewPlan &plan, const OnlineInput *inputs, const Value *values,
                           OnlineAnswers &answers, bool &wrong) const
{
    using enum OnlineInput::Kind;
    answers.m_key.clear();
    wrong = false;
    for (const auto &key : plan.keys) {
        if (key.input < 0) {
            const auto &value = values[key.slot];
            wrong = value.present && !key.isText && !isWhole(value.number);
            if (!value.present || wrong)
                return false;
            if (key.isText)
                answers.m_key.add(std::string_view(value.text));
            else
                answers.m_key.add(static_cast<std::int64_t>(value.number));
            continue;
        }
        const auto &input = inputs[key.input];
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
        std::size_t last = OnlineAnswers::noQuestion;
        for (std::size_t entity = 0; entity < questions.entities; ++entity) {
            bool wrong = false;
            const bool whole = makeKey(plan, questions.inputs.data() + entity * m_inputPlans.size(),
                                       answers.m_values.data() + entity * m_slots, answers, wrong);
            if (!whole) {
                answers.m_questions.push_back(wrong ? OnlineAnswers::wrongKey : OnlineAnswers::noQuestion);
                continue;
            }
            // Items of one request often share their user.
            const auto key = answers.m_key.bytes();
            if (last == OnlineAnswers::noQuestion || batch.key(last) != key)
                last = batch.add(plan.id, key);
            answers.m_questions.push_back(last);
        }
    }
    SLIPWAY_TRY(store.read(batch));
    answers.m_stale = answers.m_stale || batch.stale();
    std::size_t place = 0;
    for (const auto index : step.views) {
        const auto *stored = batch.stored(m_views[index].id);
        answers.m_columns[index].asOf = stored ? stored->to : 0;
        for (std::size_t entity = 0; entity < questions.entities; ++entity)
            SLIPWAY_TRY(takeRow(index, answers.m_questions[place++], questions.now, entity, answers));
    }
    return done();
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

Status OnlineReader::takeRow(std::size_t view, std::size_t question, TimeMicros now, std::size_t entity,
                             OnlineAnswers &answers) const
{
    const auto &plan = m_views[view];
    const auto first = entity * m_slots + plan.firstSlot;
    const auto count = plan.view->features.size();
    const auto setAll = [&](FeatureStatus status, TimeMicros eventTime) {
        std::fill_n(answers.m_states.begin() + static_cast<std::ptrdiff_t>(first), count,
                    OnlineAnswers::State {status, eventTime});
    };
    const bool asked = question != OnlineAnswers::noQuestion && question != OnlineAnswers::wrongKey;
    const auto bytes = asked ? answers.m_batch.row(question) : std::string_view();
    if (bytes.empty()) {
        setAll(question == OnlineAnswers::wrongKey ? FeatureStatus::Invalid : FeatureStatus::NotFound, 0);
        return done();
    }
    const auto *stored = answers.m_batch.stored(plan.id);
    const RowView row(bytes, stored->layout.columns.size());
    if (!row.valid() || row.layout() != stored->layoutId)
        return failure("store.damaged_row", {{"store", m_store}, {"view", plan.view->name}});
    answers.m_rowTimes[entity * m_views.size() + view] = row.eventTime();
    if (plan.view->ttl != 0 && row.eventTime() < now - plan.view->ttl) {
        setAll(FeatureStatus::OutsideMaxAge, row.eventTime());
        return done();
    }
    setAll(FeatureStatus::NullValue, row.eventTime());
    const auto &columns = columnsOf(view, answers);
    for (std::size_t i = 0; i < count; ++i) {
        const int place = columns.places[i];
        if (place < 0) {
            answers.m_states[first + i].status = FeatureStatus::NotFound;
            continue;
        }
        const auto column = static_cast<std::size_t>(place);
        if (!row.has(column))
            continue;
        auto &value = answers.m_values[first + i];
        value.present = true;
        answers.m_states[first + i].status = FeatureStatus::Present;
        switch (plan.view->features[i].type) {
        case ValueType::Number:
            value.number = row.number(column);
            break;
        case ValueType::Time:
            value.time = row.time(column);
            break;
        case ValueType::Text:
            value.text.assign(row.text(column));
            break;
        }
    }
    return done();
}

void OnlineReader::derive(const Step &step, OnlineAnswers &answers) const
{
    for (std::size_t entity = 0; entity < answers.m_entities; ++entity) {
        auto *values = answers.m_values.data() + entity * m_slots;
        auto *states = answers.m_states.data() + entity * m_slots;
        for (const auto index : step.derived) {
            const auto &plan = m_derived[index];
            values[plan.slot] = plan.expression.evaluate({values, m_slots});
            auto &state = states[plan.slot];
            state.status = values[plan.slot].present ? FeatureStatus::Present : FeatureStatus::NullValue;
            for (const auto slot : plan.from)
                state.eventTime = std::max(state.eventTime, states[slot].eventTime);
        }
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
