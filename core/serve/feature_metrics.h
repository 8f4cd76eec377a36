#pragma once

#include "core/serve/served_features.h"
#include "core/serve/sharded.h"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace slipway::serve {

class PrometheusText;

/// The routes that Feast's clients use.
enum class FeatureEndpoint { Get, Push, Write, Materialize, MaterializeIncremental };

std::string_view endpointPath(FeatureEndpoint endpoint);

/// What the server counts about features, under Feast's names, and under ours what Feast has not. `shard` is
/// the number of the server's thread.
class FeatureMetrics
{
public:
    explicit FeatureMetrics(std::size_t shards);

    void answered(std::size_t shard, FeatureEndpoint endpoint, bool success, double seconds);
    void served(std::size_t shard, std::size_t entities, bool stale);
    void stale(std::size_t shard) { m_stale.add(shard); } ///< scores from values that were known last
    void materialized(const std::string &view, double seconds);

    void write(PrometheusText &text, const FeatureSource *source) const;

private:
    void writeStore(PrometheusText &text, const FeatureSource &source) const;

    static constexpr std::size_t endpoints = 5;
    std::array<ShardedCounter, endpoints> m_successes;
    std::array<ShardedCounter, endpoints> m_errors;
    std::vector<ShardedHistogram> m_latency; ///< by endpoint
    ShardedHistogram m_entities;
    ShardedCounter m_stale;
    mutable std::mutex m_lock;
    std::map<std::string, std::unique_ptr<ShardedHistogram>> m_materialized; ///< by view
};

} // namespace slipway::serve
