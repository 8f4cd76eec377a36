#pragma once

#include "ui/jobs/launcher.h"

#include <QQueue>
#include <QUndoStack>

#include <functional>
#include <memory>

namespace slipway::ui {

/// Changes of the records that can be taken back. Each is a command whose answer holds its inverse; undo runs
/// the inverse, redo the inverse of that. One after another, in the order in which they were asked for.
class Edits : public QObject
{
    Q_OBJECT
public:
    explicit Edits(Launcher &launcher, QObject *parent = nullptr);
    ~Edits() override;

    /// `text` is what the undo button will say: "Delete run 44".
    void run(const QStringList &command, const QString &text);

    QUndoStack *stack() { return &m_stack; }
    bool isBusy() const { return m_busy || !m_waiting.isEmpty(); }

Q_SIGNALS:
    void done(const QString &text, const slipway::Json &result);
    void refused(const QString &text, const slipway::Json &result); ///< a gate that stayed shut, say
    void failed(const QString &text, const slipway::Error &error);
    void busyChanged(bool busy);

private:
    class Edit;
    using WhenDone = std::function<void(const Result<Json> &)>;
    using Command = std::shared_ptr<QStringList>; ///< known when its turn comes: the one before may set it
    struct Request {
        Command command;
        QString text;
        WhenDone whenDone;
    };
    void ask(const Command &command, const QString &text, WhenDone whenDone);
    void next();

    Launcher &m_launcher;
    QQueue<Request> m_waiting;
    bool m_busy = false;
    QUndoStack m_stack;
};

} // namespace slipway::ui
