#pragma once

#include "core/base/clock.h"

#include <deque>
#include <optional>

namespace slipway::ui {

/// How long a job will still take, from the pace of its last seconds. Says nothing until it has seen enough
/// to be worth believing.
class TimeLeft
{
public:
    /// `time` is the event's own, so that a job that is looked at later has the same estimate.
    void add(TimeMicros time, double fraction);

    std::optional<double> seconds() const;

private:
    struct Point {
        TimeMicros time;
        double fraction;
    };
    std::deque<Point> m_points;
};

} // namespace slipway::ui
