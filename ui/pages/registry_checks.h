#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

namespace slipway::workspace {
struct LoggedEvent;
}

namespace slipway::ui {

class Job;
class WorkspaceSession;

/// One condition of serving, and whether a version meets it.
struct GateVerdict {
    QString id; ///< "not_worse_than_production"
    bool passed = false;
    QString sentence; ///< the value and the limit, as the engine words them

    QString title() const; ///< "Not worse than production"
    QString page() const; ///< where to look further; empty where nowhere
    QString link() const; ///< the word that leads there
};

struct GateAnswer {
    QList<GateVerdict> gates;

    bool passed() const;
    int passedCount() const;
    QStringList shut() const; ///< titles of those that stay shut
};

GateAnswer gateAnswerFrom(const Json &result);

/// Asks the engine which gates a version passes: once a version, and again when something has happened that
/// may change the answer. The question is a job, nobody waits for it.
class GateChecks : public QObject
{
    Q_OBJECT
public:
    explicit GateChecks(WorkspaceSession &session, QObject *parent = nullptr);

    /// Answers with answered() some time later; at once nothing happens where the answer is known.
    void ask(const QString &reference);
    /// Forgets what is known and what failed, and asks anew.
    void askAgain(const QString &reference);

    const GateAnswer *answer(const QString &reference) const; ///< nullptr where it is not known
    const Error *failure(const QString &reference) const; ///< nullptr where asking did not fail
    bool isAsking(const QString &reference) const { return m_jobs.contains(reference); }

Q_SIGNALS:
    void answered(const QString &reference); ///< or failed
    void outdated(); ///< every answer has been forgotten

private:
    void take(const QString &reference, int generation, const Result<Json> &outcome);
    void forgetAfter(const std::vector<workspace::LoggedEvent> &events);

    WorkspaceSession &m_session;
    QHash<QString, GateAnswer> m_answers;
    QHash<QString, Error> m_failures;
    QHash<QString, QPointer<Job>> m_jobs;
    int m_generation = 0; ///< counts what has happened, so that an answer about the state before is dropped
};

} // namespace slipway::ui
