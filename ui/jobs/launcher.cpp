#include "ui/jobs/launcher.h"

#include "core/base/ids.h"
#include "ui/models/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace slipway::ui {

Launcher::Launcher(std::filesystem::path workspace, QString engine, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_engine(std::move(engine))
{
}

QString Launcher::installedEngine()
{
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1String("/slipway");
    if (QFileInfo(beside).isExecutable())
        return beside;
    const QString inPath = QStandardPaths::findExecutable(QStringLiteral("slipway"));
    return inPath.isEmpty() ? beside : inPath;
}

Result<Job *> Launcher::start(const QStringList &command)
{
    const QString id = text(newId());
    const QStringList arguments = QStringList {QStringLiteral("-w"),
                                               text(m_workspace.string()),
                                               QStringLiteral("--events"),
                                               QStringLiteral("--origin"),
                                               QStringLiteral("console"),
                                               QStringLiteral("--job"),
                                               id}
        + command;
    SLIPWAY_ASSIGN(auto process, EngineProcess::start(m_engine, arguments));
    if (command.value(0) != u"serve") // requests are to be answered as quickly as may be
        process->stepBack();
    auto *job = new Job(m_workspace / "jobs", id, command, std::move(process), this);
    Q_EMIT started(job);
    return job;
}

Result<std::unique_ptr<EngineProcess>> Launcher::ask(const QStringList &command) const
{
    const QStringList arguments {QStringLiteral("-w"), text(m_workspace.string()), QStringLiteral("--events"),
                                 QStringLiteral("--origin"), QStringLiteral("console")};
    return EngineProcess::start(m_engine, arguments + command);
}

} // namespace slipway::ui
