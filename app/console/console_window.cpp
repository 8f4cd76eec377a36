#include "app/console/console_window.h"

#include "app/console/failed_page.h"
#include "app/console/rail_badges.h"
#include "app/console/workspace_size.h"
#include "app/console/workspace_sources.h"
#include "ui/models/text.h"
#include "ui/pages/data_page.h"
#include "ui/pages/offer_pages.h"
#include "ui/settings/settings.h"
#include "ui/settings/shortcut_memory.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QUndoStack>

namespace slipway::ui {

ConsoleWindow::ConsoleWindow(Theme &theme, Settings &settings, std::unique_ptr<WorkspaceSession> session,
                             QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_session(std::move(session))
    , m_actions([&theme](const QString &name) { return theme.icons().icon(name); })
{
    build({});
    connectSession();
}

ConsoleWindow::ConsoleWindow(Theme &theme, Settings &settings, const QString &whyNone, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions([&theme](const QString &name) { return theme.icons().icon(name); })
{
    build(whyNone);
}

ConsoleWindow::~ConsoleWindow() = default;

void ConsoleWindow::build(const QString &whyNone)
{
    if (m_session) {
        offerPages(m_pages,
                   {m_theme, m_actions, *m_session, m_settings,
                    [this](const QString &page) { return m_window && m_window->openPage(page); },
                    [this](const QString &sentence, const QString &link, std::function<void()> follow) {
                        if (m_window)
                            m_window->toast().show(sentence, link, std::move(follow));
                    }});
    } else {
        m_pages.offer(QStringLiteral("home"),
                      [this, whyNone](const PageDescription &description, QWidget *parent) -> Page * {
                          return new FailedPage({m_theme, m_actions}, description, whyNone, parent);
                      });
    }
    restoreShortcuts(m_actions, m_settings); // of the actions that are to come
    registerActions();
    m_window = std::make_unique<MainWindow>(ShellParts {m_theme, m_settings, m_actions, m_pages});
    connect(m_window.get(), &MainWindow::workspaceRequested, this,
            [this](const QString &folder) { Q_EMIT openRequested(folder, false, false); });
    connect(m_window.get(), &MainWindow::closing, this, &ConsoleWindow::closed);
    connectTour();
    m_actions.fill(m_window->topBar().helpMenu(),
                   {QStringLiteral("help.tour"), QStringLiteral("help.resume"), QStringLiteral("-"),
                    QStringLiteral("go.settings"), QStringLiteral("shell.reset_layout")});
}

void ConsoleWindow::connectSession()
{
    WorkspaceSession &session = *m_session;
    MainWindow &window = *m_window;
    window.setWorkspace(session.name(), session.folder());
    window.setJobs(&session.jobs());
    connect(&window, &MainWindow::stopJobRequested, this, [&session](const QString &id) {
        if (Job *job = session.jobs().job(id))
            job->stop();
    });
    connect(&window, &MainWindow::showJobRequested, this,
            [&window](const QString &) { window.setJobsOpen(true); });
    connect(&session.server(), &ServerHandle::changed, this, &ConsoleWindow::showServer);
    showServer();

    auto *size = new WorkspaceSize(session.folder(), this);
    connect(&session, &WorkspaceSession::changed, size, &WorkspaceSize::measureSoon);
    connect(size, &WorkspaceSize::measured, this, [&window](qint64 bytes) {
        window.jobsStrip().setWorkspaceSize(
            tr("Workspace %1").arg(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat)));
    });
    new RailBadges(session, window.rail(), this);
    new WorkspaceSources(session, window, this);

    connect(&session.edits(), &Edits::done, this,
            [this](const QString &text, const Json &) { showEdit(text); });
    connect(&window, &MainWindow::filesDropped, this, &ConsoleWindow::importFiles);
    connect(session.undoStack(), &QUndoStack::indexChanged, &m_actions, &ActionRegistry::refresh);
    connect(&session.edits(), &Edits::busyChanged, &m_actions, &ActionRegistry::refresh);
    connect(&session, &WorkspaceSession::feedFailed, this, [this](const Error &error) {
        showProblem(tr("The workspace cannot be read any more"), text(error.message));
    });
}

/// Wherever files are dropped, the Data page shows what they would become.
void ConsoleWindow::importFiles(const QStringList &files)
{
    const QString id = QStringLiteral("data");
    m_window->openPage(id);
    if (auto *page = qobject_cast<DataPage *>(m_window->page(id)))
        page->importFiles(files);
}

void ConsoleWindow::connectTour()
{
    m_tour = new TourPlayer(
        m_theme, m_actions, m_settings, [this](const QString &page) { return m_window->openPage(page); },
        m_window.get());
    m_window->addRegion(m_tour->bubble());
    connect(m_window.get(), &MainWindow::pageShown, m_tour,
            [this](const QString &page) { m_tour->notice(QStringLiteral("page.") + page); });
    connect(&m_actions, &ActionRegistry::triggered, m_tour, &TourPlayer::notice);
    connect(m_tour, &TourPlayer::left, &m_actions, &ActionRegistry::refresh);
    connect(m_tour, &TourPlayer::finished, &m_actions, &ActionRegistry::refresh);
    if (!m_session)
        return;
    // A pipeline's steps are jobs too; the tour waits for what the person has started.
    connect(&m_session->launcher(), &Launcher::started, this, [this](Job *job) {
        connect(job, &Job::finished, m_tour, [this] { m_tour->notice(QStringLiteral("job.finished")); });
    });
}

void ConsoleWindow::registerActions()
{
    const QString category = tr("Workspace");
    m_actions.add({.id = QStringLiteral("workspace.open"),
                   .text = tr("Open a workspace…"),
                   .category = category,
                   .icon = QStringLiteral("folder"),
                   .shortcut = QKeySequence(Qt::CTRL | Qt::Key_O),
                   .toolTip = tr("Chooses a folder that is a workspace"),
                   .run = [this] { askForFolder(false); }});
    m_actions.add({.id = QStringLiteral("workspace.create"),
                   .text = tr("Make a workspace…"),
                   .category = category,
                   .icon = QStringLiteral("plus"),
                   .shortcut = {},
                   .toolTip = tr("Makes a workspace of an empty folder"),
                   .run = [this] { askForFolder(true); }});
    m_actions.add({.id = QStringLiteral("workspace.new_window"),
                   .text = tr("New window"),
                   .category = category,
                   .icon = QStringLiteral("external"),
                   .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
                   .toolTip = tr("A second window on this workspace"),
                   .run = [this] { Q_EMIT openRequested(m_session->folder(), false, true); },
                   .enabled = [this] { return m_session != nullptr; }});
    registerEditActions();
    registerHelpActions();
}

void ConsoleWindow::registerEditActions()
{
    if (!m_session)
        return;
    QUndoStack *stack = m_session->undoStack();
    const QString category = tr("Edit");
    QAction *undo = m_actions.add(
        {.id = QStringLiteral("edit.undo"),
         .text = tr("Undo"),
         .category = category,
         .icon = QStringLiteral("undo"),
         .shortcut = QKeySequence(QKeySequence::Undo),
         .toolTip = {},
         .run = [stack] { stack->undo(); },
         .enabled = [this, stack] { return stack->canUndo() && !m_session->edits().isBusy(); }});
    QAction *redo = m_actions.add(
        {.id = QStringLiteral("edit.redo"),
         .text = tr("Redo"),
         .category = category,
         .icon = QStringLiteral("redo"),
         .shortcut = QKeySequence(QKeySequence::Redo),
         .toolTip = {},
         .run = [stack] { stack->redo(); },
         .enabled = [this, stack] { return stack->canRedo() && !m_session->edits().isBusy(); }});
    connect(stack, &QUndoStack::undoTextChanged, undo, [undo](const QString &what) {
        undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(what));
    });
    connect(stack, &QUndoStack::redoTextChanged, redo, [redo](const QString &what) {
        redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(what));
    });
}

void ConsoleWindow::registerHelpActions()
{
    const QString category = tr("Help");
    m_actions.add({.id = QStringLiteral("help.tour"),
                   .text = tr("Take the tour"),
                   .category = category,
                   .icon = QStringLiteral("flag"),
                   .shortcut = QKeySequence(Qt::Key_F1),
                   .toolTip = tr("Eight steps through a model's whole life, on this window"),
                   .run = [this] { startTour(QStringLiteral("feed")); },
                   .enabled = [this] { return m_session != nullptr; }});
    m_actions.add({.id = QStringLiteral("help.resume"),
                   .text = tr("Resume the tour"),
                   .category = category,
                   .icon = QStringLiteral("play"),
                   .shortcut = {},
                   .toolTip = tr("Goes on where the tour was left"),
                   .run = [this] { m_tour->resume(); },
                   .enabled = [this] { return m_session && m_tour && m_tour->canResume(); }});
}

void ConsoleWindow::startTour(const QString &id)
{
    QString problem;
    if (const auto tour = builtInTour(id, &problem))
        m_tour->start(*tour);
    else
        showProblem(tr("The tour cannot be shown"), problem);
}

void ConsoleWindow::askForFolder(bool create)
{
    auto *dialog =
        new QFileDialog(m_window.get(), create ? tr("Choose an empty folder") : tr("Choose a workspace"));
    dialog->setObjectName(QStringLiteral("workspace.folder_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, create](const QString &folder) { Q_EMIT openRequested(folder, create, false); });
    dialog->open();
}

void ConsoleWindow::showServer()
{
    const ServerHandle &server = m_session->server();
    JobsStrip &strip = m_window->jobsStrip();
    switch (server.state()) {
    case ServerHandle::State::Stopped:
        return strip.setServer(Status::Neutral, {});
    case ServerHandle::State::Starting:
        return strip.setServer(Status::Running, tr("The server is starting…"));
    case ServerHandle::State::Serving:
        return server.modelVersion().isEmpty()
            ? strip.setServer(Status::Warns, tr("Port %1 answers, without a model").arg(server.port()))
            : strip.setServer(Status::Ok, tr("Serving on port %1").arg(server.port()));
    case ServerHandle::State::Stopping:
        return strip.setServer(Status::Running, tr("The server is stopping…"));
    case ServerHandle::State::Failed:
        return strip.setServer(Status::Failed, tr("The server has stopped"));
    }
}

/// Both ways come here; what was just taken back is no longer what Undo would undo.
void ConsoleWindow::showEdit(const QString &text)
{
    QUndoStack *stack = m_session->undoStack();
    if (stack->undoText() == text)
        m_window->toast().show(tr("%1: done.").arg(text), tr("Undo"), [stack] { stack->undo(); });
    else
        m_window->toast().show(tr("%1: taken back.").arg(text), tr("Redo"), [stack] { stack->redo(); });
}

void ConsoleWindow::showProblem(const QString &title, const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Close, m_window.get());
    box->setObjectName(QStringLiteral("window.problem"));
    box->setInformativeText(sentence);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace slipway::ui
