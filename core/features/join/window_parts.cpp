#include "core/features/join/window_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

namespace {

// Times are counted from here where they are multiplied, so that the products stay small. The trend does not
// depend on it.
constexpr TimeMicros timeBase = 1'600'000'000 * microsPerSecond;

std::string days(std::string_view micros)
{
    return fmt::format("(CAST({} AS DOUBLE) / 86400000000.0::DOUBLE)", micros);
}

} // namespace

std::string featureColumn(std::string_view feature)
{
    return data::identifier(fmt::format("f_{}", feature));
}

std::string partOfRows(const WindowPart &part, std::string_view input)
{
    if (part.function == "distinct")
        return fmt::format("count(DISTINCT {})", input);
    if (part.function == "arg_max")
        return fmt::format("arg_max({}, o)", input);
    return fmt::format("{}({})", part.function, input);
}

std::string partOfGroups(const WindowPart &part, std::string_view input, std::string_view order)
{
    if (part.function == "arg_max")
        return fmt::format("arg_max({}, {})", input, order);
    return fmt::format("{}({})", part.function == "count" ? "sum" : part.function, input);
}

WindowParts::WindowParts(const FeatureView &view, const PreparedSource &source, bool times,
                         std::string prefix)
    : m_view(view)
    , m_source(source)
    , m_prefix(std::move(prefix))
{
    m_seen = part("count", "t");
    if (view.every == 0 && (times || view.ttl > 0))
        m_last = part("max", "t");
    for (const auto &feature : view.features)
        m_features.push_back(featureSql(feature));
}

std::string WindowParts::featuresSql() const
{
    std::string list;
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        list += fmt::format("{}{} AS {}", i == 0 ? "" : ", ", m_features[i],
                            featureColumn(m_view.features[i].name));
    }
    return list;
}

bool WindowParts::ordered() const
{
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [](const auto &each) { return each.function == "arg_max"; });
}

bool WindowParts::groupable() const
{
    return std::none_of(m_parts.begin(), m_parts.end(),
                        [](const auto &each) { return each.function == "distinct"; });
}

std::string WindowParts::part(std::string_view function, std::string input, TimeMicros window)
{
    const auto same = [&](const WindowPart &each) {
        return each.function == function && each.input == input && each.window == window;
    };
    auto found = std::find_if(m_parts.begin(), m_parts.end(), same);
    if (found == m_parts.end()) {
        m_parts.push_back({std::string(function), std::move(input), window});
        found = m_parts.end() - 1;
    }
    return name(static_cast<std::size_t>(found - m_parts.begin()));
}

/// The moment that the values are of: that of the grid, or of the latest row.
std::string WindowParts::momentSql()
{
    return m_view.every > 0 ? "g" : part("max", "t");
}

std::string WindowParts::featureSql(const Feature &feature)
{
    const auto value = m_source.valueOf(feature);
    const auto window = feature.window;
    switch (feature.aggregate) {
    case Aggregate::Min:
    case Aggregate::Max:
    case Aggregate::Last: {
        const auto *function = feature.aggregate == Aggregate::Min ? "min"
            : feature.aggregate == Aggregate::Max                  ? "max"
                                                                   : "arg_max";
        return part(function, m_source.numberSql(value), window);
    }
    default:
        return fmt::format("CAST({} AS DOUBLE)", numberSql(feature));
    }
}

std::string WindowParts::numberSql(const Feature &feature)
{
    const int value = m_source.valueOf(feature);
    const auto window = feature.window;
    const auto counted = value < 0 ? std::string("t") : fmt::format("v{}", value);
    const auto scale = value < 0 ? 0 : m_source.values()[static_cast<std::size_t>(value)].digits;
    const auto sum = [&] {
        return value < 0 ? part("count", "t", window)
                         : fmt::format("CAST(coalesce({}, 0) AS DOUBLE) / 1e{}",
                                       part("sum", m_source.wholeSql(value), window), scale);
    };
    switch (feature.aggregate) {
    case Aggregate::Count:
        return part("count", counted, window);
    case Aggregate::Sum:
        return sum();
    case Aggregate::Mean: {
        const auto n = part("count", counted, window);
        return fmt::format("CASE WHEN {0} > 0 THEN CAST({1} AS DOUBLE) / (CAST({0} AS DOUBLE) * 1e{2}) END",
                           n, part("sum", m_source.wholeSql(value), window), scale);
    }
    case Aggregate::Std:
        return deviationSql(feature, value);
    case Aggregate::Trend:
        return trendSql(feature, value);
    case Aggregate::Distinct:
        return part("distinct", counted, window);
    case Aggregate::Rate: {
        if (window > 0)
            return fmt::format("CAST({} AS DOUBLE) / {}", sum(), days(std::to_string(window)));
        const auto moment = momentSql();
        const auto first = part("min", "t");
        return fmt::format("CASE WHEN {0} > {1} THEN CAST({2} AS DOUBLE) / {3} END", moment, first, sum(),
                           days(fmt::format("({} - {})", moment, first)));
    }
    case Aggregate::TimeSince: {
        const auto latest = part(
            "max", value < 0 ? "t" : fmt::format("CASE WHEN {} IS NOT NULL THEN t END", counted), window);
        return days(fmt::format("({} - {})", momentSql(), latest));
    }
    default:
        return "NULL";
    }
}

/// Squares are summed around the whole part of the mean, which is exact, and only the small rest as DOUBLE.
std::string WindowParts::deviationSql(const Feature &feature, int value)
{
    const auto whole = m_source.wholeSql(value);
    const auto n =
        fmt::format("CAST({} AS HUGEINT)", part("count", fmt::format("v{}", value), feature.window));
    const auto s = part("sum", whole, feature.window);
    const auto ss = part("sum", fmt::format("CAST({0} AS HUGEINT) * {0}", whole), feature.window);
    const auto q = fmt::format("({} // {})", s, n);
    const auto rest = fmt::format("CAST({} - {} * {} AS DOUBLE)", s, q, n);
    return fmt::format("CASE WHEN {n} > 1 THEN sqrt(greatest(CAST({ss} - 2 * {q} * {s} + {n} * {q} * {q} AS "
                       "DOUBLE) - {rest} * {rest} / {n}, 0) / ({n} - 1)) / 1e{digits} END",
                       fmt::arg("n", n), fmt::arg("s", s), fmt::arg("ss", ss), fmt::arg("q", q),
                       fmt::arg("rest", rest),
                       fmt::arg("digits", m_source.values()[static_cast<std::size_t>(value)].digits));
}

/// The least squares slope from sums around the whole parts of both means.
std::string WindowParts::trendSql(const Feature &feature, int value)
{
    const auto window = feature.window;
    const auto whole = m_source.wholeSql(value);
    const auto time =
        fmt::format("CAST(CASE WHEN v{} IS NOT NULL THEN t - {} END AS HUGEINT)", value, timeBase);
    const auto n = fmt::format("CAST({} AS HUGEINT)", part("count", fmt::format("v{}", value), window));
    const auto t = part("sum", time, window);
    const auto tt = part("sum", fmt::format("{0} * {0}", time), window);
    const auto y = part("sum", whole, window);
    const auto ty = part("sum", fmt::format("{} * {}", time, whole), window);
    const auto m = fmt::format("({} // {})", t, n); // whole part of the mean time
    const auto q = fmt::format("({} // {})", y, n); // and of the mean value
    const auto t1 = fmt::format("({} - {} * {})", t, n, m);
    const auto y1 = fmt::format("({} - {} * {})", y, n, q);
    const auto tt1 = fmt::format("({tt} - 2 * {m} * {t} + {n} * {m} * {m})", fmt::arg("tt", tt),
                                 fmt::arg("m", m), fmt::arg("t", t), fmt::arg("n", n));
    const auto ty1 = fmt::format("({ty} - {m} * {y} - {q} * {t1})", fmt::arg("ty", ty), fmt::arg("m", m),
                                 fmt::arg("y", y), fmt::arg("q", q), fmt::arg("t1", t1));
    const auto below =
        fmt::format("(CAST({0} AS DOUBLE) - CAST({1} AS DOUBLE) * CAST({1} AS DOUBLE) / {2})", tt1, t1, n);
    const auto above =
        fmt::format("(CAST({} AS DOUBLE) - CAST({} AS DOUBLE) * CAST({} AS DOUBLE) / {})", ty1, t1, y1, n);
    return fmt::format("CASE WHEN {n} > 1 AND {below} > 0 THEN {above} / {below} * 86400000000.0::DOUBLE / "
                       "1e{digits} END",
                       fmt::arg("n", n), fmt::arg("below", below), fmt::arg("above", above),
                       fmt::arg("digits", m_source.values()[static_cast<std::size_t>(value)].digits));
}

} // namespace slipway::features
