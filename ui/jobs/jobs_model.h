#pragma once

#include "ui/jobs/job.h"
#include "ui/models/roles.h"

#include <QAbstractListModel>
#include <QFileSystemWatcher>
#include <QSet>
#include <QThreadPool>

namespace slipway::ui {

/// The running and the recent jobs of a workspace, newest first: those of this window, of terminals, of other
/// windows and of schedules.
class JobsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum JobRole {
        FractionRole = FirstOwnRole, ///< 0 to 1
        StageRole,
        StateRole, ///< Job::State
        StateTextRole,
        TimeLeftRole, ///< "6 s left"; empty where nobody knows
        CommandRole, ///< as it can be pasted into a terminal
        StartedRole, ///< QDateTime
        CanStopRole,
        EndsWithWindowRole, ///< a server that this program has started
    };

    explicit JobsModel(std::filesystem::path workspace, QObject *parent = nullptr);
    ~JobsModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Shows a job that this window has just started, and owns it from here on.
    void add(Job *job);

    /// The model owns the jobs; one that has ended long ago goes away when others come, so keep it in a
    /// QPointer.
    Job *job(const QModelIndex &index) const;
    Job *job(const QString &id) const; ///< nullptr where it is unknown or too old
    QList<Job *> running() const;

    /// Whether the jobs that were there before this window have been looked at.
    bool isComplete() const { return m_complete; }

Q_SIGNALS:
    void completed(); ///< the first look at the folder is done
    void runningChanged(int count);
    void jobEnded(slipway::ui::Job *job);
    void measured(const slipway::ui::Measurement &point); ///< by any of the jobs

private:
    struct Found;
    void look();
    void show(const Found &found);
    void insert(Job *job);
    void connectTo(Job *job);
    void rowChanged(Job *job);
    void trim();
    QString sentence(const Job &job) const;

    std::filesystem::path m_workspace;
    QList<Job *> m_jobs; ///< by id, newest first
    QSet<QString> m_known; ///< ids that need no second look
    QFileSystemWatcher m_watcher;
    QTimer m_slowly;
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_complete = false;
    QThreadPool m_pool; ///< last, so that it ends before what it works with goes
};

} // namespace slipway::ui
