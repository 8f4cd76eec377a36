#pragma once

#include "core/workspace/jobs.h"
#include "ui/jobs/engine_process.h"
#include "ui/jobs/time_left.h"
#include "ui/models/measurement.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>

namespace slipway::ui {

/// Follows one job by what it writes into its folder, whoever started it. Nothing is announced from the
/// constructor or the destructor, and deleting it leaves the job running.
class Job : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Starting, ///< asked for, and has not said anything yet
        Running,
        Stopping, ///< told to stop, and has not answered yet
        Done,
        Refused, ///< ended with a result that says no: a check that failed, a gate that stayed shut
        Failed,
        Cancelled,
        Lost, ///< its process is gone and it never said how it ended
    };
    Q_ENUM(State)

    /// Follows a job from its beginning. `process` is there where this window has started it.
    Job(const std::filesystem::path &jobsFolder, const QString &id, const QStringList &command = {},
        std::unique_ptr<EngineProcess> process = nullptr, QObject *parent = nullptr);

    /// What is known of a job already; follows it on if it still runs.
    Job(const std::filesystem::path &jobsFolder, const workspace::JobSummary &summary,
        QObject *parent = nullptr);
    ~Job() override;

    QString id() const;
    QStringList command() const; ///< as it can be run again, without the program
    State state() const { return m_state; }
    bool hasEnded() const { return m_state >= State::Done; }
    double fraction() const { return m_summary.fraction; }
    QString stage() const;
    qint64 started() const { return m_summary.started; } ///< microseconds since 1970; 0 before it has begun
    qint64 ended() const { return m_summary.ended; } ///< 0 while it runs
    std::optional<double> secondsLeft() const;
    int epochs() const { return m_epochs; } ///< of a training; 0 where none is planned
    QString run() const { return m_run; } ///< the run that it trains; empty where it trains none

    /// How it ended; none while it runs.
    const std::optional<Result<Json>> &outcome() const { return m_outcome; }

    /// Asks the job to stop. Answers at once: the state is Stopping from here on, and what the job still
    /// reports on its way out is dropped, apart from how it ends.
    void stop();

Q_SIGNALS:
    void progressed(double fraction, const QString &stage);
    void measured(const slipway::ui::Measurement &point);
    void logged(const QString &level, const QString &message);
    void announced(const QString &state, const slipway::Json &fields); ///< "listening": a server is ready
    void stateChanged(slipway::ui::Job::State state);
    void finished(const slipway::Result<slipway::Json> &outcome); ///< once, as the last signal

private:
    void follow();
    void poll();
    void take(const Json &event);
    void takeState(const Json &event);
    bool isAlive() const;
    void interrupt();
    void endWithoutWord();
    void end(State state, Result<Json> outcome);
    void setState(State state);

    workspace::JobFollower m_follower;
    workspace::JobSummary m_summary;
    std::unique_ptr<EngineProcess> m_process;
    State m_state = State::Starting;
    TimeLeft m_timeLeft;
    QString m_run;
    int m_epochs = 0;
    int m_silentPolls = 0;
    std::optional<Result<Json>> m_outcome;
    QTimer m_timer;
};

} // namespace slipway::ui
