#pragma once

#include "core/workspace/change_feed.h"
#include "core/workspace/workspace.h"
#include "ui/jobs/edits.h"
#include "ui/jobs/front_door.h"
#include "ui/jobs/jobs_model.h"
#include "ui/jobs/launcher.h"
#include "ui/jobs/selection.h"
#include "ui/jobs/server_handle.h"
#include "ui/models/workspace_reader.h"

#include <memory>

namespace slipway::ui {

/// All that belongs to one workspace in one window. Pages get it, and see neither a path nor a process.
class WorkspaceSession : public QObject
{
    Q_OBJECT
public:
    /// Opens a folder that is a workspace, or makes one of an empty folder. Quick: what takes longer is done
    /// on the reader's thread afterwards.
    static Result<std::unique_ptr<WorkspaceSession>> open(
        const QString &folder, workspace::OpenMode mode, const QString &engine = Launcher::installedEngine());
    ~WorkspaceSession() override;

    QString name() const; ///< for the switcher: the folder's name
    QString folder() const; ///< for people and for "Copy as command"
    bool isReadOnly() const { return m_store->readOnly(); }

    WorkspaceReader &reader() { return m_reader; }
    Launcher &launcher() { return m_launcher; }
    JobsModel &jobs() { return m_jobs; }
    Edits &edits() { return m_edits; }
    QUndoStack *undoStack() { return m_edits.stack(); }
    ServerHandle &server() { return m_server; }
    Selection &selection() { return m_selection; }

    /// Starts a job, as every button does.
    Result<Job *> start(const QStringList &command) { return m_launcher.start(command); }

    /// The command line that does the same as a button.
    QString commandLine(const QStringList &command) const;

Q_SIGNALS:
    void changed(); ///< somebody has committed something; points of curves too
    void happened(const std::vector<slipway::workspace::LoggedEvent> &events); ///< the events of that change
    void feedFailed(const slipway::Error &error); ///< the records cannot be read any more

private:
    WorkspaceSession(std::filesystem::path folder, std::unique_ptr<workspace::Store> store,
                     workspace::ChangeFeed feed, const QString &engine);
    void poll();

    std::filesystem::path m_folder;
    std::unique_ptr<workspace::Store> m_store; ///< for the feed alone
    workspace::ChangeFeed m_feed;
    bool m_feedFailed = false;
    WorkspaceReader m_reader;
    Launcher m_launcher;
    JobsModel m_jobs;
    Edits m_edits;
    ServerHandle m_server;
    Selection m_selection;
    QTimer m_timer;
};

} // namespace slipway::ui
