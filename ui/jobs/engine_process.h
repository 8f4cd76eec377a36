#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>
#include <QStringList>

#include <memory>
#include <sys/types.h>

namespace slipway::ui {

/// One run of the engine as a process in a session of its own: it outlives the window, and a closed terminal
/// does not end it. Deleting this object lets go of the process and leaves it running.
class EngineProcess : public QObject
{
    Q_OBJECT
public:
    static Result<std::unique_ptr<EngineProcess>> start(const QString &program, const QStringList &arguments);
    ~EngineProcess() override;

    bool hasEnded() const { return m_ended; }

    /// Leaves the processor to the window where both want it. Its threads inherit that.
    void stepBack() const;

    /// SIGINT to the process and to everything that it has started.
    void interrupt() const;

    /// What it printed last. What a verb answers that leaves no job folder behind stands here, and why one
    /// could not even begin.
    const QByteArray &lastLine() const { return m_lastLine; }

Q_SIGNALS:
    void ended();

private:
    EngineProcess(pid_t pid, int pipe);
    void read();
    void reap();

    pid_t m_pid;
    int m_pipe;
    bool m_ended = false;
    QByteArray m_unread;
    QByteArray m_lastLine;
    QSocketNotifier m_readable;
};

} // namespace slipway::ui
