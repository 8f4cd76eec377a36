#include "core/features/join/window_plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <numeric>

namespace slipway::features {

namespace {

/// The step of time that no border of a window lies within.
TimeMicros stepOf(const WindowQuery &query)
{
    TimeMicros step = query.view.every;
    for (const auto &part : query.parts.parts())
        step = std::gcd(step, part.window);
    return step;
}

/// How far `moment` is behind the last multiple of `step`.
std::string behind(std::string_view moment, TimeMicros step)
{
    return fmt::format("(({0} % {1} + {1}) % {1})", moment, step);
}

/// The place of a row's time on the axis of the frames. With a grid the multiples of its step have the even
/// places, and all that lies between two of them shares the odd one: so windows that are closed at both ends
/// need no more than whole steps.
std::string placeSql(std::string_view moment, TimeMicros step)
{
    if (step == 0)
        return std::string(moment);
    return fmt::format("(2 * (({0} - {1}) // {2}) + CAST({1} <> 0 AS BIGINT))", moment, behind(moment, step),
                       step);
}

std::string frameSql(TimeMicros window, TimeMicros step, bool before)
{
    const auto from =
        window == 0 ? std::string("UNBOUNDED") : std::to_string(step == 0 ? window : 2 * (window / step));
    return fmt::format("RANGE BETWEEN {} PRECEDING AND {}", from, before ? "1 PRECEDING" : "CURRENT ROW");
}

std::string partition(const std::vector<std::string> &keys, std::string_view order)
{
    return keys.empty() ? fmt::format("ORDER BY {}", order)
                        : fmt::format("PARTITION BY {} ORDER BY {}", keyList(keys), order);
}

/// "a, b" before what follows, nothing where there are no keys.
std::string leading(const std::vector<std::string> &keys, std::string_view prefix = {})
{
    return keys.empty() ? std::string() : keyList(keys, prefix) + ", ";
}

std::string joinSql(const WindowQuery &query)
{
    std::string parts;
    for (std::size_t i = 0; i < query.parts.parts().size(); ++i) {
        const auto &part = query.parts.parts()[i];
        parts += fmt::format(", {}{} AS p{}", partOfRows(part, part.input),
                             part.window == 0 ? "" : fmt::format(" FILTER (t >= g - {})", part.window), i);
    }
    std::string on = query.source.source().before ? "e.t < d.g" : "e.t <= d.g";
    if (query.created)
        on += " AND e.c <= d.\"at\"";
    for (const auto &key : query.keys)
        on += fmt::format(" AND e.{0} = d.{0}", keyColumn(key));
    const auto group = leading(query.keys, "d.") + (query.created ? "g, \"at\"" : "g");
    return fmt::format(
        "SELECT {0}{1}, {2} AS last, {3} FROM (SELECT {4}{5} FROM {6} d JOIN {7} e ON {8} GROUP BY {4})",
        leading(query.keys), query.created ? "g, \"at\"" : "g", query.parts.lastSql(),
        query.parts.featuresSql(), group, parts, query.moments, query.source.from(), on);
}

/// Rows of the source, or their totals at each place, as columns m<i>, and o<i> for the order.
std::string placesSql(const WindowQuery &query, bool grouped)
{
    const auto &parts = query.parts.parts();
    const auto place = placeSql("t", stepOf(query));
    std::string columns;
    std::string rows;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool ordered = parts[i].function == "arg_max";
        const auto order = fmt::format("CASE WHEN {} IS NOT NULL THEN o END", parts[i].input);
        columns +=
            fmt::format(", {} AS m{}", grouped ? partOfRows(parts[i], parts[i].input) : parts[i].input, i);
        if (ordered)
            columns += fmt::format(", {} AS o{}", grouped ? fmt::format("max({})", order) : order, i);
    }
    return fmt::format("SELECT {}{} AS x{}, NULL::BIGINT AS g FROM {} WHERE {}{}", leading(query.keys), place,
                       columns, query.source.from(), completeSql(query.keys), grouped ? " GROUP BY ALL" : "");
}

std::string framesSql(const WindowQuery &query, bool grouped)
{
    const auto &parts = query.parts.parts();
    const auto step = stepOf(query);
    std::string columns;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto input = fmt::format("m{}", i);
        const auto order = fmt::format("o{}", i);
        auto call = grouped || parts[i].function == "arg_max" ? partOfGroups(parts[i], input, order)
                                                              : partOfRows(parts[i], input);
        const auto over = fmt::format("{} OVER ({} {})", call, partition(query.keys, "x"),
                                      frameSql(parts[i].window, step, query.source.source().before));
        const bool counted = grouped && parts[i].function == "count"; // a sum of nothing would be null
        columns += fmt::format(", {} AS p{}", counted ? fmt::format("coalesce({}, 0)", over) : over, i);
    }
    return fmt::format(
        "SELECT {0}g, {1} AS last, {2} FROM (SELECT {0}g{3} FROM ({4} UNION ALL BY NAME SELECT {0}{5} "
        "AS x, g FROM {6})) WHERE g IS NOT NULL AND {7}",
        leading(query.keys), query.parts.lastSql(), query.parts.featuresSql(), columns,
        placesSql(query, grouped), placeSql("g", step), query.moments, query.parts.seenSql());
}

} // namespace

std::string gridSql(std::string_view moment, TimeMicros every)
{
    return every == 0 ? std::string(moment) : fmt::format("({} - {})", moment, behind(moment, every));
}

std::string windowSql(WindowPlan plan, const WindowQuery &query)
{
    return plan == WindowPlan::Join ? joinSql(query) : framesSql(query, plan == WindowPlan::Grouped);
}

std::string ownWindowSql(const WindowQuery &query, std::string_view rows)
{
    const auto &parts = query.parts.parts();
    const bool before = query.source.source().before;
    const bool all = query.source.source().where.empty();
    std::string columns;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto frame = frameSql(parts[i].window, 0, before);
        const auto over = fmt::format("OVER ({} {})", partition(query.keys, "t"), frame);
        // How many rows are before this one's moment is its rank, which costs a third of a count.
        const bool rank =
            before && all && parts[i].window == 0 && parts[i].function == "count" && parts[i].input == "t";
        const auto input = all ? parts[i].input : fmt::format("CASE WHEN seen THEN {} END", parts[i].input);
        columns += rank ? fmt::format(", rank() {} - 1 AS p{}", over, i)
                        : fmt::format(", {} {} AS p{}", partOfRows(parts[i], input), over, i);
    }
    return fmt::format(
        "SELECT qid, {} AS last, {} FROM (SELECT qid, t AS g{} FROM {} WHERE t IS NOT NULL AND {}) "
        "WHERE {}",
        query.parts.lastSql(), query.parts.featuresSql(), columns, rows, completeSql(query.keys),
        query.parts.seenSql());
}

} // namespace slipway::features
