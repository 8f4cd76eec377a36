#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/features/definitions/feature_set.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Features of a small history, calculated the slow and obvious way.
namespace slipway::testing {

constexpr TimeMicros hour = 3600 * microsPerSecond;

/// One line of events.csv.
struct SlowEvent {
    std::optional<std::int64_t> customer;
    std::optional<std::string> kind;
    std::optional<TimeMicros> at;
    std::optional<TimeMicros> written;
    std::optional<double> amount;
    std::optional<std::int64_t> pieces;
    std::optional<std::string> note;
};

/// Who asks, and when.
struct SlowQuestion {
    std::optional<std::int64_t> customer;
    std::optional<std::string> kind;
    TimeMicros at = 0;
};

/// A value of any type; no value where both are empty.
struct SlowValue {
    std::optional<double> number {};
    std::optional<std::string> text {};
};

struct History {
    std::vector<SlowEvent> events;
    std::vector<SlowQuestion> questions;
};

/// Few customers, few moments: ties, gaps, and moments at the ends of windows are frequent. Times begin
/// before 1970.
inline History randomHistory(Random &random, int rows)
{
    const auto moment = [&] {
        const auto steps = static_cast<TimeMicros>(random.below(600)) - 300;
        const auto off = random.uniform() < 0.2 ? static_cast<TimeMicros>(random.below(3)) - 1 : 0;
        return steps * hour / 4 + off;
    };
    const auto customer = [&]() -> std::optional<std::int64_t> {
        if (random.uniform() < 0.05)
            return std::nullopt;
        return static_cast<std::int64_t>(random.below(5));
    };
    const auto kind = [&]() -> std::optional<std::string> {
        if (random.uniform() < 0.1)
            return std::nullopt;
        return std::string(1, static_cast<char>('a' + random.below(3)));
    };
    History history;
    for (int i = 0; i < rows; ++i) {
        SlowEvent event {customer(), kind(), moment(), {}, {}, {}, {}};
        if (random.uniform() < 0.03)
            event.at.reset();
        if (event.at && random.uniform() < 0.9)
            event.written = *event.at + static_cast<TimeMicros>(random.below(4)) * hour;
        if (random.uniform() < 0.85)
            event.amount = (static_cast<double>(random.below(20'000)) - 5000) / 100;
        if (random.uniform() < 0.85)
            event.pieces = static_cast<std::int64_t>(random.below(9)) - 2;
        if (random.uniform() < 0.8)
            event.note = fmt::format("note {}", random.below(4));
        history.events.push_back(event);
    }
    for (int i = 0; i < rows; ++i) {
        auto asked = customer();
        if (random.uniform() < 0.1)
            asked = 77; // never seen
        history.questions.push_back({asked, kind(), moment()});
    }
    return history;
}

template <typename Value>
std::string field(const std::optional<Value> &value)
{
    return value ? fmt::format("{}", *value) : std::string();
}

inline void writeHistory(const History &history, const TemporaryFolder &folder)
{
    std::string text = "id,customer,kind,at,written,amount,pieces,note\n";
    for (std::size_t i = 0; i < history.events.size(); ++i) {
        const auto &e = history.events[i];
        text += fmt::format("{},{},{},{},{},{},{},{}\n", i, field(e.customer), field(e.kind),
                            e.at ? isoTime(*e.at) : "", e.written ? isoTime(*e.written) : "", field(e.amount),
                            field(e.pieces), field(e.note));
    }
    folder.write("events.csv", text);
    text = "id,customer,kind,at\n";
    for (std::size_t i = 0; i < history.questions.size(); ++i) {
        const auto &q = history.questions[i];
        text += fmt::format("{},{},{},{}\n", i, field(q.customer), field(q.kind), isoTime(q.at));
    }
    folder.write("questions.csv", text);
}

/// What a view knew about a question's entity at its moment, by the words of the contract.
class SlowView
{
public:
    SlowView(const features::FeatureSet &set, const features::FeatureView &view, const History &history,
             bool honourCreated)
        : m_source(*set.source(view.source))
        , m_view(view)
        , m_history(history)
        , m_keys(set.entity(view.entity)->keys)
        , m_honour(honourCreated && !m_source.createdTime.empty())
    {
    }

    std::map<std::string, SlowValue> ask(const SlowQuestion &question) const
    {
        std::map<std::string, SlowValue> values;
        for (const auto &feature : m_view.features)
            values[feature.name];
        TimeMicros g = question.at;
        while (m_view.every > 0 && ((g % m_view.every) + m_view.every) % m_view.every != 0)
            g -= ((g % m_view.every) + m_view.every) % m_view.every;
        std::vector<const SlowEvent *> seen; // in the order: event time, created time, place in the file
        for (const auto &event : m_history.events) {
            if (isSeen(event, question, g))
                seen.push_back(&event);
        }
        std::stable_sort(seen.begin(), seen.end(), [&](const auto *a, const auto *b) {
            constexpr TimeMicros never = INT64_MIN;
            if (*a->at != *b->at || m_source.createdTime.empty())
                return *a->at < *b->at;
            return a->written.value_or(never) < b->written.value_or(never);
        });
        if (seen.empty())
            return values;
        const auto moment = m_view.isWindowed() && m_view.every > 0 ? g : *seen.back()->at;
        if (m_view.ttl > 0 && moment < question.at - m_view.ttl)
            return values;
        for (const auto &feature : m_view.features) {
            values[feature.name] = m_view.isWindowed() ? aggregate(feature, seen, moment, g)
                                                       : valueOf(feature.expression, *seen.back());
        }
        return values;
    }

private:
    bool isSeen(const SlowEvent &event, const SlowQuestion &question, TimeMicros g) const
    {
        for (const auto &key : m_keys) {
            const bool same = key == "customer" ? event.customer && event.customer == question.customer
                                                : event.kind && event.kind == question.kind;
            if (!same)
                return false;
        }
        if (!m_source.where.empty() && event.pieces.value_or(-1) <= 0) // "pieces > 0"
            return false;
        if (!event.at || (m_source.before ? *event.at >= g : *event.at > g))
            return false;
        return !m_honour || (event.written && *event.written <= question.at);
    }

    static SlowValue valueOf(const std::string &expression, const SlowEvent &event)
    {
        if (expression == "amount")
            return {event.amount, {}};
        if (expression == "pieces")
            return {event.pieces ? std::optional<double>(static_cast<double>(*event.pieces)) : std::nullopt,
                    {}};
        return {{}, event.note};
    }

    SlowValue aggregate(const features::Feature &feature, const std::vector<const SlowEvent *> &seen,
                        TimeMicros moment, TimeMicros g) const
    {
        using features::Aggregate;
        std::vector<const SlowEvent *> rows;
        std::vector<double> numbers;
        std::vector<std::string> texts;
        std::vector<double> micros; // since the first event, which a double holds exactly
        for (const auto *event : seen) {
            if (feature.window > 0 && *event->at < g - feature.window)
                continue;
            const auto value = valueOf(feature.expression, *event);
            if (!feature.expression.empty() && !value.number && !value.text)
                continue;
            rows.push_back(event);
            if (value.number) {
                numbers.push_back(*value.number);
                micros.push_back(static_cast<double>(*event->at - *rows.front()->at));
            }
            texts.push_back(value.text ? *value.text : value.number ? fmt::format("{}", *value.number) : "");
        }
        const auto n = static_cast<double>(rows.size());
        double sum = 0;
        for (const double number : numbers)
            sum += number;
        const double mean = numbers.empty() ? 0 : sum / n;
        switch (feature.aggregate) {
        case Aggregate::Count:
            return {n, {}};
        case Aggregate::Sum:
            return {sum, {}};
        case Aggregate::Mean:
            return rows.empty() ? SlowValue {} : SlowValue {mean, {}};
        case Aggregate::Std: {
            double squares = 0;
            for (const double number : numbers)
                squares += (number - mean) * (number - mean);
            return n < 2 ? SlowValue {} : SlowValue {std::sqrt(squares / (n - 1)), {}};
        }
        case Aggregate::Min:
            return rows.empty() ? SlowValue {}
                                : SlowValue {*std::min_element(numbers.begin(), numbers.end()), {}};
        case Aggregate::Max:
            return rows.empty() ? SlowValue {}
                                : SlowValue {*std::max_element(numbers.begin(), numbers.end()), {}};
        case Aggregate::Last:
            return rows.empty() ? SlowValue {} : valueOf(feature.expression, *rows.back());
        case Aggregate::Distinct:
            return {static_cast<double>(std::set<std::string>(texts.begin(), texts.end()).size()), {}};
        case Aggregate::Rate: {
            const double length = feature.window > 0 ? static_cast<double>(feature.window)
                                                     : static_cast<double>(moment - *seen.front()->at);
            const double what = feature.expression.empty() ? n : sum;
            return length <= 0 ? SlowValue {}
                               : SlowValue {what / (length / static_cast<double>(microsPerDay)), {}};
        }
        case Aggregate::TimeSince:
            return rows.empty()
                ? SlowValue {}
                : SlowValue {
                    static_cast<double>(moment - *rows.back()->at) / static_cast<double>(microsPerDay), {}};
        case Aggregate::Trend: {
            double middle = 0;
            for (const double each : micros)
                middle += each / n;
            double above = 0;
            double below = 0;
            for (std::size_t i = 0; i < micros.size(); ++i) {
                above += (micros[i] - middle) * (numbers[i] - mean);
                below += (micros[i] - middle) * (micros[i] - middle);
            }
            const bool one = rows.empty() || *rows.front()->at == *rows.back()->at;
            return one ? SlowValue {} : SlowValue {above / below * static_cast<double>(microsPerDay), {}};
        }
        }
        return {};
    }

    const features::EventSource &m_source;
    const features::FeatureView &m_view;
    const History &m_history;
    const std::vector<std::string> &m_keys;
    bool m_honour;
};

} // namespace slipway::testing
