#pragma once

#include "core/base/result.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace slipway::ui {

class Job;
class Theme;
class WorkspaceSession;

/// A job that a part of a page waits for: what is done, bar, time left, Stop; and where it failed, why. It is
/// there only while there is something to say.
class DataJobLine : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names of its controls: "data.profile".
    DataJobLine(const Theme &theme, WorkspaceSession &session, const QString &name,
                QWidget *parent = nullptr);
    ~DataJobLine() override;

    /// Ends the one that it waits for, and starts another. False where it could not be started.
    bool start(const QStringList &command);
    void leave(); ///< nobody waits any more; the job itself goes on
    bool isBusy() const { return m_job; }

Q_SIGNALS:
    /// Once, unless nobody waits any more. What went wrong is said by the line itself.
    void finished(const slipway::Result<slipway::Json> &outcome);

private:
    void showProgress();
    void end(const Result<Json> &outcome);
    void say(const QString &problem);

    WorkspaceSession &m_session;
    QPointer<Job> m_job;
    QLabel *m_said;
    QLabel *m_left;
    QLabel *m_error;
    QProgressBar *m_bar;
    QPushButton *m_stop;
    QTimer m_soon; ///< until a job is slow enough to be worth words
};

} // namespace slipway::ui
