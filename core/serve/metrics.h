#pragma once

#include "core/base/json.h"
#include "core/serve/sharded.h"

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::serve {

class PrometheusText;

/// The kinds of refused or failed predictions that feed_prediction_errors_total tells apart.
enum class PredictionError { InvalidJson, InvalidRequest, NoModel, NoFeatures, Internal };

/// Predictions that one version of the model has made, by risk category.
struct VersionFigures {
    VersionFigures(std::string name, std::size_t shards)
        : version(std::move(name))
        , low(shards)
        , medium(shards)
        , high(shards)
    {
    }

    const std::string version;
    ShardedCounter low; ///< scores below 0.3
    ShardedCounter medium;
    ShardedCounter high; ///< scores from 0.6
};

/// What the server counts about predictions. `shard` is the number of the server's thread.
class Metrics
{
public:
    Metrics(std::string scenario, std::size_t shards);

    /// The figures of a version; the same ones when a version comes back.
    std::shared_ptr<VersionFigures> version(const std::string &name);

    void predicted(std::size_t shard, VersionFigures &version, std::span<const float> scores, double seconds);
    void failed(std::size_t shard, PredictionError error, double seconds);

    /// Known from outside (evaluation, monitoring); NaN takes them back.
    void setModelAccuracy(double accuracy) { m_accuracy.store(accuracy); }
    void setDriftScore(double score) { m_driftScore.store(score); }
    /// From 0 to 1 for each kind of check of the input data; none where it was not checked.
    void setDataQuality(std::map<std::string, double> scores);

    /// Families of predictions.
    void write(PrometheusText &text) const;

    /// {"predictions","errors","latency_p50_ms","latency_p99_ms","predicted_rate"}
    Json summary() const;

private:
    const std::string m_scenario;
    const std::size_t m_shards;
    mutable std::mutex m_lock; ///< of the two lists, not of the figures
    std::vector<std::shared_ptr<VersionFigures>> m_versions;
    std::map<std::string, double> m_dataQuality;
    ShardedHistogram m_latency;
    ShardedHistogram m_batchSize;
    RecentMean m_rate;
    std::array<ShardedCounter, 5> m_errors;
    std::atomic<double> m_accuracy;
    std::atomic<double> m_driftScore;
};

} // namespace slipway::serve
