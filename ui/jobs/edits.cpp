#include "ui/jobs/edits.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"
#include "ui/models/text.h"

#include <QProcess>
#include <QUndoCommand>

namespace slipway::ui {

namespace {

QStringList inverseIn(const Json &result)
{
    return QProcess::splitCommand(text(valueOr(result, "inverse", std::string())));
}

} // namespace

/// One entry of the stack. The change itself has happened before it is pushed. The commands are shared with
/// the answers that come later: by then the entry may have left the stack.
class Edits::Edit : public QUndoCommand
{
public:
    Edit(Edits &edits, const QString &text, const QStringList &inverse)
        : QUndoCommand(text)
        , m_edits(edits)
        , m_next(std::make_shared<QStringList>(inverse))
    {
    }

    void undo() override { runNext(); }

    void redo() override
    {
        if (m_pushed)
            runNext();
        m_pushed = true;
    }

private:
    /// Takes back what was done last, and remembers how that is taken back in turn.
    void runNext()
    {
        m_edits.ask(m_next, text(), [next = m_next](const Result<Json> &result) {
            *next = result ? inverseIn(result.value()) : QStringList();
        });
    }

    Edits &m_edits;
    Command m_next;
    bool m_pushed = false;
};

Edits::Edits(Launcher &launcher, QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
{
}

Edits::~Edits() = default;

void Edits::run(const QStringList &command, const QString &text)
{
    ask(std::make_shared<QStringList>(command), text, [this, text](const Result<Json> &result) {
        if (!result)
            return;
        const auto inverse = inverseIn(result.value());
        if (!inverse.isEmpty())
            m_stack.push(new Edit(*this, text, inverse));
    });
}

void Edits::ask(const Command &command, const QString &text, WhenDone whenDone)
{
    m_waiting.enqueue({command, text, std::move(whenDone)});
    if (!m_busy)
        next();
}

void Edits::next()
{
    if (m_waiting.isEmpty()) {
        if (std::exchange(m_busy, false))
            Q_EMIT busyChanged(false);
        return;
    }
    const auto request = m_waiting.dequeue();
    if (request.command->isEmpty()) // the change before failed: there is nothing to take back
        return next();
    if (!std::exchange(m_busy, true))
        Q_EMIT busyChanged(true);
    const auto take = [this, request](const Result<Json> &result) {
        request.whenDone(result);
        if (!result)
            Q_EMIT failed(request.text, result.error());
        else if (!valueOr(result.value(), "passed", true))
            Q_EMIT refused(request.text, result.value());
        else
            Q_EMIT done(request.text, result.value());
        next();
    };
    const auto job = m_launcher.start(*request.command);
    if (job)
        connect(job.value(), &Job::finished, this, take);
    else
        take(job.error());
}

} // namespace slipway::ui
