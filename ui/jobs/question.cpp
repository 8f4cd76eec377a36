#include "ui/jobs/question.h"

#include "core/base/messages.h"
#include "ui/jobs/launcher.h"

#include <QTimer>

#include <algorithm>

namespace slipway::ui {

namespace {

/// The engine's last word, as it prints its events.
Result<Json> answerIn(const QByteArray &line)
{
    const auto event = Json::parse(line.constData(), line.constData() + line.size(), nullptr, false);
    if (!event.is_object())
        return failure("job.lost");
    if (event.contains("error"))
        return errorFromJson(event["error"]);
    return event.contains("result") ? Result<Json>(event["result"]) : Result<Json>(failure("job.lost"));
}

} // namespace

Question::Question(Launcher &launcher, QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
{
    m_reading.setMaxThreadCount(1);
}

Question::~Question()
{
    cancel();
    m_reading.waitForDone();
}

void Question::ask(const QStringList &command)
{
    cancel();
    auto started = m_launcher.ask(command);
    if (!started) {
        QTimer::singleShot(0, this, [this, error = started.error(), number = m_number] {
            if (number == m_number)
                Q_EMIT answered(error);
        });
        return;
    }
    m_process = std::move(started).value();
    connect(m_process.get(), &EngineProcess::ended, this, &Question::take);
}

void Question::cancel()
{
    ++m_number;
    if (!m_process)
        return;
    m_process->interrupt();
    disconnect(m_process.get(), nullptr, this, nullptr);
    connect(m_process.get(), &EngineProcess::ended, this, &Question::letGo);
    m_leaving.push_back(std::move(m_process));
    letGo(); // it may have ended already
}

/// Not within the signal of what goes.
void Question::letGo()
{
    QTimer::singleShot(0, this, [this] {
        std::erase_if(m_leaving, [](const auto &process) { return process->hasEnded(); });
    });
}

/// A long answer takes a moment to read, which is not the window's.
void Question::take()
{
    m_reading.start([this, line = m_process->lastLine(), number = m_number] {
        auto answer = std::make_shared<const Result<Json>>(answerIn(line));
        QMetaObject::invokeMethod(
            this, [this, answer, number] { tell(*answer, number); }, Qt::QueuedConnection);
    });
}

void Question::tell(const Result<Json> &answer, int number)
{
    if (number != m_number)
        return;
    m_leaving.push_back(std::move(m_process));
    letGo();
    Q_EMIT answered(answer);
}

} // namespace slipway::ui
