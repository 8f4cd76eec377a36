#include "ui/jobs/job.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"
#include "ui/models/text.h"

#include <QPointer>

namespace slipway::ui {

namespace {

constexpr int pollMs = 100;
constexpr std::size_t bytesPerPoll = 256 * 1024; ///< some milliseconds of reading
constexpr int mostSilentPolls = 50; ///< for a job of others whose folder is not there yet

workspace::JobSummary summaryOf(const QString &id, const QStringList &command)
{
    workspace::JobSummary summary;
    summary.id = id.toStdString();
    summary.command = words(command);
    return summary;
}

} // namespace

Job::Job(const std::filesystem::path &jobsFolder, const QString &id, const QStringList &command,
         std::unique_ptr<EngineProcess> process, QObject *parent)
    : QObject(parent)
    , m_follower(jobsFolder / id.toStdString())
    , m_summary(summaryOf(id, command))
    , m_process(std::move(process))
{
    if (m_process)
        connect(m_process.get(), &EngineProcess::ended, this, &Job::poll);
    follow();
}

Job::Job(const std::filesystem::path &jobsFolder, const workspace::JobSummary &summary, QObject *parent)
    : QObject(parent)
    , m_follower(jobsFolder / summary.id)
    , m_summary(summary)
{
    switch (summary.state) {
    case workspace::JobState::Running:
        m_state = State::Running;
        follow();
        return;
    case workspace::JobState::Done:
        m_state = State::Done;
        break;
    case workspace::JobState::Refused:
        m_state = State::Refused;
        break;
    case workspace::JobState::Failed:
        m_state = State::Failed;
        break;
    case workspace::JobState::Cancelled:
        m_state = State::Cancelled;
        break;
    case workspace::JobState::Lost:
        m_state = State::Lost;
        break;
    }
    if (m_state == State::Done || m_state == State::Refused)
        m_outcome = summary.result;
    else
        m_outcome = m_state == State::Lost ? failure("job.lost") : errorFromJson(summary.error);
}

Job::~Job() = default;

QString Job::id() const
{
    return text(m_summary.id);
}

QStringList Job::command() const
{
    return texts(m_summary.command);
}

QString Job::stage() const
{
    return text(m_summary.stage);
}

std::optional<double> Job::secondsLeft() const
{
    return m_state == State::Running ? m_timeLeft.seconds() : std::nullopt;
}

void Job::follow()
{
    connect(&m_timer, &QTimer::timeout, this, &Job::poll);
    m_timer.start(pollMs);
    QTimer::singleShot(0, this, &Job::poll);
}

void Job::stop()
{
    if (hasEnded() || m_state == State::Stopping)
        return;
    setState(State::Stopping);
    interrupt();
}

void Job::interrupt()
{
    if (m_process) {
        m_process->interrupt();
        return;
    }
    if (m_summary.process.pid == 0)
        return; // its first event tells whom to ask
    const auto told = workspace::interruptJob(m_summary.process, m_summary.id);
    if (!told && told.error().id == "job.not_yours") {
        setState(State::Running);
        Q_EMIT logged(QStringLiteral("error"), text(told.error().message));
    }
}

bool Job::isAlive() const
{
    if (m_process)
        return !m_process->hasEnded();
    return m_summary.process.pid != 0 && workspace::isAlive(m_summary.process);
}

void Job::poll()
{
    if (hasEnded())
        return;
    const QPointer<Job> self(this); // whoever hears of the end may delete this job
    const bool alive = isAlive(); // before reading, so that a last event is never missed
    const auto events = m_follower.poll(bytesPerPoll);
    if (events) {
        for (const auto &event : events.value()) {
            take(event);
            if (!self || hasEnded())
                return;
        }
        if (!events.value().empty()) {
            if (m_follower.hasMore() || !alive)
                QTimer::singleShot(0, this, &Job::poll);
            return;
        }
    }
    const bool mayStillCome = !m_process && m_summary.process.pid == 0 && ++m_silentPolls < mostSilentPolls;
    if (!alive && !mayStillCome)
        endWithoutWord();
}

void Job::take(const Json &event)
{
    const auto kind = valueOr(event, "event", std::string());
    workspace::applyEvent(event, m_summary);
    const bool stopping = m_state == State::Stopping;
    if (kind == "started") {
        if (stopping)
            interrupt();
        else
            setState(State::Running);
    } else if (kind == "result") {
        const bool passed = m_summary.state != workspace::JobState::Refused;
        end(passed ? State::Done : State::Refused, m_summary.result);
    } else if (kind == "error") {
        const auto error = errorFromJson(m_summary.error);
        end(error.code == ErrorCode::Cancelled ? State::Cancelled : State::Failed, error);
    } else if (stopping) {
        return;
    } else if (kind == "progress") {
        if (const auto time = parseIsoTime(valueOr(event, "time", std::string())))
            m_timeLeft.add(time.value(), m_summary.fraction);
        Q_EMIT progressed(m_summary.fraction, stage());
    } else if (kind == "metric") {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        Q_EMIT measured({text(valueOr(event, "run", std::string())),
                         text(valueOr(event, "key", std::string())), valueOr(event, "step", std::int64_t {0}),
                         valueOr(event, "value", none)});
    } else if (kind == "log") {
        Q_EMIT logged(text(valueOr(event, "level", std::string("info"))),
                      text(valueOr(event, "message", std::string())));
    } else if (kind == "state") {
        takeState(event);
    }
}

void Job::takeState(const Json &event)
{
    const auto state = valueOr(event, "state", std::string());
    if (state == "training") {
        m_run = text(valueOr(event, "run", std::string()));
        m_epochs = valueOr(event, "epochs", 0);
    }
    Q_EMIT announced(text(state), event);
}

/// The process is gone. A verb that leaves no folder behind has printed its answer; one that was told to stop
/// before it could say anything has stopped; anything else is lost.
void Job::endWithoutWord()
{
    const auto last = m_process ? Json::parse(m_process->lastLine().toStdString(), nullptr, false) : Json();
    const auto kind = last.is_object() ? valueOr(last, "event", std::string()) : std::string();
    if (kind == "result" || kind == "error")
        take(last);
    else if (m_state == State::Stopping)
        end(State::Cancelled, cancelled());
    else
        end(State::Lost, failure("job.lost"));
}

void Job::end(State state, Result<Json> outcome)
{
    m_timer.stop();
    if (m_summary.ended == 0)
        m_summary.ended = utcNow();
    m_outcome = std::move(outcome);
    const QPointer<Job> self(this);
    setState(state);
    if (!self)
        return;
    const auto told = *m_outcome; // who hears it may delete this job
    Q_EMIT finished(told);
}

void Job::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace slipway::ui
