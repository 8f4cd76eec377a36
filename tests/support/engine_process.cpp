#include "tests/support/engine_process.h"

#include <QElapsedTimer>

namespace slipway::testing {

Json EngineAnswer::json() const
{
    return Json::parse(output.toStdString(), nullptr, false);
}

std::string EngineAnswer::sentence() const
{
    return errors.trimmed().toStdString();
}

void EndProcess::operator()(QProcess *process) const
{
    if (process->state() != QProcess::NotRunning) {
        process->kill();
        process->waitForFinished();
    }
    delete process;
}

Engine::Engine(std::filesystem::path workspace)
    : m_workspace(std::move(workspace))
{
}

QString Engine::program()
{
    return QStringLiteral(SLIPWAY_BIN_DIR "/slipway");
}

EngineAnswer Engine::run(const QStringList &arguments, int timeoutMs) const
{
    QProcess process;
    process.start(program(),
                  QStringList {QStringLiteral("-w"), QString::fromStdString(m_workspace.string())}
                      + arguments);
    process.closeWriteChannel();
    EngineAnswer answer;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        answer.crashed = true;
        answer.errors = "timed out";
        return answer;
    }
    answer.crashed = process.exitStatus() != QProcess::NormalExit;
    answer.exit = process.exitCode();
    answer.output = process.readAllStandardOutput();
    answer.errors = process.readAllStandardError();
    return answer;
}

EngineAnswer Engine::ask(const QStringList &arguments, int timeoutMs) const
{
    return run(QStringList {QStringLiteral("--json")} + arguments, timeoutMs);
}

RunningEngine Engine::start(const QStringList &arguments) const
{
    RunningEngine process(new QProcess);
    process->start(program(),
                   QStringList {QStringLiteral("-w"), QString::fromStdString(m_workspace.string()),
                                QStringLiteral("--events")}
                       + arguments);
    process->waitForStarted();
    return process;
}

Json Engine::waitForEvent(QProcess &process, const QString &kind, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs) {
        while (process.canReadLine()) {
            const auto event = Json::parse(process.readLine().toStdString(), nullptr, false);
            if (event.is_object() && event.value("event", "") == kind.toStdString())
                return event;
        }
        if (process.state() == QProcess::NotRunning)
            break;
        process.waitForReadyRead(50);
    }
    return {};
}

} // namespace slipway::testing
