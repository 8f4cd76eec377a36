#pragma once

#include <QByteArray>

#include <limits>
#include <optional>
#include <vector>

namespace slipway::ui {

/// How many requests were answered within a time, as Prometheus counts: every bucket holds the ones before.
struct LatencyBucket {
    double upperSeconds = 0; ///< infinite in the last one
    double count = 0;
};

using LatencyBuckets = std::vector<LatencyBucket>; ///< by rising bound

/// The server's figures at one moment, as GET /metrics says them. Counts begin with the server.
struct ServerFigures {
    double requests = 0; ///< for predictions, refused ones too
    double errors = 0; ///< of them
    double items = 0; ///< scored
    double memoryBytes = std::numeric_limits<double>::quiet_NaN();
    double startedSeconds = std::numeric_limits<double>::quiet_NaN(); ///< since 1970
    LatencyBuckets latency;
};

/// Reads Prometheus' text format; none where it holds no figures of predictions.
std::optional<ServerFigures> serverFiguresFrom(const QByteArray &metrics);

/// What came between two moments. A server that began anew in between starts from 0.
ServerFigures difference(const ServerFigures &later, const ServerFigures &earlier);

/// The time within which that share of the requests was answered, in seconds: straight between the bounds of
/// its bucket. NaN where there were no requests; infinite beyond the last bound, where nobody knows.
double latencyQuantile(const LatencyBuckets &buckets, double share);

/// The last bound that is a number; NaN where there is none.
double lastBound(const LatencyBuckets &buckets);

} // namespace slipway::ui
