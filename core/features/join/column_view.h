#pragma once

#include "core/features/join/prepared_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// Who asks for the latest row of a source.
struct LatestQuery {
    const FeatureView &view;
    const std::vector<std::string> &keys;
    const PreparedSource &source; ///< one with a time
    std::string questions {}; ///< a FROM with qid, the keys, g and __t
    bool created = false; ///< rows that were written down after __t are not seen
};

/// A query with qid, "last" (the event time of the row), "created" and the features of the latest row that is
/// seen: of the latest event time, of these the one that was written down last, of these the last in the
/// file. Questions for which there is none are not among its rows.
std::string latestSql(const LatestQuery &query);

/// The features of a view as "..., v3 AS \"f_name\"" over the columns of its source's table, behind `prefix`.
std::string columnFeaturesSql(const FeatureView &view, const PreparedSource &source);

} // namespace slipway::features
