#include "core/serve/feature_metrics.h"

#include "core/base/clock.h"
#include "core/features/store/guarded_store.h"
#include "core/serve/prometheus.h"

namespace slipway::serve {

namespace {

constexpr std::array latencyBounds {5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01,
                                    0.02, 0.05, 0.1,  0.25, 0.5,  1.0,  2.5};
constexpr std::array entityBounds {1.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 10000.0};
constexpr std::array durationBounds {0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0};

void writeCircuit(PrometheusText &text, const features::GuardFigures &figures)
{
    text.family("slipway_online_store_circuit_state", "gauge",
                "1 for the state that the breaker before the online store is in.");
    using features::CircuitState;
    for (const auto state : {CircuitState::Closed, CircuitState::Open, CircuitState::HalfOpen})
        text.sample({{"state", features::circuitStateName(state)}},
                    figures.circuit.state == state ? 1.0 : 0.0);
    const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        text.counter(name, help, static_cast<double>(value));
    };
    counter("slipway_online_store_failures_total", "Reads of the online store that failed or were slow.",
            figures.circuit.failures);
    counter("slipway_online_store_slow_total", "Reads of the online store that were slow.",
            figures.circuit.slow);
    counter("slipway_online_store_circuit_opened_total", "How often the breaker has opened.",
            figures.circuit.opened);
    counter("slipway_online_store_probes_total", "How often a failed store was tried again.",
            figures.circuit.probes);
    counter("slipway_online_cache_hits_total", "Rows that were found among the hot ones.",
            figures.cache.hits);
    counter("slipway_online_cache_misses_total", "Rows that were not.", figures.cache.misses);
    text.gauge("slipway_online_cache_bytes", "Size of the rows that are kept at hand.",
               static_cast<double>(figures.cache.bytes));
    const auto looked = static_cast<double>(figures.cache.hits + figures.cache.misses);
    if (looked > 0)
        text.gauge("slipway_online_cache_hit_ratio", "Share of rows that were found among the hot ones.",
                   static_cast<double>(figures.cache.hits) / looked);
}

} // namespace

std::string_view endpointPath(FeatureEndpoint endpoint)
{
    constexpr std::array<std::string_view, 5> paths {"/get-online-features", "/push",
                                                     "/write-to-online-store", "/materialize",
                                                     "/materialize-incremental"};
    return paths[static_cast<std::size_t>(endpoint)];
}

FeatureMetrics::FeatureMetrics(std::size_t shards)
    : m_successes {ShardedCounter(shards), ShardedCounter(shards), ShardedCounter(shards),
                   ShardedCounter(shards), ShardedCounter(shards)}
    , m_errors {ShardedCounter(shards), ShardedCounter(shards), ShardedCounter(shards),
                ShardedCounter(shards), ShardedCounter(shards)}
    , m_entities(entityBounds, shards)
    , m_stale(shards)
{
    for (std::size_t i = 0; i < endpoints; ++i)
        m_latency.emplace_back(latencyBounds, shards);
}

void FeatureMetrics::answered(std::size_t shard, FeatureEndpoint endpoint, bool success, double seconds)
{
    const auto place = static_cast<std::size_t>(endpoint);
    (success ? m_successes : m_errors)[place].add(shard);
    m_latency[place].observe(shard, seconds);
}

void FeatureMetrics::served(std::size_t shard, std::size_t entities, bool stale)
{
    m_entities.observe(shard, static_cast<double>(entities));
    if (stale)
        m_stale.add(shard);
}

void FeatureMetrics::materialized(const std::string &view, double seconds)
{
    const std::lock_guard lock(m_lock);
    auto &histogram = m_materialized[view];
    if (!histogram)
        histogram = std::make_unique<ShardedHistogram>(durationBounds, 1);
    histogram->observe(0, seconds);
}

void FeatureMetrics::write(PrometheusText &text, const FeatureSource *source) const
{
    const auto path = [](std::size_t i) { return endpointPath(static_cast<FeatureEndpoint>(i)); };
    text.family("feast_feature_server_request_total", "counter",
                "Requests for features, by route and outcome.");
    for (std::size_t i = 0; i < endpoints; ++i) {
        text.sample({{"endpoint", path(i)}, {"status", "success"}}, m_successes[i].total());
        text.sample({{"endpoint", path(i)}, {"status", "error"}}, m_errors[i].total());
    }
    text.family("feast_feature_server_request_latency_seconds", "histogram",
                "Time from a request's last byte to its answer.");
    for (std::size_t i = 0; i < endpoints; ++i)
        text.histogram({{"endpoint", path(i)}}, m_latency[i].figures());
    text.family("feast_online_features_entity_count", "histogram", "Entities in one request.");
    text.histogram({}, m_entities.figures());
    text.counter("slipway_online_stale_answers_total",
                 "Answers with the values that were known last, because the store could not be asked.",
                 static_cast<double>(m_stale.total()));
    {
        const std::lock_guard lock(m_lock);
        if (!m_materialized.empty())
            text.family("feast_materialization_duration_seconds", "histogram",
                        "Time that materializing a view took.");
        for (const auto &[view, histogram] : m_materialized)
            text.histogram({{"feature_view", view}}, histogram->figures());
    }
    if (source)
        writeStore(text, *source);
}

void FeatureMetrics::writeStore(PrometheusText &text, const FeatureSource &source) const
{
    const auto views = source.store->views();
    const auto now = utcNow();
    const auto seconds = [](TimeMicros time) { return static_cast<double>(time) / microsPerSecond; };
    if (views && !views.value().empty()) {
        text.family("feast_feature_freshness_seconds", "gauge", "Age of the latest event of a stored view.");
        for (const auto &view : views.value()) {
            if (view.latestEvent && *view.latestEvent != 0)
                text.sample({{"feature_view", view.view}}, seconds(now - *view.latestEvent));
        }
        text.family("slipway_online_rows", "gauge", "Entities that are stored, by view.");
        for (const auto &view : views.value())
            text.sample({{"feature_view", view.view}}, static_cast<double>(view.rows));
    }
    if (const auto *guarded = dynamic_cast<const features::GuardedStore *>(source.store.get()))
        writeCircuit(text, guarded->figures());
}

} // namespace slipway::serve
