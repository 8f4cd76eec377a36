#pragma once

#include "core/base/result.h"
#include "core/serve/feature_log.h"
#include "core/serve/scorer.h"
#include "core/serve/served_features.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace slipway::serve {

struct ServeOptions {
    std::string address = "127.0.0.1"; ///< this machine only; 0.0.0.0: every network that it is on
    int port = 8000; ///< 0: the system chooses, see Server::port()
    int threads = 0; ///< 0: one per core
    std::string scenario = "feed";
    std::filesystem::path modelFolder; ///< empty: no model yet
    FeatureOrigin features {}; ///< of the model
    std::string modelVersion;
    std::size_t bodyLimitBytes = 1 << 20;
    int idleTimeoutMs = 60'000;
    int requestTimeoutMs = 10'000;
    int maxConnections = 1024;
    FeatureLogOptions featureLog {}; ///< of the features that it serves
    FeatureWork featureWork {};
};

/// The embedded inference server: answers on its own threads from start() to stop(). Its functions may be
/// called from any thread.
class Server
{
public:
    /// Listens. A model that cannot be loaded does not keep the server from starting: it answers 503, with
    /// the reason, until a reload succeeds. `loader` is for tests; without it the scenario's own is used.
    static Result<std::unique_ptr<Server>> start(const ServeOptions &options, ScorerLoader loader = {});
    ~Server();

    int port() const;

    /// Takes up another version without losing a request. Where it cannot be loaded the present one stays.
    Status reload(const std::filesystem::path &modelFolder, const std::string &version);
    Status reload(const std::filesystem::path &modelFolder, const FeatureOrigin &features,
                  const std::string &version);

    /// Gauges of /metrics that evaluation and monitoring know; NaN takes them back.
    void setModelAccuracy(double accuracy);
    void setDriftScore(double score);
    void setDataQuality(std::map<std::string, double> scores); ///< by kind of check; empty: not checked

    /// Answers questions about features from another source from now on.
    void serveFeatures(std::shared_ptr<const FeatureSource> source);
    void refuseFeatures(const Error &reason); ///< why there are none; what is served stays
    void setMaterialized(const std::string &view, double seconds); ///< a view was, and that took so long

    /// {"status","reason"?,"port","model_version","uptime_seconds","requests","connections", and
    /// Metrics::summary()}
    Json stats() const;

    /// Lets requests that have begun finish, for at most 0.3 s.
    void stop();

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace slipway::serve
