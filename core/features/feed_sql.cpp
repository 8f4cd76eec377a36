#include "core/features/feed_sql.h"

#include "core/data/duckdb.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cassert>

namespace slipway::features {

namespace {

constexpr std::string_view withCategory =
    "(SELECT interactions.*, category FROM interactions LEFT JOIN items USING (item_id))";

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
    std::string_view table; ///< of the raw data
    std::string_view id; ///< the columns by which its interactions belong together
    std::string_view window;
};

EntityNames namesOf(FeatureEntity entity)
{
    switch (entity) {
    case FeatureEntity::User:
        return {"users", "user_id", "user_before"};
    case FeatureEntity::UserCategory:
        return {"", "user_id, category", "user_category_before"};
    case FeatureEntity::Item:
        return {"items", "item_id", "item_before"};
    case FeatureEntity::Context:
        break;
    }
    assert(false && "the context has no history of its own");
    return {};
}

/// `source` with the totals of the interactions before each row's moment as further columns. The frame ends a
/// microsecond, the unit of time_us, before the row: rows of the same moment see none of each other. For the
/// count the rank says the same, and costs less.
std::string withRunningTotals(const std::string &source, FeatureEntity entity)
{
    const auto names = namesOf(entity);
    const auto columns = totals(entity, [&](const HistoryTotal &total) {
        const auto running = total.each.empty()
            ? fmt::format("rank() OVER {} - 1", names.window)
            : fmt::format("coalesce(sum({}) OVER {}, 0)", total.each, names.window);
        return entity == FeatureEntity::UserCategory
            ? fmt::format("CASE WHEN category IS NULL THEN 0 ELSE {} END", running)
            : running;
    });
    return fmt::format(
        "(SELECT *, {} FROM {} WINDOW {} AS (PARTITION BY {} ORDER BY time_us RANGE BETWEEN UNBOUNDED "
        "PRECEDING AND 1 PRECEDING))",
        joined(columns), source, names.window, names.id);
}

/// The totals of all interactions, a row for each entity.
std::string summed(FeatureEntity entity)
{
    return fmt::format("(SELECT {0}, {1} FROM {2} GROUP BY {0})", namesOf(entity).id,
                       joined(totals(entity, totalOfRows)),
                       entity == FeatureEntity::UserCategory ? withCategory : "interactions");
}

/// "coalesce(user_clicks, 0) AS user_clicks, ...": after an outer join, an entity without interactions.
std::string zeroWhereMissing(FeatureEntity entity)
{
    return joined(
        totals(entity, [](const HistoryTotal &total) { return fmt::format("coalesce({}, 0)", total.name); }));
}

std::string zeros(FeatureEntity entity)
{
    return joined(totals(entity, [](const HistoryTotal &) { return std::string("0"); }));
}

std::string column(const FeatureDefinition &feature)
{
    return fmt::format("{} AS {}", feature.formula, data::identifier(feature.name));
}

/// The columns of an entity that do not move with the clock, and the starts of those that do.
std::vector<std::string> snapshotColumns(FeatureEntity entity)
{
    std::vector<std::string> columns;
    for (const auto &feature : feedFeatures()) {
        if (feature.entity != entity)
            continue;
        columns.push_back(feature.since.empty()
                              ? column(feature)
                              : fmt::format("make_timestamp({0}_us) AS {0}", feature.since));
    }
    return columns;
}

/// Those of a row of online_users or online_items. A user's row also says what holds for a category of which
/// the user has seen nothing.
std::string rowColumns(FeatureEntity entity)
{
    auto columns = snapshotColumns(entity);
    if (entity == FeatureEntity::User) {
        const auto more = snapshotColumns(FeatureEntity::UserCategory);
        columns.insert(columns.end(), more.begin(), more.end());
    }
    return joined(columns);
}

/// The totals besides an entity's own that rowColumns needs.
std::string furtherTotals(FeatureEntity entity)
{
    return entity == FeatureEntity::User ? ", " + zeros(FeatureEntity::UserCategory) : std::string();
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
    // One entity after the other, so that an earlier sort does not carry a later one's totals.
    std::string source(withCategory);
    for (const auto entity : {FeatureEntity::User, FeatureEntity::UserCategory, FeatureEntity::Item})
        source = withRunningTotals(source, entity);
    return "CREATE TABLE histories AS SELECT * EXCLUDE (category) FROM " + source;
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
    if (entity == FeatureEntity::UserCategory) {
        return fmt::format(
            "SELECT {0}, {1} FROM {2} JOIN {3} USING (user_id) CROSS JOIN priors_now WHERE category IS NOT "
            "NULL ORDER BY {0}",
            names.id, joined(snapshotColumns(entity)), summed(entity), summed(FeatureEntity::User));
    }
    return fmt::format(
        "SELECT {0}, {1} FROM (SELECT * REPLACE ({2}){3} FROM {4} FULL JOIN {5} USING ({0})) CROSS JOIN "
        "priors_now ORDER BY {0}",
        names.id, rowColumns(entity), zeroWhereMissing(entity), furtherTotals(entity), names.table,
        summed(entity));
}

std::string unknownSql(FeatureEntity entity)
{
    return fmt::format("SELECT {} FROM (SELECT {}{}) CROSS JOIN priors_now LEFT JOIN {} ON false",
                       rowColumns(entity), zeros(entity), furtherTotals(entity), namesOf(entity).table);
}

} // namespace slipway::features
