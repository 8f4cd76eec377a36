#include "ui/pages/evaluate_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/metrics_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/evaluate_charts.h"
#include "ui/pages/evaluate_metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

using workspace::RunPage;
using workspace::RunQuery;
using workspace::RunRow;

constexpr int choiceWidth = 340;
constexpr std::int64_t mostRuns = 200; ///< that a list to choose from can hold
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

enum Card { Auc, LogLoss, AveragePrecision, Ndcg, Precision, Rows, CardCount };

RunQuery query(workspace::RunOrder order)
{
    RunQuery query;
    query.metrics = {"test_auc"};
    query.order = order;
    query.orderMetric = "test_auc";
    query.limit = mostRuns;
    return query;
}

double testAuc(const RunRow &run)
{
    return run.metrics.front();
}

} // namespace

EvaluatePage::EvaluatePage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_metrics(new EvaluationMetrics(this))
    , m_curves(new MetricsModel(session().reader(), this))
{
    registerActions();
    addTitleButton(QStringLiteral("evaluate.compare"));
    addTitleButton(QStringLiteral("evaluate.register"));
    m_evaluate = addTitleButton(QStringLiteral("evaluate.run_now"), true);
    connect(this, &Page::viewChanged, this, &EvaluatePage::choosePrimary);
    choosePrimary();
    makeFilterLine();
    views().setResult(makeResult());
    offerWays();
    connect(m_curves, &MetricsModel::loaded, this, [this] { updateChart(*m_learning, EvaluationCharts::learning(*m_curves)); });
    connect(m_curves, &MetricsModel::failed, this, &EvaluatePage::showReadingFailure);
    connect(&session(), &WorkspaceSession::happened, this, [this] { m_isStale = true; });
    connect(&session().selection(), &Selection::changed, this, [this] {
        if (session().selection().kind() == Selection::Kind::Run)
            choose(session().selection().id());
    });
}

EvaluatePage::~EvaluatePage() = default;

QStringList EvaluatePage::command() const
{
    return m_run.isEmpty() ? QStringList() : QStringList {QStringLiteral("evaluate"), m_run};
}

/// The empty view has a primary button of its own.
void EvaluatePage::choosePrimary()
{
    const bool primary = view() != View::Empty;
    setButtonKind(*m_evaluate, primary ? ButtonKind::Primary : ButtonKind::Normal);
    m_evaluate->setIcon(theme().icons().icon(QStringLiteral("evaluate"), primary ? QStringLiteral("text.onAccent")
                                                                                 : QStringLiteral("text.primary")));
}

void EvaluatePage::registerActions()
{
    registerAction({.id = QStringLiteral("evaluate.run_now"),
                    .text = tr("&Evaluate"),
                    .category = {},
                    .icon = QStringLiteral("evaluate"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Return),
                    .toolTip = tr("Measures the chosen run on the test rows"),
                    .run = [this] { evaluateNow(); },
                    .enabled = [this] { return canChange() && chosen() && !work(); }});
    registerAction({.id = QStringLiteral("evaluate.compare"),
                    .text = tr("&Compare…"),
                    .category = {},
                    .icon = QStringLiteral("compare"),
                    .shortcut = {},
                    .toolTip = tr("Compares this run with the one in production, on the same rows"),
                    .run = [this] { compare(); },
                    .enabled = [this] { return chosen() != nullptr; }});
    registerAction({.id = QStringLiteral("evaluate.register"),
                    .text = tr("&Register"),
                    .category = {},
                    .icon = QStringLiteral("registry"),
                    .shortcut = {},
                    .toolTip = tr("Gives the model of this run a name and a version number"),
                    .run = [this] { registerModel(); },
                    .enabled = [this] { return canChange() && chosen(); }});
}

void EvaluatePage::makeFilterLine()
{
    m_choice = new QComboBox;
    m_choice->setObjectName(QStringLiteral("evaluate.run"));
    m_choice->setAccessibleName(tr("Run"));
    m_choice->setFixedWidth(choiceWidth);
    connect(m_choice, &QComboBox::activated, this, [this](int place) {
        const QString run = m_choice->itemData(place).toString();
        session().selection().set(Selection::Kind::Run, run);
        choose(run);
    });
    m_when = makeLabel(QStringLiteral("note"));
    m_when->setObjectName(QStringLiteral("evaluate.when"));
    filterLine()->addWidget(m_choice);
    filterLine()->addStretch();
    filterLine()->addWidget(m_when);
}

QWidget *EvaluatePage::makeResult()
{
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    column->addWidget(makeCards());
    auto *grid = new QGridLayout;
    grid->setSpacing(theme().pixels(u"space.gap"));
    const auto chart = [&](ChartView *&view, const QString &title, const char *name, int row, int place) {
        view = new ChartView(theme());
        Panel *panel = makeChartPanel(theme(), view, title, QString::fromLatin1(name));
        grid->addWidget(panel, row, place);
        return panel;
    };
    chart(m_roc, tr("ROC"), "evaluate.roc", 0, 0);
    chart(m_recall, tr("Precision and recall"), "evaluate.recall", 0, 1);
    chart(m_calibration, tr("Calibration"), "evaluate.calibration", 0, 2);
    chart(m_scores, tr("Scores"), "evaluate.scores", 1, 0)->setNote(tr("share of the rows of each kind"));
    chart(m_learning, tr("Learning"), "evaluate.learning", 1, 1)->setNote(tr("log loss"));
    auto *numbers = new Panel(theme(), tr("Every number"));
    numbers->body()->setContentsMargins(0, 0, 0, 0);
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("evaluate.metrics"));
    m_table->setAccessibleName(tr("Every number of the evaluation"));
    m_table->setModel(m_metrics);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setItemDelegateForColumn(EvaluationMetrics::Value, new NumberDelegate(theme(), m_table));
    m_table->setColumnHidden(EvaluationMetrics::Meaning, true); // it stands in the tool tip
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(EvaluationMetrics::Name, QHeaderView::Stretch);
    numbers->body()->addWidget(m_table);
    grid->addWidget(numbers, 1, 2);
    for (int place = 0; place < 3; ++place)
        grid->setColumnStretch(place, 1);
    for (int row = 0; row < 2; ++row)
        grid->setRowStretch(row, 1);
    column->addLayout(grid, 1);
    return result;
}

QWidget *EvaluatePage::makeCards()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().pixels(u"space.gap"));
    static constexpr const char *names[] = {"evaluate.auc",  "evaluate.log_loss",  "evaluate.average_precision",
                                            "evaluate.ndcg", "evaluate.precision", "evaluate.rows"};
    for (const char *name : names) {
        m_cards << new KeyFigure(theme());
        m_cards.last()->setObjectName(QString::fromLatin1(name));
        row->addWidget(m_cards.last(), 1);
    }
    return line;
}

void EvaluatePage::refresh()
{
    if (std::exchange(m_isStale, false))
        readRuns();
}

void EvaluatePage::readRuns()
{
    session().reader().runs(m_runsPending, query(workspace::RunOrder::Metric), [this](const Result<RunPage> &best) {
        if (!best) {
            showReadingFailure(best.error());
            return;
        }
        session().reader().runs(m_newestPending, query(workspace::RunOrder::Started),
                                [this, best = best.value().rows](const Result<RunPage> &newest) {
                                    if (newest)
                                        takeRuns(best, newest.value().rows);
                                    else
                                        showReadingFailure(newest.error());
                                });
    });
    using Versions = std::vector<registry::ModelVersion>;
    session().reader().versions(m_versionsPending, [this](const Result<Versions> &versions) {
        if (!versions)
            return;
        const auto serves = std::find_if(versions.value().begin(), versions.value().end(),
                                         [](const auto &version) { return version.stage == "Production"; });
        m_productionRun = serves == versions.value().end() ? QString() : text(serves->runId);
        showInspection();
    });
}

void EvaluatePage::takeRuns(std::vector<RunRow> evaluated, const std::vector<RunRow> &newest)
{
    std::erase_if(evaluated, [](const RunRow &run) { return !std::isfinite(testAuc(run)); });
    std::stable_sort(evaluated.begin(), evaluated.end(),
                     [](const RunRow &left, const RunRow &right) { return left.start > right.start; });
    m_runs = std::move(evaluated);
    m_evaluated = m_runs.size();
    for (const RunRow &run : newest) {
        if (run.status == "FINISHED" && !std::isfinite(testAuc(run)))
            m_runs.push_back(run);
    }
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const RunRow &run : m_runs) {
        const QString name = tr("Run %1, %2").arg(QString::number(run.number), text(run.name));
        m_choice->addItem(std::isfinite(testAuc(run))
                              ? tr("%1: AUC %2").arg(name, NumberText::metric("test_auc", testAuc(run)))
                              : tr("%1: not evaluated").arg(name),
                          text(run.id));
    }
    m_choice->setEnabled(!m_runs.empty());
    const QString selected =
        session().selection().kind() == Selection::Kind::Run ? session().selection().id() : QString();
    if (!chosen() && m_choice->findData(selected) >= 0)
        m_run = selected;
    if (!chosen())
        m_run = m_runs.empty() ? QString() : text(m_runs.front().id);
    m_choice->setCurrentIndex(m_choice->findData(m_run));
    offerWays();
    readEvaluation();
}

void EvaluatePage::choose(const QString &run)
{
    const int place = m_choice->findData(run);
    if (place < 0 || run == m_run)
        return;
    m_run = run;
    m_choice->setCurrentIndex(place);
    readEvaluation();
}

void EvaluatePage::readEvaluation()
{
    m_curves->showRun(m_run);
    if (m_run.isEmpty()) {
        m_evaluation = Json();
        showEvaluation();
        return;
    }
    session().reader().evaluation(m_evaluationPending, m_run, [this](const Result<Json> &evaluation) {
        if (!evaluation) {
            showReadingFailure(evaluation.error());
            return;
        }
        m_evaluation = evaluation.value();
        showEvaluation();
    });
}

void EvaluatePage::showEvaluation()
{
    const EvaluationCharts charts(m_evaluation, chosenName());
    updateChart(*m_roc, charts.roc());
    updateChart(*m_recall, charts.precisionRecall());
    updateChart(*m_calibration, charts.calibration());
    updateChart(*m_scores, charts.scores());
    m_metrics->setEvaluation(m_evaluation);
    showCards();
    showInspection();
    const QString name = chosen() ? tr("Run %1, %2").arg(QString::number(chosen()->number), text(chosen()->name)) : QString();
    const double ceiling = valueOr(m_evaluation, "ceiling_auc", unknown);
    if (!chosen() || m_evaluated == 0)
        setSentence({});
    else if (!m_evaluation.is_object())
        setSentence(tr("%1 has not been measured on test rows yet.").arg(name));
    else
        setSentence(tr("%1, has an AUC of %2 on %3 rows that it has not seen.%4")
                        .arg(name, NumberText::metric("auc", metric("auc")), NumberText::count(metric("n")),
                             std::isfinite(ceiling) ? tr(" No model can reach more than %1 on them.")
                                                          .arg(NumberText::metric("auc", ceiling))
                                                    : QString()));
    const auto evaluated = valueOr(m_evaluation, "evaluated_at", TimeMicros(0));
    const Json dataset = valueOr(m_evaluation, "data", Json::object());
    m_when->setText(evaluated == 0 ? QString()
                                   : tr("on %1 v%2, evaluated %3")
                                         .arg(text(valueOr(dataset, "name", std::string())),
                                              QString::number(valueOr(dataset, "version", 0)),
                                              NumberText::time(evaluated)));
    showContent(m_evaluated == 0);
    actions().refresh();
}

double EvaluatePage::metric(const char *key) const
{
    return valueOr(valueOr(m_evaluation, "metrics", Json::object()), key, unknown);
}

void EvaluatePage::showCards()
{
    const auto show = [this](Card card, const char *key, const QString &note) {
        m_cards[card]->setFigure(
            {.title = NumberText::metricLabel(key), .value = NumberText::metric(key, metric(key)), .note = note});
    };
    const bool known = m_evaluation.is_object();
    const auto ends = valueOr(valueOr(m_evaluation, "metrics", Json::object()), "auc_ci", std::vector<double>());
    show(Auc, "auc",
         ends.size() == 2 ? tr("95%: %1 to %2").arg(NumberText::metric("auc", ends[0]), NumberText::metric("auc", ends[1]))
                          : QString());
    const double chance = metric("positives") / metric("n");
    // A model that says the average for every row loses this much.
    const double blind = -chance * std::log(chance) - (1 - chance) * std::log(1 - chance);
    show(LogLoss, "log_loss", known ? tr("the average has %1").arg(NumberText::metric("log_loss", blind)) : QString());
    show(AveragePrecision, "average_precision",
         known ? tr("chance has %1").arg(NumberText::fixed(chance, 3)) : QString());
    show(Ndcg, "ndcg@10", known ? tr("%1 users").arg(NumberText::count(metric("queries_with_positive"))) : QString());
    show(Precision, "precision@10", known ? tr("%1 users").arg(NumberText::count(metric("queries"))) : QString());
    show(Rows, "n", known ? tr("%1 clicked").arg(NumberText::share(chance)) : QString());
}

void EvaluatePage::showInspection()
{
    const RunRow *run = chosen();
    if (!run) {
        inspect({});
        return;
    }
    const bool known = m_evaluation.is_object();
    Inspection shown {.kind = tr("Run %1").arg(run->number),
                      .icon = QStringLiteral("evaluate"),
                      .name = text(run->name),
                      .status = known ? Status::Ok : Status::Neutral,
                      .statusWord = known ? tr("Evaluated") : tr("Not evaluated")};
    FactSection facts {QStringLiteral("evaluate.facts"), tr("Evaluation"), {}};
    if (known) {
        const Json dataset = valueOr(m_evaluation, "data", Json::object());
        facts.facts << Fact {tr("Test rows"),
                             tr("%1 v%2").arg(text(valueOr(dataset, "name", std::string())),
                                              QString::number(valueOr(dataset, "version", 0)))}
                    << Fact {tr("Rows"), NumberText::count(metric("n"))}
                    << Fact {tr("Clicked"), NumberText::count(metric("positives"))}
                    << Fact {tr("Evaluated"), NumberText::fullTime(valueOr(m_evaluation, "evaluated_at", TimeMicros(0)))};
        if (const double ceiling = valueOr(m_evaluation, "ceiling_auc", unknown); std::isfinite(ceiling))
            facts.facts << Fact {tr("Best possible AUC"), NumberText::metric("auc", ceiling)};
    }
    facts.facts << Fact {tr("In production"), m_run == m_productionRun ? tr("yes") : tr("no")}
                << Fact {tr("Trained"), NumberText::fullTime(run->start)};
    shown.sections << facts;
    for (const char *id : {"evaluate.copy_command", "evaluate.compare", "evaluate.register"})
        shown.actions << actions().action(QString::fromLatin1(id));
    inspect(shown);
}

void EvaluatePage::offerWays()
{
    const WayOn toRuns {QStringLiteral("evaluate.go_experiments"), tr("Go to e&xperiments"),
                        [this] { openPage(QStringLiteral("experiments")); }};
    const WayOn now {QStringLiteral("evaluate.first"), tr("E&valuate %1").arg(chosenName()),
                     [this] { actions().trigger(QStringLiteral("evaluate.run_now")); }};
    views().setEmpty({.icon = QStringLiteral("evaluate"),
                      .title = tr("No run evaluated yet"),
                      .sentence = m_runs.empty()
                          ? tr("Train a run first. Then it is measured here on rows that it has not seen.")
                          : tr("An evaluation measures a run on rows that it has not seen. It takes some seconds."),
                      .ways = m_runs.empty() ? QList<WayOn> {toRuns} : QList<WayOn> {now, toRuns}});
}

const RunRow *EvaluatePage::chosen() const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [this](const RunRow &run) { return text(run.id) == m_run; });
    return found == m_runs.end() ? nullptr : &*found;
}

QString EvaluatePage::chosenName() const
{
    const RunRow *run = chosen();
    return run ? tr("run %1").arg(run->number) : QString();
}

bool EvaluatePage::canChange() const
{
    return !session().isReadOnly();
}

void EvaluatePage::evaluateNow()
{
    m_isStale = true;
    startWork(command());
}

/// A is what serves, B is this run.
void EvaluatePage::compare()
{
    QStringList runs = m_productionRun.isEmpty() || m_productionRun == m_run ? session().selection().runs()
                                                                             : QStringList {m_productionRun};
    if (!runs.contains(m_run))
        runs << m_run;
    session().selection().setRuns(runs);
    openPage(QStringLiteral("compare"));
}

void EvaluatePage::registerModel()
{
    const QString name = tr("Run %1").arg(chosen()->number);
    Job *job = startBeside({QStringLiteral("registry"), QStringLiteral("register"), m_run});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, name](const Result<Json> &outcome) {
        if (outcome)
            say(tr("%1 is %2.").arg(name, text(valueOr(outcome.value(), "version_name", std::string()))),
                tr("Open the registry"), [this] { openPage(QStringLiteral("registry")); });
    });
}

} // namespace slipway::ui
