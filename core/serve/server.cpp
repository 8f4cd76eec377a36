#include "core/serve/server.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/serve/feed_scorer.h"
#include "core/serve/routes.h"

#include <mutex>
#include <optional>

namespace slipway::serve {

namespace {

HttpOptions httpOptions(const ServeOptions &options)
{
    HttpOptions http;
    http.address = options.address;
    http.port = options.port;
    http.threads = options.threads;
    http.bodyLimitBytes = options.bodyLimitBytes;
    http.idleTimeoutMs = options.idleTimeoutMs;
    http.requestTimeoutMs = options.requestTimeoutMs;
    http.maxConnections = options.maxConnections;
    return http;
}

} // namespace

// The members stand in the order in which they need each other: the HTTP server goes first when this goes.
struct Server::State {
    State(const ServeOptions &given, ScorerLoader loader)
        : options(given)
        , threads(HttpServer::threadCount(httpOptions(given)))
        , metrics(given.scenario, threads)
        , model(std::move(loader), metrics)
        , featureMetrics(threads)
        , featureLog(given.featureLog)
        , startedAt(steadySeconds())
        , router(feedRoutes({given.scenario,
                             threads,
                             model,
                             metrics,
                             [this] { return figures(); },
                             startedAt,
                             {features, featureMetrics, featureLog, options.featureWork, threads}}))
    {
    }

    /// Nothing yet while the port is being opened: a client may be quicker than start().
    HttpFigures figures() const
    {
        const std::lock_guard lock(starting);
        return http ? http->figures() : HttpFigures();
    }

    const ServeOptions options;
    const std::size_t threads;
    Metrics metrics;
    ServedModel model;
    ServedFeatures features;
    FeatureMetrics featureMetrics;
    FeatureLog featureLog;
    const double startedAt;
    Router router;
    mutable std::mutex starting;
    std::unique_ptr<HttpServer> http;
};

Server::Server(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Result<std::unique_ptr<Server>> Server::start(const ServeOptions &options, ScorerLoader loader)
{
    if (options.scenario != "feed")
        return failure("serve.unknown_scenario", {{"scenario", options.scenario}});
    auto state = std::make_unique<State>(options, loader ? std::move(loader) : ScorerLoader(loadFeedScorer));
    if (!options.modelFolder.empty()) {
        // A failure stays visible in /health; the server is of use without a model, because it can be given
        // one.
        static_cast<void>(state->model.reload(options.modelFolder, options.features, options.modelVersion));
    }
    {
        const std::lock_guard lock(state->starting);
        SLIPWAY_ASSIGN(state->http, HttpServer::start(httpOptions(options), state->router));
    }
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::~Server()
{
    stop();
}

int Server::port() const
{
    return m_state->http->port();
}

Status Server::reload(const std::filesystem::path &modelFolder, const std::string &version)
{
    return reload(modelFolder, m_state->options.features, version);
}

Status Server::reload(const std::filesystem::path &modelFolder, const FeatureOrigin &features,
                      const std::string &version)
{
    return m_state->model.reload(modelFolder, features, version);
}

void Server::setModelAccuracy(double accuracy)
{
    m_state->metrics.setModelAccuracy(accuracy);
}

void Server::setDriftScore(double score)
{
    m_state->metrics.setDriftScore(score);
}

void Server::setDataQuality(std::map<std::string, double> scores)
{
    m_state->metrics.setDataQuality(std::move(scores));
}

void Server::serveFeatures(std::shared_ptr<const FeatureSource> source)
{
    m_state->features.serve(std::move(source));
}

void Server::refuseFeatures(const Error &reason)
{
    m_state->features.refuse(reason);
}

void Server::setMaterialized(const std::string &view, double seconds)
{
    m_state->featureMetrics.materialized(view, seconds);
}

Json Server::stats() const
{
    const auto served = m_state->model.current();
    const auto problem = m_state->model.problem();
    const auto figures = m_state->http->figures();
    auto stats = m_state->metrics.summary();
    stats["status"] = !served ? "unhealthy" : problem ? "degraded" : "healthy";
    if (problem)
        stats["reason"] = problem->message;
    stats["port"] = port();
    stats["model_version"] = served ? Json(served->version) : Json();
    stats["uptime_seconds"] = steadySeconds() - m_state->startedAt;
    stats["requests"] = figures.requests;
    stats["connections"] = figures.connections;
    return stats;
}

void Server::stop()
{
    m_state->http->stop();
}

} // namespace slipway::serve
