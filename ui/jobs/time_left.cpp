#include "ui/jobs/time_left.h"

namespace slipway::ui {

namespace {

constexpr TimeMicros window = 20 * microsPerSecond; ///< a pace older than this says little
constexpr TimeMicros leastSpan = microsPerSecond;
constexpr double leastProgress = 0.01;

} // namespace

void TimeLeft::add(TimeMicros time, double fraction)
{
    // A stage that starts anew has another pace.
    if (!m_points.empty() && fraction < m_points.back().fraction)
        m_points.clear();
    m_points.push_back({time, fraction});
    while (m_points.size() > 2 && time - m_points[1].time >= window)
        m_points.pop_front();
}

std::optional<double> TimeLeft::seconds() const
{
    if (m_points.size() < 2)
        return std::nullopt;
    const auto span = m_points.back().time - m_points.front().time;
    const double progress = m_points.back().fraction - m_points.front().fraction;
    if (span < leastSpan || progress < leastProgress)
        return std::nullopt;
    const double perSecond = progress / (static_cast<double>(span) / static_cast<double>(microsPerSecond));
    return (1 - m_points.back().fraction) / perSecond;
}

} // namespace slipway::ui
