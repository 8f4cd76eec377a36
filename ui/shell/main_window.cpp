#include "ui/shell/main_window.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/jobs_model.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/settings/shortcut_memory.h"
#include "ui/settings/window_memory.h"
#include "ui/shell/closing_question.h"
#include "ui/pages/data_file.h"
#include "ui/shell/dropped_folder.h"
#include "ui/shell/inspector.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/page_preparation.h"
#include "ui/shell/palette.h"
#include "ui/shell/rail.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_sources.h"
#include "ui/theme/theme.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QMetaMethod>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr QSize kFirstSize(1440, 900);
constexpr int kNarrow = 1200; // below this the rail shows glyphs only

QString modeName(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light:
        return QStringLiteral("light");
    case ThemeMode::Dark:
        return QStringLiteral("dark");
    case ThemeMode::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeMode modeOf(const QString &name)
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        if (name == modeName(mode))
            return mode;
    }
    return ThemeMode::System;
}

} // namespace

MainWindow::MainWindow(const ShellParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_regions(*this)
    , m_question(askBeforeClosing)
{
    setObjectName(QStringLiteral("window"));
    setAcceptDrops(true);
    for (const QString &id : parts.actions.ids())
        takeAction(parts.actions.action(id));
    connect(&parts.actions, &ActionRegistry::added, this, &MainWindow::takeAction);
    registerWindowActions(parts.actions, parts.pages, parts.theme, *this);
    build();
    addWindowSources(*m_palette, parts.actions, parts.pages, *this);
    connect(&parts.theme, &Theme::changed, this, [this] {
        m_parts.settings.set(kThemeMode, modeName(m_parts.theme.mode()));
        m_parts.actions.refresh();
        update();
    });
    setWorkspace({}, {});
    restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::setWorkspace(const QString &name, const QString &folder)
{
    m_folder = folder;
    m_topBar->setWorkspaceName(name);
    setWindowTitle(name.isEmpty() ? tr("Slipway") : tr("%1 – Slipway", "workspace and program").arg(name));
    if (!folder.isEmpty())
        m_parts.settings.addRecentWorkspace(folder);
}

void MainWindow::setJobs(QAbstractItemModel *jobs)
{
    m_jobs = jobs;
    m_strip->setModel(jobs);
}

bool MainWindow::openPage(const QString &id)
{
    const PageDescription *description = m_parts.pages.find(id);
    if (!description || !description->make)
        return false;
    m_history.visit(id);
    showPage(id);
    return true;
}

Page *MainWindow::page(const QString &id) const
{
    Page *page = m_pages.value(id);
    return page && m_stack->indexOf(page) >= 0 ? page : nullptr;
}

void MainWindow::setClosingQuestion(ClosingQuestion question)
{
    m_question = std::move(question);
}

void MainWindow::goBack()
{
    if (m_history.canGoBack())
        showPage(m_history.back());
}

void MainWindow::goForward()
{
    if (m_history.canGoForward())
        showPage(m_history.forward());
}

void MainWindow::openPalette()
{
    m_palette->open();
}

void MainWindow::nextTheme()
{
    switch (m_parts.theme.mode()) {
    case ThemeMode::System:
        return m_parts.theme.setMode(ThemeMode::Light);
    case ThemeMode::Light:
        return m_parts.theme.setMode(ThemeMode::Dark);
    case ThemeMode::Dark:
        return m_parts.theme.setMode(ThemeMode::System);
    }
}

void MainWindow::setInspectorShown(bool shown)
{
    if (!shown && m_inspector->isVisible())
        m_parts.settings.set(kInspectorWidth, m_inspector->width());
    m_inspector->setVisible(shown);
    m_parts.actions.action(QStringLiteral("shell.inspector"))->setChecked(shown);
    if (!shown)
        return;
    const int standard = m_parts.theme.pixels(u"shell.inspector");
    const int wanted = m_parts.settings.value(kInspectorWidth, standard).toInt();
    m_middle->setSizes({m_middle->width() - m_middle->handleWidth() - wanted, wanted});
}

void MainWindow::setJobsOpen(bool open)
{
    m_strip->setOpen(open);
    m_parts.actions.action(QStringLiteral("shell.jobs_open"))->setChecked(open);
}

void MainWindow::moveToRegion(bool next)
{
    if (QWidget *control = m_regions.nextRegion(next))
        control->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

void MainWindow::resetLayout()
{
    m_parts.settings.reset();
    applyShortcuts(m_parts.actions, m_parts.settings);
    m_parts.theme.setMode(ThemeMode::System);
    setWindowState(windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    resize(kFirstSize);
    setInspectorShown(false);
    setJobsOpen(false);
}

void MainWindow::build()
{
    const Theme &theme = m_parts.theme;
    m_topBar = new TopBar(theme, m_parts.actions, this);
    m_rail = new Rail(theme, m_parts.pages, this);
    m_middle = new QSplitter(Qt::Horizontal, this);
    m_middle->setObjectName(QStringLiteral("shell.middle"));
    m_middle->setHandleWidth(1);
    m_middle->setChildrenCollapsible(false);
    auto *scroll = new QScrollArea(m_middle);
    scroll->setObjectName(QStringLiteral("shell.content"));
    scroll->setAccessibleName(tr("Page"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the page has the stops
    m_stack = new QStackedWidget(scroll);
    m_stack->setMinimumWidth(theme.pixels(u"shell.pageMinWidth"));
    scroll->setWidget(m_stack);
    scroll->viewport()->setAutoFillBackground(false);
    m_stack->setAutoFillBackground(false);
    m_inspector = new Inspector(theme, m_middle);
    m_middle->addWidget(scroll);
    m_middle->addWidget(m_inspector);
    m_middle->setStretchFactor(0, 1);
    m_middle->setStretchFactor(1, 0);
    m_strip = new JobsStrip(theme, m_parts.actions, this);
    m_palette = new Palette(theme, this);
    m_toast = new Toast(theme, this, theme.pixels(u"shell.jobsStrip"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(m_middle, 1);
    column->addWidget(m_topBar);
    column->addLayout(middle, 1);
    column->addWidget(m_strip);

    for (QWidget *region :
         {static_cast<QWidget *>(m_topBar), static_cast<QWidget *>(m_rail), static_cast<QWidget *>(scroll),
          static_cast<QWidget *>(m_inspector), static_cast<QWidget *>(m_strip)})
        m_regions.add(region);

    connect(m_rail, &Rail::chosen, this, &MainWindow::openPage);
    connect(m_topBar, &TopBar::workspaceMenuOpens, this, &MainWindow::fillWorkspaceMenu);
    connect(m_strip, &JobsStrip::stopRequested, this, &MainWindow::stopJobRequested);
    connect(m_strip, &JobsStrip::showRequested, this, &MainWindow::showJobRequested);
    connect(m_strip, &JobsStrip::copyRequested, this, &MainWindow::copyToClipboard);
}

/// Makes the keys of an action work in the whole window.
void MainWindow::takeAction(QAction *action)
{
    addAction(action);
}

void MainWindow::preparePages()
{
    QStringList ids;
    for (const PageDescription &page : m_parts.pages.offered())
        ids.append(page.id);
    auto *preparation = new PagePreparation(this, [this](const QString &id) -> QWidget * {
        if (m_pages.contains(id))
            return nullptr;
        Page *page = makePage(id);
        page->hide();
        return page;
    });
    preparation->start(ids);
}

/// Outside the stack a page has its parent all the same, because its style follows from where it will stand.
Page *MainWindow::makePage(const QString &id)
{
    const PageDescription &description = *m_parts.pages.find(id);
    Page *page = description.make(description, m_stack);
    m_pages.insert(id, page);
    connect(page, &Page::inspected, this, [this, page](const Inspection &selection) {
        if (m_stack->currentWidget() == page)
            m_inspector->show(selection);
    });
    connect(page, &Page::commandCopied, this,
            [this](const QString &) { m_toast->show(tr("Command copied.")); });
    return page;
}

void MainWindow::showPage(const QString &id)
{
    Page *page = m_pages.contains(id) ? m_pages.value(id) : makePage(id);
    if (m_stack->indexOf(page) < 0)
        m_stack->addWidget(page);
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(id);
    m_inspector->show(page->inspection());
    m_parts.actions.setScope(id);
    m_parts.settings.set(kWindowPage, id);
    Q_EMIT pageShown(id);
}

void MainWindow::fillWorkspaceMenu()
{
    QMenu *menu = m_topBar->workspaceMenu();
    menu->clear();
    for (const QString &folder : m_parts.settings.recentWorkspaces()) {
        QString name = QFileInfo(folder).fileName();
        QAction *choice = menu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        choice->setToolTip(folder);
        choice->setCheckable(true);
        choice->setChecked(QFileInfo(folder) == QFileInfo(m_folder));
        connect(choice, &QAction::triggered, this, [this, folder] { Q_EMIT workspaceRequested(folder); });
    }
    menu->setToolTipsVisible(true);
    m_parts.actions.fill(menu,
                         {QStringLiteral("-"), QStringLiteral("workspace.open"),
                          QStringLiteral("workspace.create"), QStringLiteral("workspace.new_window")});
}

void MainWindow::copyToClipboard(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    m_toast->show(tr("Command copied."));
}

void MainWindow::restore()
{
    const Settings &settings = m_parts.settings;
    m_parts.theme.setMode(modeOf(settings.value(kThemeMode).toString()));
    resize(kFirstSize);
    restoreWindow(settings, *this);
    setInspectorShown(settings.value(kInspectorShown, false).toBool());
    setJobsOpen(settings.value(kStripOpen, false).toBool());
    const QList<PageDescription> pages = m_parts.pages.offered();
    if (!openPage(settings.value(kWindowPage).toString()) && !pages.isEmpty())
        openPage(pages.constFirst().id);
}

void MainWindow::remember()
{
    Settings &settings = m_parts.settings;
    rememberWindow(settings, *this);
    settings.set(kInspectorShown, m_inspector->isVisibleTo(this));
    if (m_inspector->isVisibleTo(this))
        settings.set(kInspectorWidth, m_inspector->width());
    settings.set(kStripOpen, m_strip->isOpen());
    settings.save();
}

QStringList MainWindow::runningJobs() const
{
    QStringList ids;
    for (int i = 0; m_jobs && i < m_jobs->rowCount(); ++i) {
        const QModelIndex job = m_jobs->index(i, 0);
        if (job.data(JobsModel::StateRole).value<Job::State>() < Job::State::Done
            && !job.data(JobsModel::EndsWithWindowRole).toBool())
            ids.append(job.data(IdRole).toString());
    }
    return ids;
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_parts.theme.colour(u"surface.canvas"));
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrow;
    m_rail->setCollapsed(narrow);
    m_topBar->setRailWidth(m_rail->width());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const QStringList running = runningJobs();
    const ClosingAnswer answer =
        running.isEmpty() ? ClosingAnswer::LetRun : m_question(this, static_cast<int>(running.size()));
    if (answer == ClosingAnswer::Stay) {
        event->ignore();
        return;
    }
    if (answer == ClosingAnswer::Stop) {
        for (const QString &id : running)
            Q_EMIT stopJobRequested(id);
    }
    remember();
    Q_EMIT closing();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const bool takesFiles = isSignalConnected(QMetaMethod::fromSignal(&MainWindow::filesDropped));
    if (!workspaceIn(*event->mimeData()).isEmpty()
        || (takesFiles && !droppedFiles(*event->mimeData()).isEmpty()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString folder = workspaceIn(*event->mimeData());
    const QStringList files = droppedFiles(*event->mimeData());
    if (folder.isEmpty() && files.isEmpty())
        return;
    event->acceptProposedAction();
    if (folder.isEmpty())
        Q_EMIT filesDropped(files);
    else
        Q_EMIT workspaceRequested(folder);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QWidget *control = m_regions.neighbour(next);
    if (!control)
        return QWidget::focusNextPrevChild(next);
    control->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace slipway::ui
