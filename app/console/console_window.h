#pragma once

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/pages/page_list.h"
#include "ui/shell/main_window.h"
#include "ui/tour/tour_player.h"

#include <QObject>

#include <memory>

namespace slipway::ui {

class Settings;
class Theme;

/// One window with all that belongs to it: its session, actions, pages and tour. It puts the rooms of the
/// window together and knows what happens between them.
class ConsoleWindow : public QObject
{
    Q_OBJECT
public:
    ConsoleWindow(Theme &theme, Settings &settings, std::unique_ptr<WorkspaceSession> session,
                  QObject *parent = nullptr);
    /// A window without a workspace that says why.
    ConsoleWindow(Theme &theme, Settings &settings, const QString &whyNone, QObject *parent = nullptr);
    ~ConsoleWindow() override;

    MainWindow &window() const { return *m_window; }
    ActionRegistry &actions() { return m_actions; }
    const PageList &pages() const { return m_pages; }
    WorkspaceSession *session() const { return m_session.get(); } ///< nullptr without a workspace
    TourPlayer &tour() const { return *m_tour; }

    void startTour(const QString &id);
    /// Something that was asked for could not be done; said over this window.
    void showProblem(const QString &title, const QString &sentence);

Q_SIGNALS:
    /// `create`: an empty folder is to become a workspace. `beside`: in a window of its own.
    void openRequested(const QString &folder, bool create, bool beside);
    void closed();

private:
    void build(const QString &whyNone);
    void connectSession();
    void connectTour();
    void importFiles(const QStringList &files);
    void registerActions();
    void registerEditActions();
    void registerHelpActions();
    void askForFolder(bool create);
    void showServer();
    void showEdit(const QString &text);

    Theme &m_theme;
    Settings &m_settings;
    std::unique_ptr<WorkspaceSession> m_session;
    ActionRegistry m_actions;
    PageList m_pages;
    std::unique_ptr<MainWindow> m_window; ///< goes first: its pages stand on the others
    TourPlayer *m_tour = nullptr;
};

} // namespace slipway::ui
