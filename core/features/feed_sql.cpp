#include "core/features/feed_sql.h"

#include "core/data/duckdb.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cassert>

namespace slipway::features {

namespace {

std::string joined(const std::vector<std::string> &parts)
{
    return fmt::format("{}", fmt::join(parts, ", "));
}

/// The columns of one entity's totals, each written by `expression(total)`.
template <typename Expression>
std::vector<std::string> totals(FeatureEntity entity, Expression expression)
{
    std::vector<std::string> columns;
    for (const auto &total : feedTotals()) {
        if (total.entity == entity)
            columns.push_back(fmt::format("{} AS {}", expression(total), total.name));
    }
    return columns;
}

std::string totalOfRows(const HistoryTotal &total)
{
    return total.each.empty() ? "count(*)" : fmt::format("sum({})", total.each);
}

std::string priorFormulas()
{
    std::vector<std::string> columns;
    for (const auto &prior : feedPriors())
        columns.push_back(fmt::format("{} AS {}", prior.formula, prior.name));
    return joined(columns);
}

struct EntityNames {
    std::string_view table;
    std::string_view id;
    std::string_view window;
};

EntityNames namesOf(FeatureEntity entity)
{
    assert(entity != FeatureEntity::Context);
    return entity == FeatureEntity::User ? EntityNames {"users", "user_id", "user_before"}
                                         : EntityNames {"items", "item_id", "item_before"};
}

/// The totals of the interactions before each row's moment. The frame ends a microsecond, the unit of
/// time_us, before the row: rows of the same moment see none of each other. For the count the rank says the
/// same, and costs less.
std::vector<std::string> runningTotals(FeatureEntity entity)
{
    return totals(entity, [&](const HistoryTotal &total) {
        const auto window = namesOf(entity).window;
        return total.each.empty() ? fmt::format("rank() OVER {} - 1", window)
                                  : fmt::format("coalesce(sum({}) OVER {}, 0)", total.each, window);
    });
}

std::string windowOf(FeatureEntity entity)
{
    const auto names = namesOf(entity);
    return fmt::format(
        "{} AS (PARTITION BY {} ORDER BY time_us RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)",
        names.window, names.id);
}

std::string column(const FeatureDefinition &feature)
{
    return fmt::format("{} AS {}", feature.formula, data::identifier(feature.name));
}

/// The columns of an entity that do not move with the clock, and the starts of those that do.
std::string snapshotColumns(FeatureEntity entity)
{
    std::vector<std::string> columns;
    for (const auto &feature : feedFeatures()) {
        if (feature.entity != entity)
            continue;
        columns.push_back(feature.since.empty()
                              ? column(feature)
                              : fmt::format("make_timestamp({0}_us) AS {0}", feature.since));
    }
    return joined(columns);
}

} // namespace

std::string priorsSql()
{
    const auto inHour = totals(FeatureEntity::Context, totalOfRows);
    const auto before = totals(FeatureEntity::Context, [](const HistoryTotal &total) {
        return fmt::format("coalesce(sum({}) OVER hours_before, 0)", total.name);
    });
    return fmt::format(
        "CREATE TABLE priors AS SELECT hour, {} FROM (SELECT hour, {} FROM (SELECT time_us // {} AS "
        "hour, {} FROM interactions GROUP BY hour) WINDOW hours_before AS (ORDER BY hour ROWS BETWEEN "
        "UNBOUNDED PRECEDING AND 1 PRECEDING))",
        priorFormulas(), joined(before), microsPerHour, joined(inHour));
}

std::string priorsNowSql(std::int64_t asOfUs)
{
    const auto before = totals(FeatureEntity::Context, [](const HistoryTotal &total) {
        return fmt::format("coalesce({}, 0)", totalOfRows(total));
    });
    return fmt::format(
        "CREATE TABLE priors_now AS SELECT {} FROM (SELECT {} FROM interactions WHERE time_us // {} < "
        "{} // {})",
        priorFormulas(), joined(before), microsPerHour, asOfUs, microsPerHour);
}

std::string historiesSql()
{
    // One entity after the other, so that the first sort does not carry the second one's totals.
    return fmt::format(
        "CREATE TABLE histories AS SELECT *, {} FROM (SELECT *, {} FROM interactions WINDOW {}) WINDOW "
        "{}",
        joined(runningTotals(FeatureEntity::Item)), joined(runningTotals(FeatureEntity::User)),
        windowOf(FeatureEntity::User), windowOf(FeatureEntity::Item));
}

std::string featuresSql(std::string_view condition)
{
    std::vector<std::string> columns;
    for (const auto &feature : feedFeatures())
        columns.push_back(column(feature));
    return fmt::format(
        "SELECT interaction_id, make_timestamp(time_us) AS \"timestamp\", user_id, item_id, CAST(click "
        "AS UTINYINT) AS click, {} FROM histories LEFT JOIN users USING (user_id) LEFT JOIN items USING "
        "(item_id) LEFT JOIN priors ON hour = time_us // {} WHERE {} ORDER BY time_us, interaction_id",
        joined(columns), microsPerHour, condition);
}

std::string snapshotSql(FeatureEntity entity)
{
    const auto names = namesOf(entity);
    const auto summed = totals(entity, totalOfRows);
    std::vector<std::string> filled;
    for (const auto &total : feedTotals()) {
        if (total.entity == entity)
            filled.push_back(fmt::format("coalesce({0}, 0) AS {0}", total.name));
    }
    return fmt::format(
        "SELECT {0}, {1} FROM (SELECT * REPLACE ({2}) FROM {3} FULL JOIN (SELECT {0}, {4} FROM "
        "interactions GROUP BY {0}) USING ({0})) CROSS JOIN priors_now ORDER BY {0}",
        names.id, snapshotColumns(entity), joined(filled), names.table, joined(summed));
}

std::string unknownSql(FeatureEntity entity)
{
    const auto nothing = totals(entity, [](const HistoryTotal &) { return "0"; });
    return fmt::format("SELECT {} FROM (SELECT {}) CROSS JOIN priors_now LEFT JOIN {} ON false",
                       snapshotColumns(entity), joined(nothing), namesOf(entity).table);
}

} // namespace slipway::features
