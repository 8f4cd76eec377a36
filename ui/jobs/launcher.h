#pragma once

#include "ui/jobs/job.h"

#include <filesystem>

namespace slipway::ui {

/// Starts every job of a workspace: the one place that knows how the engine is called.
class Launcher : public QObject
{
    Q_OBJECT
public:
    explicit Launcher(std::filesystem::path workspace, QString engine = installedEngine(),
                      QObject *parent = nullptr);

    /// The `slipway` beside this program, else the first one in the search path.
    static QString installedEngine();

    /// Starts a verb. The job belongs to the launcher until somebody else takes it as a child.
    Result<Job *> start(const QStringList &command);

    /// Starts a verb that only answers and leaves no job. Its last line is the answer.
    Result<std::unique_ptr<EngineProcess>> ask(const QStringList &command) const;

Q_SIGNALS:
    void started(slipway::ui::Job *job);

private:
    std::filesystem::path m_workspace;
    QString m_engine;
};

} // namespace slipway::ui
