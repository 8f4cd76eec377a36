#pragma once

#include "ui/widgets/status.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QHBoxLayout;
class QLabel;
class QModelIndex;
class QVBoxLayout;

namespace slipway::ui {

class ActionRegistry;
class JobRow;
class QuietButton;
class StatusMark;
class Theme;

/// The line at the foot: what runs now, and at the other end the server and the size of the workspace. It
/// opens to the list of running and recent jobs.
class JobsStrip : public QWidget
{
    Q_OBJECT
public:
    JobsStrip(const Theme &theme, ActionRegistry &actions, QWidget *parent = nullptr);

    /// A JobsModel, or anything with its roles; nullptr: none. It must outlive the strip or its next
    /// setModel().
    void setModel(QAbstractItemModel *jobs);

    void setServer(Status status, const QString &sentence); ///< "Serving on port 8000"; empty: nothing shown
    void setWorkspaceSize(const QString &sentence); ///< "Workspace 1.8 GB"

    void setOpen(bool open);
    bool isOpen() const { return m_open; }

Q_SIGNALS:
    void stopRequested(const QString &jobId);
    void showRequested(const QString &jobId);
    void copyRequested(const QString &command);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshLine();
    void refreshList();
    JobRow *row(QList<JobRow *> &rows, int at, bool inList);
    bool runs(const QModelIndex &job) const;

    const Theme &m_theme;
    QPointer<QAbstractItemModel> m_jobs;
    QTimer m_soon; ///< a burst of events is one repaint
    QWidget *m_line = nullptr;
    QHBoxLayout *m_running = nullptr;
    QLabel *m_more = nullptr;
    QLabel *m_nothing = nullptr;
    StatusMark *m_serverMark = nullptr;
    QLabel *m_server = nullptr;
    QLabel *m_size = nullptr;
    QuietButton *m_toggle = nullptr;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_listColumn = nullptr;
    QLabel *m_noJobs = nullptr;
    QList<JobRow *> m_lineRows;
    QList<JobRow *> m_listRows;
    bool m_open = false;
};

} // namespace slipway::ui
