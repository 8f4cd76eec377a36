#include "app/console/watchdog.h"

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>

namespace slipway::ui {

namespace {

constexpr std::chrono::milliseconds period {4};
constexpr double frameMs = 16;

} // namespace

Watchdog::Watchdog(QObject *parent)
    : QObject(parent)
    , m_heart([this](const std::stop_token &stop) { beat(stop); })
{
}

Watchdog::~Watchdog() = default;

void Watchdog::beat(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(period);
        if (m_waiting.exchange(true))
            continue; // the one before has not been answered yet
        const double posted = steadySeconds();
        QMetaObject::invokeMethod(
            this,
            [this, posted] {
                const double waited = 1000 * (steadySeconds() - posted);
                m_waiting = false;
                m_longestMs = std::max(m_longestMs, waited);
                if (waited > frameMs)
                    Q_EMIT blocked(waited);
            },
            Qt::QueuedConnection);
    }
}

} // namespace slipway::ui
