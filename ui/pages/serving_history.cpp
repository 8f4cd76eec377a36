#include "ui/pages/serving_history.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double longestStep = 3.5; ///< seconds between two readings; after a longer one the curve has a gap
constexpr double rateSeconds = 3; ///< of the figure that people read; one second alone jumps about

} // namespace

void ServerHistory::add(double seconds, ServerFigures figures)
{
    m_readings.push_back({seconds, std::move(figures)});
    while (m_readings.front().seconds < seconds - keptSeconds)
        m_readings.pop_front();
}

double ServerHistory::spanSeconds() const
{
    return m_readings.empty() ? 0 : m_readings.back().seconds - m_readings.front().seconds;
}

ServerFigures ServerHistory::recent() const
{
    return m_readings.empty() ? ServerFigures() : difference(m_readings.back().figures, m_readings.front().figures);
}

const ServerHistory::Reading &ServerHistory::readingBefore(std::size_t reading, double seconds) const
{
    std::size_t found = reading;
    while (found > 0 && m_readings[found - 1].seconds >= m_readings[reading].seconds - seconds)
        --found;
    return m_readings[found];
}

double ServerHistory::rate(std::size_t reading) const
{
    if (reading == 0)
        return unknown;
    const auto &later = m_readings[reading];
    const auto &earlier = m_readings[reading - 1];
    const double step = later.seconds - earlier.seconds;
    return step > 0 && step <= longestStep ? difference(later.figures, earlier.figures).requests / step : unknown;
}

double ServerHistory::requestsPerSecond() const
{
    if (m_readings.size() < 2)
        return unknown;
    const auto &later = m_readings.back();
    const auto &earlier = readingBefore(m_readings.size() - 1, rateSeconds + 0.5);
    const double span = later.seconds - earlier.seconds;
    return span > 0 ? difference(later.figures, earlier.figures).requests / span : unknown;
}

ServerHistory::Curve ServerHistory::requestRates() const
{
    Curve curve;
    for (std::size_t i = 1; i < m_readings.size(); ++i) {
        curve.minutes.push_back((m_readings[i].seconds - m_readings.back().seconds) / 60);
        curve.values.push_back(rate(i));
    }
    return curve;
}

ServerHistory::Curve ServerHistory::latencies(double share) const
{
    Curve curve;
    for (std::size_t i = 1; i < m_readings.size(); ++i) {
        const auto &later = m_readings[i].figures.latency;
        const auto window = difference(m_readings[i].figures, readingBefore(i, windowSeconds).figures).latency;
        curve.minutes.push_back((m_readings[i].seconds - m_readings.back().seconds) / 60);
        // Beyond the last bound nobody knows how long it took: it is drawn there, not left out.
        const double seconds = latencyQuantile(window, share);
        curve.values.push_back(1000 * (std::isinf(seconds) ? lastBound(later) : seconds));
    }
    return curve;
}

} // namespace slipway::ui
