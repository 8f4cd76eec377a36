#pragma once

#include "app/engine/model_features.h"
#include "app/engine/session.h"

#include "core/serve/server.h"

#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace slipway::engine {

/// What `slipway serve` does for features: it finds the sets whose values are stored, hands them to the
/// server whenever they change, and does what the server's routes order.
class FeatureService
{
public:
    FeatureService(Session &session, std::string store);
    ~FeatureService(); ///< waits for what it has started; a stop has reached that already
    FeatureService(const FeatureService &) = delete;
    FeatureService &operator=(const FeatureService &) = delete;

    serve::FeatureWork work(); ///< for ServeOptions

    /// Stores what a model needs, where it is not there yet; null where it is, else what was stored.
    Result<Json> fill(const ModelFeatures &needed);

    /// For the model; without a store where there is none.
    serve::FeatureOrigin origin(const ModelFeatures &needed);

    /// Hands over what is stored now, unless nothing has changed.
    void update(serve::Server &server);

    /// The same, after changes in the workspace.
    void follow(serve::Server &server, const std::vector<workspace::LoggedEvent> &news);

private:
    Result<std::shared_ptr<features::OnlineStore>> store();
    Result<serve::FeatureSource> source();
    Status materialize(const serve::FeatureWork::Order &order);
    Status keepOffline(const std::string &set, const std::string &view, const std::string &lines);

    Session &m_session;
    const std::string m_store;
    std::string m_served; ///< names and versions of what the server has
    std::shared_ptr<features::OnlineStore> m_open;
    std::mutex m_lock; ///< the server's threads order
    std::map<std::string, bool> m_running; ///< by set
    std::map<std::string, std::jthread> m_jobs; ///< the last of each set
};

} // namespace slipway::engine
