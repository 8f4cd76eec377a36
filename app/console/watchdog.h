#pragma once

#include <QObject>

#include <atomic>
#include <thread>

namespace slipway::ui {

/// Measures how long the event loop of its thread leaves a click unanswered: another thread posts a heartbeat
/// every few milliseconds and sees how long it waits. What the machine does beside it counts too.
class Watchdog : public QObject
{
    Q_OBJECT
public:
    explicit Watchdog(QObject *parent = nullptr);
    ~Watchdog() override;

    double longestMs() const { return m_longestMs; }
    void reset() { m_longestMs = 0; }

Q_SIGNALS:
    void blocked(double milliseconds); ///< after every wait that took longer than one frame

private:
    void beat(const std::stop_token &stop);

    std::atomic<bool> m_waiting = false;
    double m_longestMs = 0;
    std::jthread m_heart; ///< last, so that it ends before what it works with goes
};

} // namespace slipway::ui
