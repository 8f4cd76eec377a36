#include "core/features/join/snapshot.h"

#include "core/features/join/column_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

namespace {

using data::identifier;

constexpr std::string_view moments = "slipway.snapshot_moments";

/// "\"k_user_id\" AS \"user_id\", "
std::string outerKeys(const std::vector<std::string> &keys)
{
    std::string columns;
    for (const auto &key : keys)
        columns += fmt::format("{} AS {}, ", keyColumn(key), identifier(key));
    return columns;
}

std::string outerFeatures(const FeatureView &view)
{
    std::string columns;
    for (const auto &feature : view.features)
        columns += fmt::format(", {} AS {}", featureColumn(feature.name), identifier(feature.name));
    return columns;
}

/// Whether a value moves with the grid although nothing happens.
bool slides(const FeatureView &view)
{
    return view.every > 0
        && (view.ttl > 0 || std::any_of(view.features.begin(), view.features.end(), [](const auto &feature) {
                return feature.window > 0 || feature.aggregate == Aggregate::TimeSince
                    || feature.aggregate == Aggregate::Rate;
            }));
}

TimeMicros gridOf(TimeMicros moment, TimeMicros every)
{
    return every == 0 ? moment : moment - ((moment % every) + every) % every;
}

/// The entities to write, with the moment that their values are of.
std::string momentsSql(const JoinState &state, const Snapshot &snapshot, const PreparedSource &source)
{
    const auto &view = snapshot.view;
    const auto &keys = state.keys(view);
    const auto g = gridOf(snapshot.at, view.every);
    const bool before = source.source().before;
    auto condition = fmt::format("{} AND t {} {}", completeSql(keys), before ? "<" : "<=", g);
    if (snapshot.since) {
        const auto from = gridOf(*snapshot.since, view.every);
        // What came after the moments of the last time, or was written down after it.
        const auto late = source.created() ? fmt::format(" OR c > {}", *snapshot.since) : std::string();
        if (!view.isWindowed() || !slides(view) || from == g)
            condition += fmt::format(" AND (t {} {}{})", before ? ">=" : ">", from, late);
    }
    return fmt::format("SELECT DISTINCT {}{} AS g FROM {} WHERE {}",
                       keys.empty() ? std::string() : keyList(keys) + ", ", g, source.from(), condition);
}

std::string factsSql(const JoinState &state, const Snapshot &snapshot, const PreparedSource &source)
{
    const auto &keys = state.keys(snapshot.view);
    return fmt::format(
        "SELECT {}0::BIGINT AS event_time, NULL::BIGINT AS created_time{} FROM (SELECT {}{} FROM {} "
        "WHERE {})",
        outerKeys(keys), outerFeatures(snapshot.view), keys.empty() ? std::string() : keyList(keys) + ", ",
        columnFeaturesSql(snapshot.view, source), source.table(), completeSql(keys));
}

std::string columnsSql(const JoinState &state, const Snapshot &snapshot, const PreparedSource &source)
{
    const auto &keys = state.keys(snapshot.view);
    const auto asked = fmt::format("(SELECT rowid AS qid, *, g AS __t FROM {})", moments);
    return fmt::format(
        "SELECT {}last AS event_time, created AS created_time{} FROM ({}) JOIN (SELECT *, rowid AS "
        "asked FROM {}) ON asked = qid",
        outerKeys(keys), outerFeatures(snapshot.view), latestSql({snapshot.view, keys, source, asked, false}),
        moments);
}

std::string windowsSql(const JoinState &state, const Snapshot &snapshot, const PreparedSource &source,
                       const WindowParts &parts)
{
    const auto &keys = state.keys(snapshot.view);
    const WindowQuery query {snapshot.view, keys, source, parts, std::string(moments)};
    return fmt::format("SELECT {}{} AS event_time, NULL::BIGINT AS created_time{} FROM ({})", outerKeys(keys),
                       snapshot.view.every > 0 ? "g" : "last", outerFeatures(snapshot.view),
                       windowSql(WindowPlan::Join, query));
}

} // namespace

Status takeSnapshot(JoinState &state, const Snapshot &snapshot, const data::BlockTaker &take,
                    const RunContext &context)
{
    auto &source = state.source(snapshot.view);
    const auto &keys = state.keys(snapshot.view);
    const bool windowed = snapshot.view.isWindowed();
    if (windowed && !WindowParts(snapshot.view, source, true).ordered())
        SLIPWAY_TRY(source.lookOver(state.duck, context));
    else
        SLIPWAY_TRY(source.make(state.duck, context));
    std::string query;
    const WindowParts parts(snapshot.view, source, true);
    if (!source.timed()) {
        query = factsSql(state, snapshot, source);
    } else {
        SLIPWAY_TRY(state.duck.execute(
            fmt::format("CREATE OR REPLACE TABLE {} AS {}", moments, momentsSql(state, snapshot, source)),
            context));
        query = snapshot.view.isWindowed() ? windowsSql(state, snapshot, source, parts)
                                           : columnsSql(state, snapshot, source);
    }
    std::string order;
    for (const auto &key : keys)
        order += fmt::format("{}{}", order.empty() ? " ORDER BY " : ", ", identifier(key));
    const auto taken = snapshot.file.empty()
        ? state.duck.stream(query + order, take, context)
        : state.duck.execute(fmt::format("COPY ({}{}) TO {} (FORMAT parquet)", query, order,
                                         data::quoted(data::absoluteText(snapshot.file))),
                             context);
    SLIPWAY_TRY(state.duck.execute(fmt::format("DROP TABLE IF EXISTS {}", moments)));
    return taken;
}

} // namespace slipway::features
