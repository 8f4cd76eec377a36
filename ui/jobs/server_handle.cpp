#include "ui/jobs/server_handle.h"

#include "core/base/json_value.h"
#include "ui/models/text.h"

#include <QCoreApplication>

namespace slipway::ui {

ServerHandle::ServerHandle(Launcher &launcher, JobsModel &jobs, QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
    , m_jobs(jobs)
{
    connect(&m_jobs, &JobsModel::runningChanged, this, &ServerHandle::lookForOne);
    lookForOne();
}

QUrl ServerHandle::url() const
{
    if (m_port == 0)
        return {};
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(m_address);
    url.setPort(m_port);
    return url;
}

void ServerHandle::start(int port)
{
    if (m_job && !m_job->hasEnded())
        return;
    QStringList command {QStringLiteral("serve"), QStringLiteral("--parent"),
                         QString::number(QCoreApplication::applicationPid())};
    if (port >= 0)
        command << QStringLiteral("--port") << QString::number(port);
    auto started = m_launcher.start(command);
    if (started) {
        follow(started.value());
        return;
    }
    m_error = started.error();
    set(State::Failed);
}

void ServerHandle::stop()
{
    if (m_job)
        m_job->stop();
}

/// A server that somebody else has started, or this window before it crashed.
void ServerHandle::lookForOne()
{
    if (m_job && !m_job->hasEnded())
        return;
    for (Job *job : m_jobs.running()) {
        if (job->command().value(0) == QLatin1String("serve"))
            return follow(job);
    }
}

void ServerHandle::follow(Job *job)
{
    if (m_job == job)
        return;
    m_job = job;
    m_error.reset();
    connect(job, &Job::announced, this, &ServerHandle::takeAnnounced);
    connect(job, &Job::finished, this, &ServerHandle::takeState);
    connect(job, &Job::stateChanged, this, &ServerHandle::takeState);
    set(State::Starting);
}

void ServerHandle::takeAnnounced(const QString &state, const Json &fields)
{
    if (sender() != m_job)
        return;
    if (state == QLatin1String("listening")) {
        m_port = valueOr(fields, "port", 0);
        m_address = text(valueOr(fields, "address", std::string("127.0.0.1")));
    } else if (state != QLatin1String("serving")) {
        return;
    }
    m_version = text(valueOr(fields, "model_version", std::string()));
    m_state = State::Serving;
    Q_EMIT changed();
}

void ServerHandle::takeState()
{
    if (sender() != m_job)
        return;
    if (m_job->state() == Job::State::Stopping)
        return set(State::Stopping);
    if (!m_job->hasEnded() || !m_job->outcome())
        return;
    m_port = 0;
    const bool failed = m_job->state() == Job::State::Failed || m_job->state() == Job::State::Lost;
    if (failed)
        m_error = m_job->outcome()->error();
    set(failed ? State::Failed : State::Stopped);
}

void ServerHandle::set(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT changed();
}

} // namespace slipway::ui
