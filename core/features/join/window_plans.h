#pragma once

#include "core/features/join/plan.h"
#include "core/features/join/window_parts.h"

#include <string>
#include <string_view>

namespace slipway::features {

/// What a view's values are gathered from and for.
struct WindowQuery {
    const FeatureView &view;
    const std::vector<std::string> &keys;
    const PreparedSource &source;
    const WindowParts &parts;
    std::string moments {}; ///< table with the keys, g, and where `created` the moment `at`; each once
    bool created = false; ///< rows that were written down after `at` are not seen
};

/// A query with the keys, g (and `at` where created), "last" (the event time of the latest row that is seen)
/// and the features; moments at which no row is seen are not among its rows.
std::string windowSql(WindowPlan plan, const WindowQuery &query);

/// The same for Own: the features of each row by its number, `qid`. `rows` is a FROM with qid, the keys, t,
/// seen, v0, v1, ...; every row that lacks a key or a time gets nulls.
std::string ownWindowSql(const WindowQuery &query, std::string_view rows);

/// The last multiple of `every` that is not after `moment`; the moment itself where `every` is 0.
std::string gridSql(std::string_view moment, TimeMicros every);

} // namespace slipway::features
