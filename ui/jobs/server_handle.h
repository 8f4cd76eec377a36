#pragma once

#include "ui/jobs/jobs_model.h"
#include "ui/jobs/launcher.h"

#include <QPointer>
#include <QUrl>

namespace slipway::ui {

/// The inference server of a workspace, whoever has started it: this window, another one or a terminal.
class ServerHandle : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Serving, Stopping, Failed };
    Q_ENUM(State)

    ServerHandle(Launcher &launcher, JobsModel &jobs, QObject *parent = nullptr);

    State state() const { return m_state; }
    int port() const { return m_port; } ///< 0 where it does not listen
    QUrl url() const; ///< "http://127.0.0.1:8000"; empty where it does not listen
    QString modelVersion() const { return m_version; } ///< empty where nothing is in production
    const std::optional<Error> &error() const { return m_error; } ///< why it failed
    Job *job() const { return m_job; } ///< nullptr where none has run in this window's time

    /// Starts a server that ends with this window. Does nothing where one runs already.
    void start(int port = standardPort);
    void stop();

    static constexpr int standardPort = -1; ///< as monitoring_config.yaml says
    static constexpr int anyPort = 0; ///< the system chooses

Q_SIGNALS:
    void changed();

private:
    void lookForOne();
    void follow(Job *job);
    void takeAnnounced(const QString &state, const Json &fields);
    void takeState();
    void set(State state);

    Launcher &m_launcher;
    JobsModel &m_jobs;
    QPointer<Job> m_job;
    State m_state = State::Stopped;
    int m_port = 0;
    QString m_address;
    QString m_version;
    std::optional<Error> m_error;
};

} // namespace slipway::ui
