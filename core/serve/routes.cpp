#include "core/serve/routes.h"

#include "core/base/clock.h"
#include "core/serve/docs.h"
#include "core/serve/predict_route.h"
#include "core/serve/process_figures.h"
#include "core/serve/prometheus.h"

namespace slipway::serve {

namespace {

/// {"store","sets"}; null while no features are served.
Json featuresHealth(const ServedFeatures &features)
{
    const auto source = features.current();
    if (!source)
        return {};
    Json sets = Json::array();
    for (const auto &set : source->sets)
        sets.push_back(set.definitions->name + "@" + std::to_string(set.version));
    return {{"store", source->store->address()}, {"sets", sets}};
}

void answerHealth(const RouteSources &sources, HttpResponse &response)
{
    const auto served = sources.model.current();
    const auto problem = sources.model.problem();
    Json health {{"status",
                  !served       ? "unhealthy"
                      : problem ? "degraded"
                                : "healthy"},
                 {"scenario", sources.scenario},
                 {"model", served ? served->scorer->describe() : Json()},
                 {"model_version", served ? Json(served->version) : Json()},
                 {"uptime_seconds", steadySeconds() - sources.startedAt},
                 {"requests", sources.http().requests}};
    if (problem)
        health["reason"] = problem->message;
    health["features"] = featuresHealth(sources.features.features);
    response.status = served ? 200 : 503;
    response.addHeader("Cache-Control", "no-store");
    response.body = health.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Prometheus' info metrics carry their texts as labels of a gauge that is always 1.
void writeModelInfo(const RouteSources &sources, PrometheusText &text)
{
    const auto served = sources.model.current();
    if (!served)
        return;
    const auto model = served->scorer->describe();
    const auto word = [&](const char *key) {
        return model.contains(key) && model[key].is_string() ? model[key].get<std::string>() : std::string();
    };
    const auto id = word("id");
    const auto algorithm = word("algorithm");
    text.family(sources.scenario + "_model_info", "gauge", "The model that is being served.");
    text.sample({{"version", served->version}, {"model_id", id}, {"algorithm", algorithm}}, 1.0);
}

void writeHttpFigures(const RouteSources &sources, PrometheusText &text)
{
    const auto figures = sources.http();
    text.family(sources.scenario + "_http_requests_total", "counter", "HTTP requests answered, by status.");
    for (const auto &[status, count] : figures.byStatus) {
        const auto code = std::to_string(status);
        text.sample({{"code", code}}, count);
    }
    text.gauge(sources.scenario + "_http_connections", "Open HTTP connections.", figures.connections);
}

void writeFeatureFigures(const FeatureRouteSources &sources, PrometheusText &text)
{
    sources.metrics.write(text, sources.features.current().get());
    text.family("slipway_served_log_rows_total", "counter",
                "Served rows for the log of features, by outcome.");
    text.sample({{"outcome", "written"}}, sources.log.written());
    text.sample({{"outcome", "dropped"}}, sources.log.dropped());
}

void answerMetrics(const RouteSources &sources, HttpResponse &response)
{
    PrometheusText text;
    writeModelInfo(sources, text);
    sources.metrics.write(text);
    writeHttpFigures(sources, text);
    writeFeatureFigures(sources.features, text);
    text.family("slipway_build_info", "gauge", "What this server was built from.");
    text.sample({{"version", SLIPWAY_VERSION}, {"compiler", __VERSION__}}, 1.0);
    writeProcessFigures(text);
    response.contentType = PrometheusText::contentType;
    response.body = text.take();
}

} // namespace

std::vector<Route> feedRoutes(const RouteSources &sources)
{
    std::vector<Route> routes {
        {"POST", "/predict",
         predictRoute({sources.model, sources.metrics, sources.features.metrics, sources.features.log,
                       sources.threads})},
        {"GET", "/health",
         [sources](const HttpRequest &, HttpResponse &response) { answerHealth(sources, response); }},
        {"GET", "/metrics",
         [sources](const HttpRequest &, HttpResponse &response) { answerMetrics(sources, response); }},
        {"GET", "/docs",
         [](const HttpRequest &, HttpResponse &response) {
             response.contentType = "text/html; charset=utf-8";
             response.body = docsPage();
         }},
        {"GET", "/openapi.json",
         [](const HttpRequest &, HttpResponse &response) { response.body = openApi(); }},
    };
    for (auto &route : featureRoutes(sources.features))
        routes.push_back(std::move(route));
    return routes;
}

} // namespace slipway::serve
