#include "ui/pages/experiments_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/experiments_curves.h"
#include "ui/pages/experiments_drawn.h"
#include "ui/pages/experiments_facts.h"
#include "ui/pages/experiments_filter.h"
#include "ui/pages/experiments_form.h"
#include "ui/pages/experiments_overview.h"
#include "ui/pages/experiments_runs.h"
#include "ui/pages/experiments_table.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/panel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

using workspace::RunRow;

constexpr int inspectMs = 1000;

} // namespace

ExperimentsPage::ExperimentsPage(const PageServices &services, const PageDescription &description,
                                 QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_drawn(new DrawnRuns(session().selection(), session().reader(), this))
    , m_runs(new ExperimentRuns(session().reader(), session().jobs(), *m_drawn, this))
    , m_overview(new RunsOverview(session().reader(), this))
    , m_facts(new RunFacts(session(), *m_runs, this))
{
    registerActions();
    registerRunActions();
    m_newRun = addTitleButton(QStringLiteral("experiments.new_run"), true);
    m_running = new Chip(theme(), Status::Running);
    m_running->setObjectName(QStringLiteral("experiments.running"));
    m_running->hide();
    titleLine().addBadge(m_running);
    makeFilterLine();
    m_form = new TrainForm(theme(), this);
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_form);
    connect(m_form, &TrainForm::accepted, this,
            [this] { actions().trigger(QStringLiteral("experiments.train")); });
    connect(m_form, &TrainForm::closed, this, &ExperimentsPage::closeForm);
    connect(this, &Page::viewChanged, this, &ExperimentsPage::choosePrimary);
    views().setResult(makeResult());
    offerWays();
    choosePrimary();

    connect(m_runs, &RowsModelBase::loaded, this, &ExperimentsPage::takeRows);
    connect(m_runs, &RowsModelBase::failed, this, &ExperimentsPage::showReadingFailure);
    connect(m_overview, &RunsOverview::changed, this, &ExperimentsPage::takeOverview);
    connect(m_drawn, &DrawnRuns::changed, this, [this] {
        m_filter->sayCount(m_drawn->count());
        actions().refresh();
    });
    connect(m_facts, &RunFacts::changed, this, &ExperimentsPage::showSelectedSoon);
    connect(&session(), &WorkspaceSession::happened, this, [this] { m_isStale = true; });
    followJobs();
    followEdits();
}

ExperimentsPage::~ExperimentsPage() = default;

QStringList ExperimentsPage::command() const
{
    const QStringList selected = m_facts->command();
    return selected.isEmpty() || m_form->isVisible() ? m_form->command() : selected;
}

void ExperimentsPage::makeFilterLine()
{
    m_filter = new RunsFilter(theme(), *m_runs);
    auto *compare = makeButton(theme(),
                               {.objectName = QStringLiteral("experiments.compare"),
                                .text = tr("&Compare…"),
                                .icon = QStringLiteral("compare")});
    QAction *action = actions().action(QStringLiteral("experiments.compare"));
    compare->setToolTip(action->toolTip());
    compare->setEnabled(action->isEnabled());
    connect(action, &QAction::changed, compare,
            [compare, action] { compare->setEnabled(action->isEnabled()); });
    connect(compare, &QPushButton::clicked, action, [action] { action->trigger(); });
    filterLine()->addWidget(m_filter, 1);
    filterLine()->addWidget(compare);
}

QWidget *ExperimentsPage::makeResult()
{
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    m_curves = new ExperimentCurves(theme(), session().reader(), session().jobs(), *m_drawn);
    column->addWidget(m_curves, 9);
    auto *panel = new Panel(theme(), {});
    panel->setAccessibleName(tr("Runs"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    m_table = new RunsTable(theme(), *m_runs);
    m_table->setObjectName(QStringLiteral("experiments.runs"));
    m_table->setAccessibleName(tr("Runs"));
    panel->body()->addWidget(m_table);
    column->addWidget(panel, 10);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QString run = selectedId();
        m_facts->showRun(run);
        if (!run.isEmpty())
            session().selection().set(Selection::Kind::Run, run);
        showSelected();
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        if (index.column() != RunsModel::Number && hasModel())
            openPage(QStringLiteral("evaluate"));
    });
    connect(m_runs, &ExperimentRuns::tickRefused, this,
            [this] { say(tr("At most %1 runs are drawn. Untick one first.").arg(DrawnRuns::most)); });
    connect(&session().selection(), &Selection::changed, this, [this] {
        if (session().selection().kind() == Selection::Kind::Run)
            selectRun(session().selection().id());
    });
    return result;
}

/// A run that has just begun is drawn at once, whoever started it.
void ExperimentsPage::followJobs()
{
    m_inspectSoon.setSingleShot(true);
    m_inspectSoon.setInterval(inspectMs);
    connect(&m_inspectSoon, &QTimer::timeout, this, &ExperimentsPage::showSelected);
    const auto look = [this] {
        int training = 0;
        const auto running = session().jobs().running();
        for (const Job *job : running) {
            if (job->run().isEmpty())
                continue;
            ++training;
            if (!m_seenTraining.contains(job->run())) {
                m_seenTraining.insert(job->run());
                m_hasTicked = true;
                m_drawn->draw(job->run());
            }
            if (job->run() == selectedId())
                showSelectedSoon();
        }
        m_running->setStatus(Status::Running, tr("%1 running").arg(QLocale().toString(training)));
        m_running->setVisible(training > 0);
    };
    connect(&session().jobs(), &JobsModel::dataChanged, this, look);
    connect(&session().jobs(), &JobsModel::runningChanged, this, look);
    connect(&session().jobs(), &JobsModel::jobEnded, this, [this] {
        actions().refresh();
        showSelected();
    });
    look();
}

void ExperimentsPage::followEdits()
{
    connect(&session().edits(), &Edits::done, this, [this](const QString &, const Json &answer) {
        const QString run = text(valueOr(answer, "run_id", std::string()));
        if (run.isEmpty() || !answer.contains("deleted"))
            return;
        if (!valueOr(answer, "deleted", false)) {
            say(tr("The run is back."));
            return;
        }
        const auto number = m_numbers.constFind(run); // its row may be gone already
        const QString name = number == m_numbers.constEnd() ? tr("The run") : tr("Run %1").arg(*number);
        m_drawn->leave(run);
        say(tr("%1 deleted.").arg(name), tr("Undo"), [this] { session().undoStack()->undo(); });
    });
}

void ExperimentsPage::refresh()
{
    const bool somethingHasHappened = std::exchange(m_isStale, false);
    m_runs->refresh();
    m_curves->refresh();
    if (somethingHasHappened || selectedJob())
        m_facts->refresh();
    if (somethingHasHappened)
        m_overview->refreshAll();
    else
        m_overview->refresh();
}

void ExperimentsPage::takeRows()
{
    m_drawn->learn(m_runs->rows());
    for (const RunRow &run : m_runs->rows())
        m_numbers.insert(text(run.id), run.number);
    m_table->setPlaceholder(m_filter->placeholder());
    if (!m_filter->showsDeleted() && m_runs->rowCount() > 0 && !std::exchange(m_hasTicked, true)
        && m_drawn->count() == 0) {
        const auto finished = std::find_if(m_runs->rows().begin(), m_runs->rows().end(),
                                           [](const RunRow &run) { return run.status == "FINISHED"; });
        if (finished != m_runs->rows().end())
            m_drawn->draw(text(finished->id));
    }
    if (!m_wanted.isEmpty())
        selectRun(m_wanted);
    showContent(m_runs->all() == 0 && !m_filter->showsDeleted());
    m_filter->sayCount(m_drawn->count());
    showSelectedSoon();
}

void ExperimentsPage::takeOverview()
{
    setSentence(m_overview->sentence());
    m_facts->setProduction(m_overview->productionRun(), m_overview->productionAuc());
    m_curves->setProduction(m_overview->productionAuc());
    m_form->setDefaults(m_overview->settings());
    if (std::exchange(m_hasFeatures, m_overview->hasFeatures()) != m_overview->hasFeatures())
        offerWays();
    actions().refresh();
}

void ExperimentsPage::offerWays()
{
    m_form->setBusyReason(m_hasFeatures ? QString()
                                        : tr("Build the features first: there are no rows to learn from."));
    const WayOn toData {QStringLiteral("experiments.go_data"), tr("Go to &data"),
                        [this] { openPage(QStringLiteral("data")); }};
    const WayOn toFeatures {QStringLiteral("experiments.go_features"), tr("Build &features"),
                            [this] { openPage(QStringLiteral("features")); }};
    const WayOn now {QStringLiteral("experiments.train_now"), tr("&Train now"),
                     [this] { actions().trigger(QStringLiteral("experiments.train")); }};
    views().setEmpty(
        {.icon = QStringLiteral("experiments"),
         .title = tr("No runs yet"),
         .sentence = m_hasFeatures
             ? tr("The features are built. A first run takes some seconds, and its curve grows while it "
                  "trains.")
             : tr("A run learns from the features of a data set. Import data and build the features "
                  "first."),
         .ways = m_hasFeatures ? QList<WayOn> {now, toData} : QList<WayOn> {toData, toFeatures}});
}

const RunRow *ExperimentsPage::selectedRun() const
{
    if (!m_table)
        return nullptr;
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_runs->row(rows.first());
}

QString ExperimentsPage::selectedId() const
{
    const RunRow *run = selectedRun();
    return run ? text(run->id) : QString();
}

void ExperimentsPage::selectRun(const QString &run)
{
    const int place = m_runs->rowOf(run);
    if (place < 0 || run == selectedId())
        return;
    m_wanted.clear();
    m_table->selectRow(place);
}

/// At most once a second while the run trains: the buttons of the inspector have to stay below the pointer.
void ExperimentsPage::showSelectedSoon()
{
    if (!selectedJob())
        showSelected();
    else if (!m_inspectSoon.isActive())
        m_inspectSoon.start();
}

void ExperimentsPage::showSelected()
{
    Inspection shown = m_facts->inspection();
    if (!shown.isEmpty()) {
        QStringList ids {QStringLiteral("experiments.copy_command"), QStringLiteral("experiments.compare")};
        if (selectedJob())
            ids.prepend(QStringLiteral("experiments.stop"));
        else if (selectedRun() && selectedRun()->deleted)
            ids.prepend(QStringLiteral("experiments.restore"));
        else
            ids << QStringLiteral("experiments.evaluate") << QStringLiteral("experiments.register")
                << QStringLiteral("experiments.delete");
        for (const QString &id : std::as_const(ids))
            shown.actions << actions().action(id);
    }
    if (!isSame(shown, inspection()))
        inspect(shown);
    actions().refresh();
}

void ExperimentsPage::openForm()
{
    m_form->open();
    choosePrimary();
}

/// One view has one primary button: that of the form or of the empty view, where they have one.
void ExperimentsPage::choosePrimary()
{
    const bool primary = m_form->isHidden() && view() != View::Empty;
    setButtonKind(*m_newRun, primary ? ButtonKind::Primary : ButtonKind::Normal);
    m_newRun->setIcon(theme().icons().icon(
        QStringLiteral("plus"), primary ? QStringLiteral("text.onAccent") : QStringLiteral("text.primary")));
}

void ExperimentsPage::closeForm()
{
    m_form->hide();
    choosePrimary();
    m_newRun->setFocus(Qt::OtherFocusReason);
}

} // namespace slipway::ui
