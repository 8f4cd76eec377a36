#pragma once

#include "core/serve/feature_routes.h"
#include "core/serve/http_server.h"
#include "core/serve/metrics.h"
#include "core/serve/router.h"
#include "core/serve/served_model.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway::serve {

/// What the routes of a server look at. All of it outlives them.
struct RouteSources {
    std::string scenario;
    std::size_t threads = 1;
    const ServedModel &model;
    Metrics &metrics;
    std::function<HttpFigures()> http; ///< of the server that the routes belong to
    double startedAt = 0; ///< on steadySeconds()'s clock
    FeatureRouteSources features;
};

/// POST /predict, GET /health, /metrics, /docs and /openapi.json, and those of features.
std::vector<Route> feedRoutes(const RouteSources &sources);

} // namespace slipway::serve
