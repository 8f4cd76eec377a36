#include "core/features/docs/meaning_sql.h"

#include "core/features/docs/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace slipway::features {

namespace {

constexpr TimeMicros daySeconds = 86'400;

std::string fromSql(const EventSource &source)
{
    std::string sql = "FROM " + source.table;
    for (const auto &lookup : source.lookups) {
        std::vector<std::string> columns = lookup.on;
        for (const auto &text : lookup.columns) {
            const auto column = lookupColumn(text);
            columns.push_back(column.from == column.to ? column.from
                                                       : fmt::format("{} AS {}", column.from, column.to));
        }
        sql += fmt::format("\nLEFT JOIN (SELECT {} FROM {}) USING ({})", fmt::join(columns, ", "),
                           lookup.table, fmt::join(lookup.on, ", "));
    }
    return sql;
}

std::string intervalSql(TimeMicros duration)
{
    const auto seconds = duration / microsPerSecond;
    return seconds % daySeconds == 0 ? fmt::format("INTERVAL {} DAY", seconds / daySeconds)
                                     : fmt::format("INTERVAL {} SECOND", seconds);
}

/// The conditions of the rows that count; `window` 0: all that are known.
std::string whereSql(const FeatureSet &set, const FeatureView &view, TimeMicros window)
{
    const auto &source = *set.source(view.source);
    std::vector<std::string> conditions;
    for (const auto &key : set.entity(view.entity)->keys)
        conditions.push_back(fmt::format("{0} = ${0}", key));
    if (!source.where.empty())
        conditions.push_back(fmt::format("({})", source.where));
    if (!source.eventTime.empty())
        conditions.push_back(fmt::format("({}) {} $moment", source.eventTime, source.before ? "<" : "<="));
    if (window > 0)
        conditions.push_back(fmt::format("({}) >= $moment - {}", source.eventTime, intervalSql(window)));
    return conditions.empty() ? std::string() : fmt::format("\nWHERE {}", fmt::join(conditions, "\n  AND "));
}

/// Days since 1970 of the rows' times, for slopes.
std::string daysOf(const EventSource &source)
{
    return fmt::format("epoch({}) / {}", source.eventTime, daySeconds);
}

std::string rateSql(const EventSource &source, const Feature &feature)
{
    const auto tally =
        feature.expression.empty() ? std::string("count(*)") : fmt::format("sum({})", feature.expression);
    if (feature.window > 0)
        return fmt::format("{} / {}", tally,
                           static_cast<double>(feature.window)
                               / static_cast<double>(daySeconds * microsPerSecond));
    return fmt::format("{} / nullif((epoch($moment) - epoch(min({}))) / {}, 0)", tally, source.eventTime,
                       daySeconds);
}

std::string aggregateSql(const EventSource &source, const Feature &feature)
{
    const auto &of = feature.expression;
    switch (feature.aggregate) {
    case Aggregate::Count:
        return of.empty() ? "count(*)" : fmt::format("count({})", of);
    case Aggregate::Sum:
        return fmt::format("coalesce(sum({}), 0)", of);
    case Aggregate::Mean:
        return fmt::format("avg({})", of);
    case Aggregate::Std:
        return fmt::format("stddev_samp({})", of);
    case Aggregate::Min:
        return fmt::format("min({})", of);
    case Aggregate::Max:
        return fmt::format("max({})", of);
    case Aggregate::Last:
        return fmt::format("arg_max({}, {})", of, source.eventTime);
    case Aggregate::Distinct:
        return fmt::format("count(DISTINCT {})", of);
    case Aggregate::Rate:
        return rateSql(source, feature);
    case Aggregate::Trend:
        return fmt::format("regr_slope({}, {})", of, daysOf(source));
    case Aggregate::TimeSince:
        return fmt::format("(epoch($moment) - epoch(max({}))) / {}", source.eventTime, daySeconds);
    }
    return {};
}

std::string momentNote(const FeatureView &view)
{
    return view.every > 0
        ? fmt::format("-- $moment: the moment asked about, rounded down to a multiple of {}\n",
                      durationWords(view.every))
        : std::string("-- $moment: the moment asked about\n");
}

std::string windowedSql(const FeatureSet &set, const FeatureView &view, const Feature &feature)
{
    const auto &source = *set.source(view.source);
    const bool timed = !source.eventTime.empty();
    return fmt::format("{}SELECT {}\n{}{};", timed ? momentNote(view) : "", aggregateSql(source, feature),
                       fromSql(source), whereSql(set, view, feature.window));
}

std::string columnSql(const FeatureSet &set, const FeatureView &view, const Feature &feature)
{
    const auto &source = *set.source(view.source);
    if (source.eventTime.empty())
        return fmt::format("SELECT {}\n{}{};", feature.expression, fromSql(source), whereSql(set, view, 0));
    const auto created =
        source.createdTime.empty() ? std::string() : fmt::format("{} DESC NULLS LAST, ", source.createdTime);
    return fmt::format("{}SELECT {}\n{}{}\nORDER BY {}{} DESC\nLIMIT 1;", momentNote(view),
                       feature.expression, fromSql(source), whereSql(set, view, view.ttl), created,
                       source.eventTime);
}

} // namespace

std::string meaningSql(const FeatureSet &set, const Feature &feature)
{
    if (feature.kind == FeatureKind::Request)
        return fmt::format("SELECT {} FROM {};", feature.name, set.labels.table);
    if (feature.kind == FeatureKind::Derived)
        return feature.expression;
    const auto &view = *set.viewOf(feature.name);
    return feature.kind == FeatureKind::Column ? columnSql(set, view, feature)
                                               : windowedSql(set, view, feature);
}

} // namespace slipway::features
