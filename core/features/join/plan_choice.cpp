#include "core/features/join/plan_choice.h"

#include <fmt/format.h>

namespace slipway::features {

namespace {

// Rows that a join of moments with events may have for each of both, before one order of all is cheaper.
constexpr double mostJoined = 4;

} // namespace

Result<WindowPlan> choosePlan(JoinState &state, const WindowQuery &query, const RunContext &context)
{
    const bool groups = query.parts.groupable() && query.view.every > 0;
    if (query.created)
        return WindowPlan::Join;
    if (state.plan && *state.plan > WindowPlan::Own && (*state.plan != WindowPlan::Grouped || groups))
        return *state.plan;
    if (query.keys.empty() && groups)
        return WindowPlan::Grouped;
    const auto keys = keyList(query.keys);
    if (!query.keys.empty()) { // so few moments an entity that no row is joined often
        SLIPWAY_ASSIGN(
            const double most,
            state.duck.number(fmt::format("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM "
                                          "{} GROUP BY {})",
                                          query.moments, keys),
                              context));
        if (most <= mostJoined)
            return WindowPlan::Join;
    }
    const auto counted = [&](const std::string &table) {
        return query.keys.empty()
            ? fmt::format("SELECT count(*) AS n FROM {}", table)
            : fmt::format("SELECT {0}, count(*) AS n FROM {1} GROUP BY {0}", keys, table);
    };
    SLIPWAY_ASSIGN(
        const data::Table sizes,
        state.duck.query(fmt::format("SELECT coalesce(sum(CAST(d.n AS DOUBLE) * e.n), 0), (SELECT "
                                     "count(*) FROM {0}), (SELECT count(*) FROM {1}) FROM ({2}) d {3} "
                                     "({4}) e {5}",
                                     query.moments, query.source.from(), counted(query.moments),
                                     query.keys.empty() ? "CROSS JOIN" : "JOIN", counted(query.source.from()),
                                     query.keys.empty() ? "" : fmt::format("USING ({})", keys)),
                         context));
    const auto size = [&](std::size_t i) { return sizes.columns[i].numbers.at(0); };
    if (size(0) <= mostJoined * (size(1) + size(2)))
        return WindowPlan::Join;
    return groups ? WindowPlan::Grouped : WindowPlan::Frames;
}

} // namespace slipway::features
