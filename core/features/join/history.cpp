#include "core/features/join/history.h"

#include "core/base/messages.h"
#include "core/features/definitions/lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace slipway::features {

namespace {

using data::identifier;

constexpr std::size_t mostPoints = 200;
constexpr std::string_view moment = "asked_at";
constexpr std::string_view answers = "known_answers";

class Known
{
public:
    Known(OfflineFeatures &offline, JoinState &state, const AsOf &question, const RunContext &context)
        : m_offline(offline)
        , m_state(state)
        , m_question(question)
        , m_context(context)
    {
    }

    Result<Json> tell()
    {
        SLIPWAY_TRY(readEntity());
        chooseFeatures();
        SLIPWAY_TRY(ask({m_question.at}));
        SLIPWAY_ASSIGN(const data::Table now, values());
        Json features = Json::array();
        for (std::size_t i = 0; i < m_features.size(); ++i)
            features.push_back(describe(*m_features[i], now));
        if (m_question.history)
            SLIPWAY_TRY(addHistory(now, features));
        return Json {{"set", m_state.set.name},
                     {"at", isoTime(m_question.at)},
                     {"entity", m_entity},
                     {"features", std::move(features)}};
    }

private:
    /// The type in which a key is compared; nothing where no view has it.
    std::optional<KeyType> typeOf(const std::string &key) const
    {
        for (const auto &source : m_state.sources) {
            for (const auto &each : source.keys()) {
                if (each.name == key)
                    return each.type;
            }
        }
        return std::nullopt;
    }

    Status readEntity()
    {
        std::set<std::string> known;
        for (const auto &entity : m_state.set.entities)
            known.insert(entity.keys.begin(), entity.keys.end());
        for (const auto &feature : m_state.set.request)
            known.insert(feature.name);
        for (const auto &[name, value] : m_question.entity) {
            const auto *request = m_state.set.feature(name);
            const bool isRequest = request && request->kind == FeatureKind::Request;
            if (!known.contains(name)) {
                return failure("feature_join.unknown_key",
                               {{"key", name},
                                {"set", m_state.set.name},
                                {"known", fmt::format("{}", fmt::join(known, ", "))}});
            }
            const bool number =
                isRequest ? request->type == ValueType::Number : typeOf(name) == KeyType::Whole;
            if (!number) {
                m_entity[name] = value;
                m_given[name] = data::quoted(value);
                continue;
            }
            double read = 0;
            const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), read);
            const bool whole = std::find_if(value.begin(), value.end(),
                                            [](char c) { return c != '-' && (c < '0' || c > '9'); })
                == value.end();
            if (problem != std::errc() || end != value.data() + value.size() || !(whole || isRequest)
                || std::abs(read) > 9e18)
                return failure("feature_join.bad_key", {{"key", name}, {"value", value}});
            m_entity[name] = Json::parse(value, nullptr, false);
            m_given[name] = value;
        }
        return done();
    }

    /// Whether all views that the feature is made from, and those that give their keys, can be asked.
    bool answerable(const Feature &feature, std::set<std::string> &seen) const
    {
        if (!seen.insert(feature.name).second)
            return true;
        if (const auto *view = m_state.set.viewOf(feature.name)) {
            for (const auto &key : m_state.keys(*view)) {
                const auto *giving = m_state.set.feature(key);
                if (!m_given.contains(key) && !(giving && answerable(*giving, seen)))
                    return false;
            }
            return true;
        }
        const auto origin = originOf(m_state.set, feature);
        return std::all_of(origin.features.begin(), origin.features.end(),
                           [&](const auto &name) { return answerable(*m_state.set.feature(name), seen); });
    }

    void chooseFeatures()
    {
        for (const auto *feature : m_state.set.all()) {
            std::set<std::string> seen;
            const bool given = feature->kind != FeatureKind::Request || m_given.contains(feature->name);
            if (given && answerable(*feature, seen))
                m_features.push_back(feature);
        }
    }

    Status ask(const std::vector<TimeMicros> &moments)
    {
        std::string columns;
        for (const auto &[name, sql] : m_given)
            columns += fmt::format(", {} AS {}", sql, identifier(name));
        std::vector<std::string> times;
        for (const auto each : moments)
            times.push_back(std::to_string(each));
        Questions questions {
            .query = fmt::format("SELECT make_timestamp(us) AS {}{} FROM (SELECT unnest([{}]) AS us)", moment,
                                 columns, fmt::join(times, ", ")),
            .time = std::string(moment),
            .honourCreated = m_question.honourCreated,
            .oldTimes = true};
        for (const auto *feature : m_features)
            questions.features.push_back(feature->name);
        return questions.features.empty()
            ? m_state.duck.execute(fmt::format("CREATE OR REPLACE TABLE {} AS {}", answers, questions.query))
            : m_offline.answer(questions, answers, m_context);
    }

    /// The answers in the order of time; times in microseconds.
    Result<data::Table> values()
    {
        std::string columns = fmt::format("epoch_us({}) AS {}", moment, moment);
        std::set<std::string> times;
        for (const auto *feature : m_features) {
            const auto name = identifier(feature->name);
            columns +=
                feature->type == ValueType::Time ? fmt::format(", epoch_us({0}) AS {0}", name) : ", " + name;
            if (const auto *view = m_state.set.viewOf(feature->name); view && times.insert(view->name).second)
                columns += fmt::format(", epoch_us({0}) AS {0}", identifier(view->name + "__time"));
        }
        return m_state.duck.query(fmt::format("SELECT {} FROM {} ORDER BY {}", columns, answers, moment),
                                  m_context);
    }

    Json valueAt(const Feature &feature, const data::Table &table, std::size_t row) const
    {
        const auto &column = *table.find(feature.name);
        if (column.kind == data::ColumnKind::Category)
            return column.codes[row] < 0 ? Json()
                                         : Json(column.levels[static_cast<std::size_t>(column.codes[row])]);
        if (std::isnan(column.numbers[row]))
            return {};
        return feature.type == ValueType::Time ? Json(isoTime(static_cast<TimeMicros>(column.numbers[row])))
                                               : Json(column.numbers[row]);
    }

    Json describe(const Feature &feature, const data::Table &table) const
    {
        const auto *view = m_state.set.viewOf(feature.name);
        const auto value = valueAt(feature, table, 0);
        Json told {{"name", feature.name},
                   {"value", value},
                   {"type", valueTypeName(feature.type)},
                   {"view", view ? Json(view->name) : Json()},
                   {"event_time", nullptr},
                   {"age_seconds", nullptr},
                   {"hidden", feature.hidden},
                   {"status", value.is_null() ? "NULL_VALUE" : "PRESENT"}};
        if (!view)
            return told;
        const double time = table.find(view->name + "__time")->numbers[0];
        if (std::isnan(time)) {
            told["status"] = "NOT_FOUND";
            return told;
        }
        const auto at = static_cast<TimeMicros>(time);
        told["event_time"] = isoTime(at);
        // Facts are known from the beginning; an age of half a century would only mislead.
        if (!m_state.set.source(view->source)->eventTime.empty())
            told["age_seconds"] =
                static_cast<double>(m_question.at - at) / static_cast<double>(microsPerSecond);
        if (view->ttl > 0 && at < m_question.at - view->ttl)
            told["status"] = "OUTSIDE_MAX_AGE";
        return told;
    }

    /// The moments at which the values of a view may have changed, the latest first.
    Result<std::vector<TimeMicros>> changesOf(const FeatureView &view, const data::Table &now)
    {
        auto &source = m_state.source(view);
        if (!source.timed())
            return std::vector<TimeMicros> {};
        SLIPWAY_TRY(source.make(m_state.duck, m_context));
        std::string same = "true";
        for (const auto &key : m_state.keys(view)) {
            if (const auto given = m_given.find(key); given != m_given.end()) {
                same += fmt::format(" AND {} = {}", keyColumn(key), given->second);
                continue;
            }
            const auto value = valueAt(*m_state.set.feature(key), now, 0);
            same += value.is_null()
                ? " AND false"
                : fmt::format(" AND {} = {}", keyColumn(key),
                              value.is_string() ? data::quoted(value.get<std::string>()) : value.dump());
        }
        const bool before = source.source().before;
        std::set<TimeMicros> stays {0}; // how long a row counts after its moment
        for (const auto &feature : view.features)
            stays.insert(feature.window);
        std::vector<std::string> queries;
        for (const auto stay : stays) {
            const auto leaves = fmt::format("(t + {})", stay);
            std::string changed =
                before || stay > 0 ? leaves + " + 1" : leaves; // the first moment that is different
            if (view.every > 0) // the next one of the grid
                changed = fmt::format("({0} + ({1} - ({0} % {1} + {1}) % {1}) % {1})",
                                      fmt::format("({})", changed), view.every);
            queries.push_back(fmt::format("SELECT {} AS m FROM {} WHERE {}", changed, source.table(), same));
        }
        SLIPWAY_ASSIGN(
            const data::Table found,
            m_state.duck.query(fmt::format("SELECT DISTINCT m FROM ({}) WHERE m <= {} ORDER BY m DESC "
                                           "LIMIT {}",
                                           fmt::join(queries, " UNION ALL "), m_question.at, mostPoints),
                               m_context));
        std::vector<TimeMicros> moments;
        for (const double each : found.columns[0].numbers)
            moments.push_back(static_cast<TimeMicros>(each));
        return moments;
    }

    Status addHistory(const data::Table &now, Json &features)
    {
        std::set<TimeMicros> moments {m_question.at};
        std::set<const FeatureView *> views;
        for (const auto *feature : m_features) {
            const auto *view = m_state.set.viewOf(feature->name);
            if (!view || !views.insert(view).second)
                continue;
            SLIPWAY_ASSIGN(const auto changes, changesOf(*view, now));
            moments.insert(changes.begin(), changes.end());
        }
        SLIPWAY_TRY(ask({moments.begin(), moments.end()}));
        SLIPWAY_ASSIGN(const data::Table then, values());
        const auto &times = then.columns[0].numbers;
        for (std::size_t i = 0; i < m_features.size(); ++i) {
            Json points = Json::array();
            for (std::size_t row = 0; row < then.rows(); ++row) {
                auto value = valueAt(*m_features[i], then, row);
                if (!points.empty() && points.back()["value"] == value)
                    continue;
                if (points.empty() && value.is_null())
                    continue;
                points.push_back(
                    {{"time", isoTime(static_cast<TimeMicros>(times[row]))}, {"value", std::move(value)}});
            }
            if (points.size() > mostPoints)
                points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(mostPoints));
            features[i]["history"] = std::move(points);
        }
        return done();
    }

    OfflineFeatures &m_offline;
    JoinState &m_state;
    const AsOf &m_question;
    const RunContext &m_context;
    Json m_entity = Json::object();
    std::map<std::string, std::string> m_given; ///< SQL of each value
    std::vector<const Feature *> m_features;
};

} // namespace

Result<Json> knownAsOf(OfflineFeatures &offline, JoinState &state, const AsOf &question,
                       const RunContext &context)
{
    return Known(offline, state, question, context).tell();
}

} // namespace slipway::features
