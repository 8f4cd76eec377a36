#pragma once

#include "core/base/result.h"
#include "ui/models/validation.h"
#include "ui/models/workspace_reader.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>

class QMenu;

namespace slipway::ui {

class Job;
class WorkspacePage;
class WorkspaceSession;

/// Which checks a version is held against: those that are chosen or proposed, and those that the workspace
/// requires before a model is trained or promoted.
class DataSuites : public QObject
{
    Q_OBJECT
public:
    using Start = std::function<Job *(const QStringList &command)>; ///< the page waits for it

    DataSuites(WorkspacePage &page, WorkspaceSession &session, Start start);

    void check(const QString &dataset, bool again); ///< again: with the suite of the last time
    void ask(const QString &dataset);
    void checkWith(const QString &dataset, const QString &file);
    void askForProposal(const QString &dataset);
    void propose(const QString &dataset, const QString &file); ///< and checks with it

    /// What may be required of a version that has been checked like this; nullptr where it was not.
    QMenu *menu(QWidget *parent);
    void setShown(const QString &dataset, const Validation *checks);
    void refresh();

Q_SIGNALS:
    void requirementChanged(const QString &sentence);

private:
    void require(const QString &when);
    QString suiteToRequire() const;

    WorkspacePage &m_page;
    WorkspaceSession &m_session;
    Start m_start;
    QHash<QString, QString> m_files; ///< of the suites that versions were checked with in this window
    QString m_dataset;
    QString m_suite; ///< name of the shown version's last one
    Pending m_pending;
};

} // namespace slipway::ui
