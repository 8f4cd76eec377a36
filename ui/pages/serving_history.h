#pragma once

#include "ui/pages/serving_metrics.h"

#include <deque>
#include <vector>

namespace slipway::ui {

/// What a server did in the last five minutes, from readings of its figures.
class ServerHistory
{
public:
    /// A curve over time; x is in minutes before the last reading (-5 to 0), NaN is a gap.
    struct Curve {
        std::vector<double> minutes;
        std::vector<double> values;
    };

    /// `seconds` is of a clock that never jumps.
    void add(double seconds, ServerFigures figures);
    void clear() { m_readings.clear(); }
    bool isEmpty() const { return m_readings.empty(); }

    const ServerFigures &latest() const { return m_readings.back().figures; } ///< not of an empty history
    double spanSeconds() const;

    /// All that came in the readings that are kept. With one reading nothing did.
    ServerFigures recent() const;

    double requestsPerSecond() const; ///< over the last seconds; NaN where nobody knows yet
    Curve requestRates() const;

    /// Milliseconds within which that share of the requests was answered, each point over the ten seconds
    /// before it.
    Curve latencies(double share) const;

    static constexpr double keptSeconds = 300;
    static constexpr double windowSeconds = 10; ///< of a point of latency

private:
    struct Reading {
        double seconds = 0;
        ServerFigures figures;
    };

    double rate(std::size_t reading) const;
    const Reading &readingBefore(std::size_t reading, double seconds) const;

    std::deque<Reading> m_readings; ///< oldest first
};

} // namespace slipway::ui
