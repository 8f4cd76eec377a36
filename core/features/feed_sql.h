#pragma once

#include "core/features/definitions.h"

#include <string>
#include <string_view>
#include <vector>

/// The SQL texts of the feed's features, made from the definitions. They work on the tables of
/// loadFeedInputs.
namespace slipway::features {

/// Makes the table `priors`: for each hour with interactions, what everybody's totals before that hour say.
std::string priorsSql();

/// Makes the one-row table `priors_now`: the same for a moment after the last interaction, `asOfUs`.
std::string priorsNowSql(std::int64_t asOfUs);

/// Makes the table `histories`: the interactions, each with its user's and its item's totals strictly before
/// it.
std::string historiesSql();

/// The query for the features of the rows of `histories` that fulfil `condition`, in the order of time.
std::string featuresSql(std::string_view condition);

/// The query for the values of every user, of every item, or of every user and category in the interactions,
/// after the last interaction, in the order of ids. Features that move with the clock are left out; the start
/// of their age stands in their place. A user's row also says what holds for categories of which the user has
/// seen nothing.
std::string snapshotSql(FeatureEntity entity);

/// The query for the values of a user or an item about whom nothing is known: one row, columns as in
/// snapshotSql.
std::string unknownSql(FeatureEntity entity);

} // namespace slipway::features
