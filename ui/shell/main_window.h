#pragma once

#include "ui/pages/history.h"
#include "ui/pages/page_list.h"
#include "ui/shell/regions.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QPointer>
#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace slipway::ui {

class ActionRegistry;
class Inspector;
class JobsStrip;
class Page;
class Palette;
class Rail;
class Settings;
class Theme;
class Toast;
class TopBar;

/// What every window of the program shares. All of it outlives the window.
struct ShellParts {
    Theme &theme;
    Settings &settings;
    ActionRegistry &actions; ///< of this window alone: its actions know the window
    const PageList &pages;
};

/// What becomes of the running jobs when the window closes.
enum class ClosingAnswer { LetRun, Stop, Stay };

/// The window: top bar, rail, pages, inspector, jobs strip and palette. It knows no workspace: whoever opens
/// one tells it the name and the jobs, and listens to what the person asks for.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MainWindow(const ShellParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setWorkspace(const QString &name, const QString &folder);
    void setJobs(QAbstractItemModel *jobs); ///< a JobsModel; nullptr: none

    /// Shows the page and makes it if it is not there yet. False if no such page is offered.
    bool openPage(const QString &id);
    Page *page(const QString &id) const; ///< nullptr while it has not been opened

    /// Makes the pages that have not been opened yet, piece by piece while nobody touches the window, so that
    /// opening one takes no longer than coming back to it.
    void preparePages();
    QString currentPage() const { return m_history.current(); }
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }

    TopBar &topBar() const { return *m_topBar; }
    Rail &rail() const { return *m_rail; }
    Inspector &inspector() const { return *m_inspector; }
    JobsStrip &jobsStrip() const { return *m_strip; }
    Palette &commandPalette() const { return *m_palette; }
    Toast &toast() const { return *m_toast; }

    /// Gives a widget over the window its place in the order of Tab and F6, after the others.
    void addRegion(QWidget *region) { m_regions.add(region); }
    QList<QWidget *> tabStops() const { return m_regions.stops(); }

    /// How a closing window asks; a dialog unless something else is given.
    using ClosingQuestion = std::function<ClosingAnswer(QWidget *window, int running)>;
    void setClosingQuestion(ClosingQuestion question);

public Q_SLOTS:
    void goBack();
    void goForward();
    void openPalette();
    void nextTheme(); ///< as the desktop, light, dark, and round again
    void setInspectorShown(bool shown);
    void setJobsOpen(bool open);
    void moveToRegion(bool next);
    void resetLayout(); ///< window, inspector, strip and theme as on the first day

Q_SIGNALS:
    void pageShown(const QString &id);
    void workspaceRequested(const QString &folder); ///< chosen among the recent ones, or dropped
    void filesDropped(const QStringList &files); ///< on whatever page; taken only where somebody listens
    void stopJobRequested(const QString &jobId);
    void showJobRequested(const QString &jobId);
    void closing(); ///< the window is going, and nothing holds it any more

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void build();
    void takeAction(QAction *action);
    void showPage(const QString &id);
    Page *makePage(const QString &id);
    void fillWorkspaceMenu();
    void copyToClipboard(const QString &text);
    void restore();
    void remember();
    QStringList runningJobs() const;

    ShellParts m_parts;
    Regions m_regions;
    History m_history;
    QHash<QString, Page *> m_pages; ///< all that are made; those that have been opened stand in the stack
    ClosingQuestion m_question;
    QPointer<QAbstractItemModel> m_jobs;
    QString m_folder;
    TopBar *m_topBar = nullptr;
    Rail *m_rail = nullptr;
    QSplitter *m_middle = nullptr;
    QStackedWidget *m_stack = nullptr;
    Inspector *m_inspector = nullptr;
    JobsStrip *m_strip = nullptr;
    Palette *m_palette = nullptr;
    Toast *m_toast = nullptr;
};

} // namespace slipway::ui
