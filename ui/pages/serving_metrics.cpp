#include "ui/pages/serving_metrics.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Sample {
    QByteArray name;
    QHash<QByteArray, QByteArray> labels;
    double value = unknown;
};

double numberOf(const QByteArray &word)
{
    if (word == "+Inf")
        return std::numeric_limits<double>::infinity();
    bool isNumber = false;
    const double value = word.toDouble(&isNumber);
    return isNumber ? value : unknown;
}

/// name{label="value",...} value; none where the line says something else.
std::optional<Sample> sampleFrom(const QByteArray &line)
{
    if (line.isEmpty() || line.startsWith('#'))
        return std::nullopt;
    Sample sample;
    qsizetype at = 0;
    while (at < line.size() && line[at] != '{' && line[at] != ' ')
        ++at;
    sample.name = line.left(at);
    if (at < line.size() && line[at] == '{') {
        ++at;
        while (at < line.size() && line[at] != '}') {
            const auto equals = line.indexOf("=\"", at);
            if (equals < 0)
                return std::nullopt;
            QByteArray value;
            auto end = equals + 2;
            for (; end < line.size() && line[end] != '"'; ++end) {
                if (line[end] == '\\')
                    ++end;
                if (end < line.size())
                    value += line[end];
            }
            sample.labels.insert(line.mid(at, equals - at).trimmed(), value);
            at = end + 1;
            if (at < line.size() && line[at] == ',')
                ++at;
        }
        ++at;
    }
    sample.value = numberOf(line.mid(at).trimmed().split(' ').first());
    return std::isnan(sample.value) ? std::nullopt : std::optional(sample);
}

double grown(double later, double earlier)
{
    return later >= earlier ? later - earlier : later;
}

double countOf(const LatencyBuckets &buckets)
{
    return buckets.empty() ? 0 : buckets.back().count;
}

} // namespace

std::optional<ServerFigures> serverFiguresFrom(const QByteArray &metrics)
{
    ServerFigures figures;
    bool found = false;
    for (const auto &line : metrics.split('\n')) {
        const auto sample = sampleFrom(line.trimmed());
        if (!sample)
            continue;
        const auto &name = sample->name;
        if (name.endsWith("_prediction_latency_seconds_bucket")) {
            figures.latency.push_back({numberOf(sample->labels.value("le")), sample->value});
        } else if (name.endsWith("_prediction_latency_seconds_count")) {
            figures.requests += sample->value;
            found = true;
        } else if (name.endsWith("_prediction_errors_total")) {
            figures.errors += sample->value;
        } else if (name.endsWith("_predictions_total")) {
            figures.items += sample->value;
        } else if (name == "process_resident_memory_bytes") {
            figures.memoryBytes = sample->value;
        } else if (name == "process_start_time_seconds") {
            figures.startedSeconds = sample->value;
        }
    }
    std::sort(
        figures.latency.begin(), figures.latency.end(),
        [](const LatencyBucket &one, const LatencyBucket &other) { return one.upperSeconds < other.upperSeconds; });
    return found ? std::optional(figures) : std::nullopt;
}

ServerFigures difference(const ServerFigures &later, const ServerFigures &earlier)
{
    ServerFigures between = later;
    between.requests = grown(later.requests, earlier.requests);
    between.errors = grown(later.errors, earlier.errors);
    between.items = grown(later.items, earlier.items);
    const bool continues =
        later.latency.size() == earlier.latency.size() && countOf(later.latency) >= countOf(earlier.latency);
    for (std::size_t i = 0; continues && i < between.latency.size(); ++i)
        between.latency[i].count -= earlier.latency[i].count;
    return between;
}

double latencyQuantile(const LatencyBuckets &buckets, double share)
{
    const double count = countOf(buckets);
    if (!(count > 0))
        return unknown;
    const double rank = share * count;
    double lower = 0;
    double before = 0;
    for (const auto &bucket : buckets) {
        if (bucket.count >= rank && bucket.count > before) {
            if (std::isinf(bucket.upperSeconds))
                return bucket.upperSeconds;
            return lower + (bucket.upperSeconds - lower) * std::max(0.0, rank - before) / (bucket.count - before);
        }
        lower = bucket.upperSeconds;
        before = bucket.count;
    }
    return unknown;
}

double lastBound(const LatencyBuckets &buckets)
{
    double bound = unknown;
    for (const auto &bucket : buckets) {
        if (std::isfinite(bucket.upperSeconds))
            bound = bucket.upperSeconds;
    }
    return bound;
}

} // namespace slipway::ui
