#pragma once

#include "core/features/definitions/feature_set.h"

#include <string>

namespace slipway::features {

/// One query that answers a feature of a view for one entity and moment: what the definition means, for
/// people to read and to try. It names the data sets as tables, and has the parameters $moment and one for
/// each key ($customer_id). Of a request or derived feature: its column or its formula.
///
/// The engine computes the same for many moments at once, with sums that do not depend on the order of rows;
/// the last digits of a mean may differ. A time since is in days, and so is the slope of a trend.
std::string meaningSql(const FeatureSet &set, const Feature &feature);

} // namespace slipway::features
