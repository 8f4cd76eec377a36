#include "ui/pages/pipelines_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job_status.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/pipeline_steps_model.h"
#include "ui/pages/pipelines_graph.h"
#include "ui/pages/pipelines_step.h"
#include "ui/pages/pipelines_time.h"
#include "ui/pages/pipelines_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int clockMs = 250;
constexpr qint64 rowChoices[] = {20'000, 100'000, 1'000'000};
constexpr int standardChoice = 1;
constexpr int manyJobs = 100; ///< that JobsModel keeps
constexpr int roomForScrollBar = 10;
constexpr int stateWidth = 110;
constexpr int stepWidth = 280;
constexpr int timeWidth = 100;

double seconds(qint64 micros)
{
    return static_cast<double>(micros) / static_cast<double>(microsPerSecond);
}

bool isPipeline(const Job &job)
{
    return job.command().value(0) == QLatin1String("demo");
}

} // namespace

PipelinesPage::PipelinesPage(const PageServices &services, const PageDescription &description,
                             QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_chip(new Chip(services.theme, Status::Neutral, this))
    , m_stack(new QStackedWidget(this))
    , m_model(new PipelineStepsModel(this))
{
    m_chip->setObjectName(QStringLiteral("pipelines.state"));
    m_chip->hide();
    titleLine().addBadge(m_chip);
    addActions();
    addFilterLine();
    m_stack->addWidget(makeResult());
    m_stack->addWidget(makeSteps());
    views().setResult(m_stack);
    showEmptyText();

    auto &jobs = session().jobs();
    connect(&jobs, &JobsModel::completed, this, &PipelinesPage::followNewest);
    connect(&jobs, &QAbstractItemModel::rowsInserted, this, &PipelinesPage::followNewest);
    m_clock.setInterval(clockMs);
    connect(&m_clock, &QTimer::timeout, this, &PipelinesPage::showTick);
}

void PipelinesPage::showEmptyText()
{
    // Older jobs are not looked at any more: then nobody knows whether there was one.
    const bool many = session().jobs().rowCount() >= manyJobs;
    views().setEmpty(
        {.icon = QStringLiteral("pipelines"),
         .title = many ? tr("No pipeline among the newest jobs") : tr("No pipeline has run yet"),
         .sentence = tr("The feed pipeline takes a model through its whole life: data, features, training, "
                        "promotion, serving, drift and a report."),
         .ways = {{.objectName = QStringLiteral("pipelines.run_first"),
                   .verb = tr("&Run it on 20,000 interactions"),
                   .run =
                       [this] {
                           m_rows->setCurrentIndex(0);
                           actions().trigger(QStringLiteral("pipelines.run"));
                       }},
                  {.objectName = QStringLiteral("pipelines.to_data"),
                   .verb = tr("Bring &data of your own"),
                   .run = [this] { openPage(QStringLiteral("data")); }}}});
}

void PipelinesPage::addActions()
{
    registerAction({.id = QStringLiteral("pipelines.stop"),
                    .text = tr("Stop"),
                    .icon = QStringLiteral("stop"),
                    .toolTip = tr("Stops the step that runs; what the steps before it made is kept"),
                    .run =
                        [this] {
                            if (m_job)
                                m_job->stop();
                        },
                    .enabled = [this] { return isRunning() && m_job->state() != Job::State::Stopping; }});
    registerAction({.id = QStringLiteral("pipelines.run"),
                    .text = tr("Run"),
                    .icon = QStringLiteral("play"),
                    .toolTip = tr("Runs every step of the feed pipeline, one after another"),
                    .run =
                        [this] {
                            select({});
                            startBeside(runCommand());
                        },
                    .enabled = [this] { return !isRunning() && !session().isReadOnly(); }});
    registerAction({.id = QStringLiteral("pipelines.open_step"),
                    .text = tr("Open its page"),
                    .icon = QStringLiteral("right"),
                    .toolTip = tr("Opens the page that shows what the selected step has made"),
                    .run =
                        [this] {
                            if (const auto *step = m_run.find(m_selected))
                                openPage(pageOf(*step));
                        },
                    .enabled =
                        [this] {
                            const auto *step = m_run.find(m_selected);
                            return step && step->hasEnded() && !pageOf(*step).isEmpty();
                        }});
    m_stop = addTitleButton(QStringLiteral("pipelines.stop"));
    m_start = addTitleButton(QStringLiteral("pipelines.run"), true);
    connect(&views(), &FourViews::viewChanged, this, &PipelinesPage::showButtons);
    showButtons();
}

void PipelinesPage::addFilterLine()
{
    m_parts = new Segments(QStringLiteral("pipelines.part"), this);
    m_parts->setAccessibleName(tr("View"));
    m_parts->add(QStringLiteral("graph"), tr("Graph and time"));
    m_parts->add(QStringLiteral("steps"), tr("Steps"));
    connect(m_parts, &Segments::currentChanged, this, [this](const QString &part) {
        m_stack->setCurrentIndex(part == QLatin1String("steps") ? 1 : 0);
    });
    m_rows = new QComboBox(this);
    m_rows->setObjectName(QStringLiteral("pipelines.rows"));
    m_rows->setAccessibleName(tr("Interactions to run on"));
    for (const qint64 rows : rowChoices)
        m_rows->addItem(tr("%1 interactions").arg(NumberText::count(static_cast<double>(rows))), rows);
    m_rows->setCurrentIndex(standardChoice);
    auto *label = makeLabel(QStringLiteral("small"), tr("&Next run on"), this);
    label->setBuddy(m_rows);
    filterLine()->addWidget(m_parts);
    filterLine()->addStretch();
    filterLine()->addWidget(label);
    filterLine()->addWidget(m_rows);
}

/// One of the two; in the other views the ways on stand in the middle.
void PipelinesPage::showButtons()
{
    const bool result = view() == View::Result;
    m_stop->setVisible(result && isRunning());
    m_start->setVisible(result && !isRunning());
}

QWidget *PipelinesPage::makeResult()
{
    auto *both = new QWidget(m_stack);
    m_graphPanel = new Panel(theme(), tr("Graph"), both);
    m_graph = new GraphView(theme(), Qt::Horizontal, m_graphPanel);
    m_graph->setObjectName(QStringLiteral("pipelines.graph"));
    m_graph->setAccessibleName(tr("Steps and what they wait for"));
    const int inner = theme().pixels(u"space.panel");
    m_graphPanel->body()->setContentsMargins(inner, 0, inner, 2); // the scroll bar's room is margin enough
    m_graphPanel->body()->addWidget(m_graph);
    connect(m_graph, &GraphView::chosen, this, &PipelinesPage::select);

    m_timePanel = new Panel(theme(), tr("Time"), both);
    auto *scroll = new QScrollArea(m_timePanel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_time = new PipelinesTime(theme(), scroll);
    scroll->setWidget(m_time);
    scroll->viewport()->setAutoFillBackground(false);
    m_time->setAutoFillBackground(false);
    m_timePanel->body()->setContentsMargins(1, 0, 1, 1);
    m_timePanel->body()->addWidget(scroll);
    connect(m_time, &PipelinesTime::chosen, this, &PipelinesPage::select);

    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    column->addWidget(m_graphPanel);
    column->addWidget(m_timePanel, 1);
    return both;
}

QWidget *PipelinesPage::makeSteps()
{
    auto *panel = new Panel(theme(), tr("Steps"), m_stack);
    m_table = new TableView(theme(), panel);
    m_table->setObjectName(QStringLiteral("pipelines.steps"));
    m_table->setAccessibleName(tr("Steps of the pipeline"));
    auto *sorted = new QSortFilterProxyModel(m_table);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(SortRole);
    m_table->setModel(sorted);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(PipelineStepsModel::State, new ChipDelegate(theme(), m_table));
    for (const int column : {PipelineStepsModel::Start, PipelineStepsModel::Time}) {
        m_table->setItemDelegateForColumn(column, new NumberDelegate(theme(), m_table));
        m_table->setColumnWidth(column, timeWidth);
    }
    m_table->setColumnWidth(PipelineStepsModel::State, stateWidth);
    m_table->setColumnWidth(PipelineStepsModel::Step, stepWidth);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    select(now.data(IdRole).toString());
            });
    connect(m_table, &TableView::opened, this,
            [this] { actions().trigger(QStringLiteral("pipelines.open_step")); });
    return panel;
}

QStringList PipelinesPage::runCommand() const
{
    return {QStringLiteral("demo"), QStringLiteral("feed"), QStringLiteral("--rows"),
            m_rows->currentData().toString()};
}

QStringList PipelinesPage::command() const
{
    const auto *step = m_run.find(m_selected);
    // What has not begun has no command yet: it names the answers of other steps.
    return step && step->hasBegun() ? step->command : m_job ? m_job->command() : runCommand();
}

bool PipelinesPage::isRunning() const
{
    return m_job && !m_job->hasEnded();
}

double PipelinesPage::secondsSinceStart() const
{
    if (!m_job || m_job->started() == 0)
        return 0;
    return std::max(0.0, seconds((m_job->hasEnded() ? m_job->ended() : utcNow()) - m_job->started()));
}

/// The job's progress counts whole steps; what is left of them belongs to the one that runs.
double PipelinesPage::runningFraction() const
{
    if (!m_job)
        return 0;
    const double steps = m_job->fraction() * static_cast<double>(m_run.steps.size());
    return steps - std::floor(steps);
}

void PipelinesPage::refresh()
{
    followNewest();
    if (m_job)
        readEvents();
    else if (session().jobs().isComplete())
        showRun({});
}

void PipelinesPage::followNewest()
{
    auto &jobs = session().jobs();
    for (int row = 0; row < jobs.rowCount(); ++row) {
        Job *job = jobs.job(jobs.index(row));
        if (!isPipeline(*job))
            continue;
        if (job != m_job)
            follow(job);
        return;
    }
    if (jobs.isComplete() && !m_job)
        showRun({});
}

void PipelinesPage::follow(Job *job)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_run = {};
    connect(job, &Job::announced, this, &PipelinesPage::readEvents);
    connect(job, &Job::progressed, this, &PipelinesPage::showGraph);
    connect(job, &Job::stateChanged, this, &PipelinesPage::readEvents);
    readEvents();
}

void PipelinesPage::readEvents()
{
    if (!m_job)
        return;
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    const QPointer<Job> asked = m_job;
    session().reader().jobEvents(m_pending, m_job->id(), QStringLiteral("state"),
                                 [this, asked](const Result<std::vector<Json>> &events) {
                                     if (!events) {
                                         showReadingFailure(events.error());
                                         return;
                                     }
                                     if (asked && asked == m_job) {
                                         auto run = pipelineRunFrom(events.value(), m_job->started());
                                         if (m_job->hasEnded())
                                             run.close(m_job->state() == Job::State::Cancelled);
                                         showRun(run);
                                     }
                                     if (m_readAgain || asked != m_job)
                                         readEvents();
                                 });
}

void PipelinesPage::showRun(const PipelineRun &run)
{
    m_run = run;
    m_model->show(run);
    if (isRunning())
        m_clock.start();
    else
        m_clock.stop();
    showGraph();
    m_time->setRun(m_run, secondsSinceStart(), isRunning());
    m_parts->parentWidget()->setVisible(m_job != nullptr);
    summarise();
    showTick();
    inspectStep();
    if (!m_job)
        showEmptyText();
    showContent(m_job == nullptr);
    showButtons();
}

void PipelinesPage::showGraph()
{
    const auto graph = pipelineGraph(m_run, runningFraction());
    m_graph->setColumnTitles(graph.columnTitles);
    m_graph->setGraph(graph.nodes, graph.edges);
    m_graph->setFixedHeight(m_graph->sizeHint().height() + roomForScrollBar);
}

void PipelinesPage::showTick()
{
    m_chip->setVisible(m_job != nullptr);
    if (!m_job)
        return;
    m_chip->setStatus(statusOf(m_job->state()), pipelineStateWord(*m_job, secondsSinceStart()));
    if (isRunning())
        m_time->setNow(secondsSinceStart());
}

void PipelinesPage::summarise()
{
    setSentence(m_job ? pipelineSentence(*m_job, m_run) : QString());
    m_graphPanel->setNote(pipelineCounts(m_run));
    m_timePanel->setNote(tr("seconds since the pipeline began, one step at a time"));
    actions().refresh();
}

void PipelinesPage::select(const QString &id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    inspectStep();
}

void PipelinesPage::inspectStep()
{
    const auto *step = m_run.find(m_selected);
    m_graph->setSelected(step ? m_selected : QString());
    m_time->setSelected(step ? m_selected : QString());
    for (int row = 0; step && row < m_table->model()->rowCount(); ++row) {
        const auto index = m_table->model()->index(row, PipelineStepsModel::Step);
        if (index.data(IdRole).toString() == m_selected && m_table->currentIndex().row() != row)
            m_table->setCurrentIndex(index);
    }
    if (!step)
        m_table->setCurrentIndex({});
    actions().refresh();
    if (!step) {
        inspect({});
        return;
    }
    auto selection = inspectionOf(*step, m_run);
    selection.actions = {actions().action(QStringLiteral("pipelines.copy_command")),
                         actions().action(QStringLiteral("pipelines.open_step"))};
    inspect(selection);
}

} // namespace slipway::ui
