#include "core/serve/metrics.h"

#include "core/serve/prometheus.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace slipway::serve {

namespace {

/// The documents' buckets, and finer ones below them: a small network answers in a fifth of a millisecond.
constexpr std::array latencyBounds {5e-5, 1e-4, 2e-4, 3e-4, 5e-4, 7.5e-4, 1e-3, 2e-3, 5e-3,
                                    0.01, 0.05, 0.1,  0.25, 0.5,  1.0,    2.0,  5.0};
constexpr std::array batchBounds {1.0, 10.0, 50.0, 100.0, 500.0, 1000.0, 5000.0, 10000.0};
constexpr std::array<std::string_view, 5> errorTypes {"invalid_json", "invalid_request", "no_model",
                                                      "no_features", "internal"};
constexpr std::string_view endpoint = "/predict";

// The documents' limits of the risk categories.
constexpr float mediumFrom = 0.3F;
constexpr float highFrom = 0.6F;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::int64_t presentMinute()
{
    return std::chrono::duration_cast<std::chrono::minutes>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Metrics::Metrics(std::string scenario, std::size_t shards)
    : m_scenario(std::move(scenario))
    , m_shards(shards)
    , m_latency(latencyBounds, shards)
    , m_batchSize(batchBounds, shards)
    , m_rate(shards)
    , m_errors {ShardedCounter(shards), ShardedCounter(shards), ShardedCounter(shards),
                ShardedCounter(shards), ShardedCounter(shards)}
    , m_accuracy(unknown)
    , m_driftScore(unknown)
{
}

std::shared_ptr<VersionFigures> Metrics::version(const std::string &name)
{
    const std::lock_guard lock(m_lock);
    for (const auto &known : m_versions) {
        if (known->version == name)
            return known;
    }
    return m_versions.emplace_back(std::make_shared<VersionFigures>(name, m_shards));
}

void Metrics::predicted(std::size_t shard, VersionFigures &version, std::span<const float> scores,
                        double seconds)
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    double sum = 0;
    for (const float score : scores) {
        low += score < mediumFrom;
        high += score >= highFrom;
        sum += static_cast<double>(score);
    }
    version.low.add(shard, low);
    version.medium.add(shard, scores.size() - low - high);
    version.high.add(shard, high);
    m_batchSize.observe(shard, static_cast<double>(scores.size()));
    m_latency.observe(shard, seconds);
    m_rate.observe(shard, presentMinute(), sum, scores.size());
}

void Metrics::failed(std::size_t shard, PredictionError error, double seconds)
{
    m_errors[static_cast<std::size_t>(error)].add(shard);
    m_latency.observe(shard, seconds);
}

void Metrics::setDataQuality(std::map<std::string, double> scores)
{
    const std::lock_guard lock(m_lock);
    m_dataQuality = std::move(scores);
}

void Metrics::write(PrometheusText &text) const
{
    const auto name = [this](std::string_view rest) { return m_scenario + std::string(rest); };

    text.family(name("_predictions_total"), "counter",
                "Items scored, by version of the model and category of the score.");
    {
        const std::lock_guard lock(m_lock);
        for (const auto &version : m_versions) {
            const auto sample = [&](std::string_view category, const ShardedCounter &counter) {
                text.sample({{"model_version", version->version},
                             {"endpoint", endpoint},
                             {"risk_category", category}},
                            counter.total());
            };
            sample("low", version->low);
            sample("medium", version->medium);
            sample("high", version->high);
        }
    }
    text.family(name("_prediction_latency_seconds"), "histogram",
                "Time from a request's last byte to its answer, refused requests too.");
    text.histogram({{"endpoint", endpoint}}, m_latency.figures());
    text.family(name("_prediction_errors_total"), "counter",
                "Requests for predictions that were refused or failed.");
    for (std::size_t i = 0; i < errorTypes.size(); ++i)
        text.sample({{"error_type", errorTypes[i]}}, m_errors[i].total());
    text.family(name("_batch_size"), "histogram", "Items in one request.");
    text.histogram({}, m_batchSize.figures());

    const auto known = [&](std::string_view rest, std::string_view help, double value) {
        if (!std::isnan(value))
            text.gauge(name(rest), help, value);
    };
    known("_predicted_rate", "Mean predicted probability of this minute and the one before.",
          m_rate.mean(presentMinute()));
    known("_model_accuracy", "Accuracy of the served model in its last evaluation.", m_accuracy.load());
    known("_model_drift_score", "Overall drift score of the last monitoring run.", m_driftScore.load());
    const std::lock_guard lock(m_lock);
    if (m_dataQuality.empty())
        return;
    text.family(name("_input_data_quality_score"), "gauge",
                "Share of the input data's values that are as expected, by kind of check.");
    for (const auto &[type, score] : m_dataQuality)
        text.sample({{"check_type", type}}, score);
}

Json Metrics::summary() const
{
    std::uint64_t errors = 0;
    for (const auto &counter : m_errors)
        errors += counter.total();
    const auto latency = m_latency.figures();
    Json summary {{"predictions", static_cast<std::uint64_t>(m_batchSize.figures().sum)}, {"errors", errors}};
    setNumber(summary, "latency_p50_ms", latency.quantile(0.5) * 1e3, "no predictions yet");
    setNumber(summary, "latency_p99_ms", latency.quantile(0.99) * 1e3, "no predictions yet");
    setNumber(summary, "predicted_rate", m_rate.mean(presentMinute()), "no predictions in the last minute");
    return summary;
}

} // namespace slipway::serve
