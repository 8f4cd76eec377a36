#pragma once

#include "core/serve/feature_log.h"
#include "core/serve/feature_metrics.h"
#include "core/serve/router.h"
#include "core/serve/served_features.h"

#include <vector>

namespace slipway::serve {

/// What the routes of features look at. All of it outlives them.
struct FeatureRouteSources {
    const ServedFeatures &features;
    FeatureMetrics &metrics;
    FeatureLog &log;
    const FeatureWork &work;
    std::size_t threads = 1;
};

/// Feast's protocol: POST /get-online-features, /push, /write-to-online-store, /materialize and
/// /materialize-incremental.
std::vector<Route> featureRoutes(const FeatureRouteSources &sources);

} // namespace slipway::serve
