#pragma once

#include "core/base/result.h"
#include "ui/pages/page.h"

#include <QPointer>
#include <QStringList>

#include <functional>

namespace slipway::ui {

class Job;
class RowsModelBase;
class Settings;
class WorkspaceSession;

/// What a page of a workspace needs from the window that shows it. All of it outlives the page.
struct PageServices {
    const Theme &theme;
    ActionRegistry &actions;
    WorkspaceSession &session;
    Settings &settings;
    std::function<bool(const QString &page)> openPage;
    /// A short message with at most one link.
    std::function<void(const QString &sentence, const QString &link, std::function<void()> follow)> toast;
};

/// A page of an open workspace. It reads when it is first shown and whenever something has changed, by this
/// window or by anybody else; while nobody sees it, it waits.
class WorkspacePage : public Page
{
    Q_OBJECT
public:
    WorkspacePage(const PageServices &services, const PageDescription &description,
                  QWidget *parent = nullptr);
    ~WorkspacePage() override;

    /// What the page does, as words of the engine's command line; empty where there is nothing to copy.
    virtual QStringList command() const { return {}; }
    QString commandLine() const override;

    /// Shows a view and stays in it, whatever happens in the workspace. The result is what the workspace
    /// holds.
    void showExample(View view) override;

    /// The work that the page waits for; nullptr where it waits for none.
    Job *work() const;

    void say(const QString &sentence, const QString &link = {}, std::function<void()> follow = {}) const;

    /// Shows a failure that stays, whatever is read meanwhile, until one of its ways out leaves it.
    void showFailure(const FailureText &failure);
    void leaveFailure();

protected:
    WorkspaceSession &session() const { return m_services.session; }
    const PageServices &services() const { return m_services; }
    void openPage(const QString &id) const;

    /// Reads what the page shows.
    virtual void refresh() = 0;

    /// Called when what the page is about has been read: decides between the empty view and the result. While
    /// the page works or shows a failure it stays as it is.
    void showContent(bool isEmpty);

    /// Reading failed.
    void showReadingFailure(const Error &error);

    /// Lets the view follow the model that the page is about.
    void showContentOf(RowsModelBase &model);

    /// Starts a job and waits for it: busy with stage, bar, time left and Stop, then the content again, or a
    /// failure with the ways out. Nothing happens while the page works already: nullptr then, and where the
    /// job could not be started.
    Job *startWork(const QStringList &command);

    /// Starts a job beside what the page shows; only a failure takes the page.
    Job *startBeside(const QStringList &command);

    void showEvent(QShowEvent *event) override;

private:
    void readAgain();
    void takeEnd(const QStringList &command, const Result<Json> &outcome);
    void showWorkFailure(const QStringList &command, const Error &error);
    void followWork(Job *job);

    PageServices m_services;
    QPointer<Job> m_work;
    bool m_stale = true; ///< something has changed since it read last
    bool m_held = false; ///< an example is shown
    bool m_failed = false;
    bool m_isEmpty = true;
};

} // namespace slipway::ui
