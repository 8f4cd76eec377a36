#include "core/data/worlds/timeline.h"

#include <algorithm>

namespace slipway::data {

Timeline::Timeline(TimeMicros start, int days, const std::array<double, 24> &traffic)
    : m_start(start)
{
    m_before.push_back(0);
    for (int hour = 0; hour < 24 * days; ++hour)
        m_before.push_back(m_before.back() + traffic[static_cast<std::size_t>(hour % 24)]);
    for (auto &share : m_before)
        share /= m_before.back();
}

std::size_t Timeline::hourOf(double share) const
{
    const auto hour = std::upper_bound(m_before.begin(), m_before.end(), share) - m_before.begin();
    return hour > 0 ? static_cast<std::size_t>(hour - 1) : 0;
}

TimeMicros Timeline::at(double share, std::size_t &hour) const
{
    while (m_before[hour + 1] <= share && hour + 2 < m_before.size())
        ++hour;
    const double inside = (share - m_before[hour]) / (m_before[hour + 1] - m_before[hour]);
    constexpr double hourMicros = 3600e6;
    return m_start + static_cast<TimeMicros>((static_cast<double>(hour) + inside) * hourMicros / 1000) * 1000;
}

} // namespace slipway::data
