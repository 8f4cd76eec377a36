#pragma once

#include "core/serve/feature_log.h"
#include "core/serve/feature_metrics.h"
#include "core/serve/http_message.h"
#include "core/serve/metrics.h"
#include "core/serve/served_model.h"

#include <functional>

namespace slipway::serve {

/// What the route looks at. All of it outlives it.
struct PredictSources {
    const ServedModel &model;
    Metrics &metrics;
    FeatureMetrics &featureMetrics;
    FeatureLog &featureLog; ///< for the features that a score was made of
    std::size_t threads = 1;
};

/// POST /predict of the feed. Each of the server's threads has its own memory in here.
std::function<void(const HttpRequest &, HttpResponse &)> predictRoute(const PredictSources &sources);

} // namespace slipway::serve
