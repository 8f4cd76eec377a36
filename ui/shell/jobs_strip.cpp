#include "ui/shell/jobs_strip.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/jobs_model.h"
#include "ui/shell/job_row.h"
#include "ui/shell/quiet_button.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int kFrameMs = 16;
constexpr int kRoomForRow = 400; // a running job with its bar and Stop
constexpr int kMostListed = 50;

} // namespace

JobsStrip::JobsStrip(const Theme &theme, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("shell.jobs"));
    setAccessibleName(tr("Jobs"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kFrameMs);
    connect(&m_soon, &QTimer::timeout, this, &JobsStrip::refresh);
    connect(&theme, &Theme::changed, this, [this] { update(); });

    const auto label = [this](const QString &name, const QString &role) {
        auto *made = makeLabel(role, {}, this);
        made->setObjectName(name);
        return made;
    };
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);

    m_line = new QWidget(this);
    m_line->setFixedHeight(theme.pixels(u"shell.jobsStrip") - 1);
    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins(14, 0, 6, 0);
    line->setSpacing(7);
    m_running = new QHBoxLayout;
    m_running->setSpacing(12);
    m_nothing = label(QStringLiteral("jobs.nothing"), QStringLiteral("note"));
    m_nothing->setText(tr("No job is running."));
    m_more = label(QStringLiteral("jobs.more"), QStringLiteral("note"));
    m_serverMark = new StatusMark(theme, this);
    m_server = label(QStringLiteral("jobs.server"), QStringLiteral("small"));
    m_size = label(QStringLiteral("jobs.workspace_size"), QStringLiteral("note"));
    m_toggle = new QuietButton(theme, QStringLiteral("shell.jobs_open"), this);
    m_toggle->setGlyph(QStringLiteral("chevu"));
    m_toggle->follow(actions.action(QStringLiteral("shell.jobs_open")));
    m_toggle->setFixedHeight(theme.pixels(u"control.compact"));
    line->addLayout(m_running);
    line->addWidget(m_nothing);
    line->addWidget(m_more);
    line->addStretch();
    line->addWidget(m_serverMark);
    line->addWidget(m_server);
    line->addSpacing(10);
    line->addWidget(m_size);
    line->addSpacing(2);
    line->addWidget(m_toggle);
    column->addWidget(m_line);

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("jobs.scroll"));
    scroll->setAccessibleName(tr("Running and recent jobs"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // its rows have the stops
    m_list = new QWidget(scroll);
    m_list->setProperty("role", QStringLiteral("scrolled"));
    m_listColumn = new QVBoxLayout(m_list);
    m_listColumn->setContentsMargins(14, 4, 14, 8);
    m_listColumn->setSpacing(0);
    m_noJobs = label(QStringLiteral("jobs.none"), QStringLiteral("note"));
    m_noJobs->setText(tr("No job has run in this workspace yet."));
    m_listColumn->addWidget(m_noJobs);
    m_listColumn->addStretch();
    scroll->setWidget(m_list);
    scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    column->addWidget(scroll, 1);

    setServer(Status::Neutral, {});
    setWorkspaceSize({});
    setOpen(false);
    refresh();
}

void JobsStrip::setModel(QAbstractItemModel *jobs)
{
    if (m_jobs)
        disconnect(m_jobs, nullptr, this, nullptr);
    m_jobs = jobs;
    if (jobs) {
        const auto soon = [this] {
            if (!m_soon.isActive())
                m_soon.start();
        };
        connect(jobs, &QAbstractItemModel::dataChanged, this, soon);
        connect(jobs, &QAbstractItemModel::rowsInserted, this, soon);
        connect(jobs, &QAbstractItemModel::rowsRemoved, this, soon);
        connect(jobs, &QAbstractItemModel::rowsMoved, this, soon);
        connect(jobs, &QAbstractItemModel::modelReset, this, soon);
        connect(jobs, &QObject::destroyed, this, soon);
    }
    refresh();
}

void JobsStrip::setServer(Status status, const QString &sentence)
{
    m_serverMark->setStatus(status);
    m_serverMark->setVisible(!sentence.isEmpty());
    m_server->setText(sentence);
    m_server->setVisible(!sentence.isEmpty());
}

void JobsStrip::setWorkspaceSize(const QString &sentence)
{
    m_size->setText(sentence);
    m_size->setVisible(!sentence.isEmpty());
}

void JobsStrip::setOpen(bool open)
{
    m_open = open;
    setFixedHeight(m_theme.pixels(open ? u"shell.jobsExpanded" : u"shell.jobsStrip"));
    m_toggle->setGlyph(open ? QStringLiteral("chevd") : QStringLiteral("chevu"));
    // Hidden, not only out of sight: Tab must not go through rows that nobody sees.
    findChild<QScrollArea *>(QStringLiteral("jobs.scroll"))->setVisible(open);
    refresh();
}

bool JobsStrip::runs(const QModelIndex &job) const
{
    return job.data(JobsModel::StateRole).value<Job::State>() < Job::State::Done;
}

void JobsStrip::refresh()
{
    refreshLine();
    refreshList();
}

void JobsStrip::refreshLine()
{
    const int room = std::max(1, (width() - kRoomForRow) / kRoomForRow);
    const int count = m_jobs ? m_jobs->rowCount() : 0;
    int shown = 0;
    int running = 0;
    for (int i = 0; i < count; ++i) {
        const QModelIndex job = m_jobs->index(i, 0);
        if (!runs(job))
            continue;
        ++running;
        if (shown < room)
            row(m_lineRows, shown++, false)->show(job);
    }
    // With nothing to do the last outcome stays in sight, until the next job.
    if (running == 0 && count > 0)
        row(m_lineRows, shown++, false)->show(m_jobs->index(0, 0));
    for (int i = 0; i < m_lineRows.size(); ++i)
        m_lineRows[i]->setVisible(i < shown);
    m_nothing->setVisible(shown == 0);
    m_more->setText(tr("%Ln more", "running jobs", running - shown));
    m_more->setVisible(running > shown);
}

void JobsStrip::refreshList()
{
    if (!m_open)
        return;
    const int count = m_jobs ? std::min(m_jobs->rowCount(), kMostListed) : 0;
    int at = 0;
    for (const bool wanted : {true, false}) { // what runs stands first
        for (int i = 0; i < count; ++i) {
            const QModelIndex job = m_jobs->index(i, 0);
            if (runs(job) == wanted)
                row(m_listRows, at++, true)->show(job);
        }
    }
    for (int i = 0; i < m_listRows.size(); ++i)
        m_listRows[i]->setVisible(i < at);
    m_noJobs->setVisible(at == 0);
}

JobRow *JobsStrip::row(QList<JobRow *> &rows, int at, bool inList)
{
    if (at < rows.size())
        return rows[at];
    auto *made =
        new JobRow(m_theme, inList ? JobRow::Form::List : JobRow::Form::Strip, inList ? m_list : m_line);
    connect(made, &JobRow::stopRequested, this, &JobsStrip::stopRequested);
    connect(made, &JobRow::openRequested, this, &JobsStrip::showRequested);
    connect(made, &JobRow::commandRequested, this, &JobsStrip::copyRequested);
    if (inList)
        m_listColumn->insertWidget(m_listColumn->count() - 1, made);
    else
        m_running->addWidget(made);
    // The jobs come before the button that opens the list, in the order of Tab as on the screen.
    const auto buttons = made->findChildren<QuietButton *>();
    if (!inList && !buttons.isEmpty())
        setTabOrder(buttons.last(), m_toggle);
    rows.append(made);
    return made;
}

void JobsStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(u"surface.rail"));
    painter.fillRect(0, 0, width(), 1, m_theme.colour(u"border.default"));
    if (m_open)
        painter.fillRect(0, m_line->geometry().bottom() + 1, width(), 1, m_theme.colour(u"border.subtle"));
}

void JobsStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        refreshLine();
}

} // namespace slipway::ui
