#include "core/features/join/column_view.h"

#include "core/features/join/window_parts.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

std::string sameKeys(const std::vector<std::string> &keys)
{
    std::string condition;
    for (const auto &key : keys)
        condition += fmt::format("q.{0} = e.{0} AND ", keyColumn(key));
    return condition;
}

std::string chosenSql(const LatestQuery &query)
{
    const auto *not_after = query.source.source().before ? ">" : ">=";
    const auto on = fmt::format("{}q.g {} e.t", sameKeys(query.keys), not_after);
    if (query.created) {
        return fmt::format(
            "SELECT qid, max(e.rowid) AS o FROM {} q JOIN {} e ON {} AND e.c <= q.__t GROUP BY qid",
            query.questions, query.source.table(), on);
    }
    const auto keys = query.keys.empty() ? std::string() : keyList(query.keys) + ", ";
    // To an ASOF join one missing key is the same as another.
    return fmt::format(
        "SELECT q.qid, e.o FROM {} q ASOF JOIN (SELECT {}t, max(rowid) AS o FROM {} WHERE {} GROUP BY "
        "ALL) e ON {}",
        query.questions, keys, query.source.table(), completeSql(query.keys), on);
}

} // namespace

std::string columnFeaturesSql(const FeatureView &view, const PreparedSource &source)
{
    std::string columns;
    for (const auto &feature : view.features) {
        columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ",
                               source.numberSql(source.valueOf(feature)), featureColumn(feature.name));
    }
    return columns;
}

std::string latestSql(const LatestQuery &query)
{
    return fmt::format(
        "SELECT qid, t AS last, {} AS created, {} FROM ({}) JOIN (SELECT *, rowid AS place FROM {}) "
        "ON place = o",
        query.source.created() ? "c" : "NULL::BIGINT", columnFeaturesSql(query.view, query.source),
        chosenSql(query), query.source.table());
}

} // namespace slipway::features
