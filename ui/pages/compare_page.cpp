#include "ui/pages/compare_page.h"

#include "ui/actions/action_registry.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/setting_pairs_model.h"
#include "ui/models/text.h"
#include "ui/pages/compare_charts.h"
#include "ui/pages/compare_pair.h"
#include "ui/pages/compare_verdict.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int choiceWidth = 240;
constexpr int rowsWidth = 190;

} // namespace

ComparePage::ComparePage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_pair(new PairReader(session().reader(), this))
    , m_metrics(new ComparisonModel(this))
    , m_settings(new SettingPairsModel(this))
    , m_verdict(new VerdictPanel(theme()))
{
    registerActions();
    makeFilterLine();

    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    column->addWidget(m_verdict);
    auto *proof = new QHBoxLayout;
    proof->setSpacing(theme().pixels(u"space.gap"));
    proof->addWidget(makeMetrics(), 10);
    proof->addWidget(makeChart(tr("ROC"), QStringLiteral("compare.roc"), m_roc), 5);
    proof->addWidget(makeChart(tr("Calibration"), QStringLiteral("compare.calibration"), m_calibration), 5);
    column->addLayout(proof, 1);
    column->addWidget(makeSettings());
    views().setResult(result);
    offerWays();
    m_verdict->showNotCompared();

    connect(m_pair, &PairReader::loaded, this, &ComparePage::showFacts);
    connect(m_pair, &PairReader::failed, this, &ComparePage::showReadingFailure);
    // Whoever starts it: "Try again" after a failure does so too.
    connect(&session().launcher(), &Launcher::started, this, [this](Job *job) {
        if (job->command() == command())
            connect(job, &Job::finished, this,
                    [this, asked = key()](const Result<Json> &outcome) { takeComparison(asked, outcome); });
    });
    connect(&session().selection(), &Selection::runsChanged, this, &ComparePage::takeSelection);
}

ComparePage::~ComparePage() = default;

void ComparePage::registerActions()
{
    registerAction({.id = QStringLiteral("compare.run"),
                    .text = tr("Compare again"),
                    .icon = QStringLiteral("retrain"),
                    .toolTip = tr("Scores the same rows with both models once more"),
                    .run = [this] { compare(); },
                    .enabled = [this] { return a() && b() && rows() && !work(); }});
    registerAction({.id = QStringLiteral("compare.swap"),
                    .text = tr("Swap A and B"),
                    .icon = QStringLiteral("compare"),
                    .toolTip = tr("Makes A of B and B of A"),
                    .run = [this] { swap(); },
                    .enabled = [this] { return a() && b() && !work(); }});
    registerAction(
        {.id = QStringLiteral("compare.register"),
         .text = tr("Register B"),
         .icon = QStringLiteral("registry"),
         .toolTip = tr("Gives B a version number, so that it can be promoted"),
         .run = [this] { registerB(); },
         .enabled = [this] { return b() && !b()->isVersion && !work() && !session().isReadOnly(); }});
    registerAction({.id = QStringLiteral("compare.decide"),
                    .text = tr("Open B in Registry"),
                    .icon = QStringLiteral("registry"),
                    .toolTip = tr("Shows the gates of B, where it can be promoted"),
                    .run = [this] { decideAboutB(); },
                    .enabled = [this] { return b() && b()->isVersion; }});
    addTitleButton(QStringLiteral("compare.run"));
    m_register = addTitleButton(QStringLiteral("compare.register"), true);
    m_decide = addTitleButton(QStringLiteral("compare.decide"), true);
    m_register->hide();
}

QComboBox *ComparePage::makeChoice(const QString &name, const QString &accessibleName, int style)
{
    auto *choice = new QComboBox;
    choice->setObjectName(name);
    choice->setAccessibleName(accessibleName);
    choice->setMinimumWidth(choiceWidth);
    filterLine()->addWidget(new SeriesMark(theme(), style));
    filterLine()->addWidget(choice);
    return choice;
}

void ComparePage::makeFilterLine()
{
    m_choiceA = makeChoice(QStringLiteral("compare.a"), tr("A, the model to hold against"), 0);
    auto *swapButton = makeIconButton(theme(), QStringLiteral("compare.swap"), QStringLiteral("compare"),
                                      tr("Swap A and B"));
    filterLine()->addWidget(swapButton);
    m_choiceB = makeChoice(QStringLiteral("compare.b"), tr("B, the model in question"), 1);
    filterLine()->addWidget(makeLabel(QStringLiteral("note"), tr("on")));
    m_choiceRows = new QComboBox;
    m_choiceRows->setObjectName(QStringLiteral("compare.rows"));
    m_choiceRows->setAccessibleName(tr("Rows to compare on"));
    m_choiceRows->setMinimumWidth(rowsWidth);
    filterLine()->addWidget(m_choiceRows);
    filterLine()->addStretch();
    connect(swapButton, &QPushButton::clicked, this,
            [this] { actions().trigger(QStringLiteral("compare.swap")); });
    connect(m_choiceA, &QComboBox::activated, this, [this] {
        const QString chosen = m_choiceA->currentData().toString();
        choose({chosen, chosen == m_b ? m_a : m_b});
    });
    connect(m_choiceB, &QComboBox::activated, this, [this] {
        const QString chosen = m_choiceB->currentData().toString();
        choose({chosen == m_a ? m_b : m_a, chosen});
    });
    connect(m_choiceRows, &QComboBox::activated, this, [this] {
        m_rowSet = m_choiceRows->currentData().toString();
        showPair();
    });
}

QWidget *ComparePage::makeMetrics()
{
    m_metricsPanel = new Panel(theme(), tr("Metrics"));
    m_metricsPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_metricsTable = new TableView(theme());
    m_metricsTable->setObjectName(QStringLiteral("compare.metrics"));
    m_metricsTable->setAccessibleName(tr("Metrics of A and B"));
    m_metricsTable->setModel(m_metrics);
    m_intervals = new IntervalDelegate(theme(), m_metricsTable);
    for (const int column : {ComparisonModel::A, ComparisonModel::B, ComparisonModel::Change})
        m_metricsTable->setItemDelegateForColumn(column, new NumberDelegate(theme(), m_metricsTable));
    m_metricsTable->setItemDelegateForColumn(ComparisonModel::Interval, m_intervals);
    m_metricsTable->setColumnWidth(ComparisonModel::Metric, 146);
    m_metricsTable->setColumnWidth(ComparisonModel::A, 72);
    m_metricsTable->setColumnWidth(ComparisonModel::B, 72);
    m_metricsTable->setColumnWidth(ComparisonModel::Change, 92);
    m_metricsPanel->body()->addWidget(m_metricsTable);
    return m_metricsPanel;
}

QWidget *ComparePage::makeChart(const QString &title, const QString &name, ChartView *&chart)
{
    auto *panel = new Panel(theme(), title);
    chart = new ChartView(theme());
    chart->setObjectName(name);
    auto *more = makeIconButton(theme(), name + QStringLiteral("_more"), QStringLiteral("more"),
                                tr("What can be done with this chart"), ButtonKind::Quiet);
    more->setMenu(chart->menu());
    panel->addTool(more);
    panel->body()->addWidget(chart);
    return panel;
}

QWidget *ComparePage::makeSettings()
{
    m_settingsPanel = new Panel(theme(), tr("Settings that differ"));
    m_settingsPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_settingsTable = new TableView(theme());
    auto *table = m_settingsTable;
    table->setObjectName(QStringLiteral("compare.settings"));
    table->setAccessibleName(tr("Settings that differ between A and B"));
    table->setModel(m_settings);
    table->setColumnWidth(SettingPairsModel::Setting, 240);
    table->setColumnWidth(SettingPairsModel::A, 240);
    m_settingsPanel->body()->addWidget(table);
    return m_settingsPanel;
}

QStringList ComparePage::command() const
{
    if (!a() || !b())
        return {};
    QStringList words {QStringLiteral("compare"), m_a, m_b};
    if (!m_rowSet.isEmpty() && m_rowSet != standardRows)
        words << QStringLiteral("--data") << m_rowSet;
    return words;
}

void ComparePage::showExample(View view)
{
    m_isExample = true;
    WorkspacePage::showExample(view);
}

void ComparePage::showEvent(QShowEvent *event)
{
    WorkspacePage::showEvent(event);
    if (a() && b())
        showPair(); // another page may have chosen the two
}

void ComparePage::offerWays()
{
    const bool one = m_candidates.all.size() == 1;
    EmptyText text {.icon = QStringLiteral("compare"),
                    .title = one ? tr("One more model is needed") : tr("Nothing to compare yet"),
                    .sentence = one
                        ? tr("Only %1 has been measured on test rows. A comparison needs two models.")
                              .arg(m_candidates.all.first().label)
                        : tr("A comparison needs two models that were measured on test rows.")};
    const WayOn evaluate {.objectName = QStringLiteral("compare.to_evaluate"),
                          .verb = tr("Evaluate a run"),
                          .run = [this] { openPage(QStringLiteral("evaluate")); }};
    const WayOn train {.objectName = QStringLiteral("compare.to_experiments"),
                       .verb = tr("Go to Experiments"),
                       .run = [this] { openPage(QStringLiteral("experiments")); }};
    text.ways = m_candidates.notEvaluated > 0 ? QList<WayOn> {evaluate, train} : QList<WayOn> {train};
    views().setEmpty(text);
}

void ComparePage::choose(const QStringList &pair)
{
    m_a = pair.value(0);
    m_b = pair.value(1);
    fillChoices();
    showPair();
}

void ComparePage::swap()
{
    choose({m_b, m_a});
}

void ComparePage::fillChoices()
{
    for (auto *choice : {m_choiceA, m_choiceB}) {
        choice->clear();
        for (const auto &candidate : m_candidates.all)
            choice->addItem(candidate.label, candidate.reference);
    }
    m_choiceA->setCurrentIndex(m_choiceA->findData(m_a));
    m_choiceB->setCurrentIndex(m_choiceB->findData(m_b));
}

void ComparePage::fillRows()
{
    m_choiceRows->clear();
    for (const auto &set : m_rowSets)
        m_choiceRows->addItem(tr("%1 v%2").arg(text(set.name)).arg(set.version), text(set.name));
    if (m_choiceRows->findData(m_rowSet) < 0)
        m_rowSet = m_choiceRows->findData(standardRows) >= 0 || m_rowSets.empty()
            ? QString(standardRows)
            : text(m_rowSets.front().name);
    m_choiceRows->setCurrentIndex(m_choiceRows->findData(m_rowSet));
}

const workspace::DatasetVersion *ComparePage::rows() const
{
    for (const auto &set : m_rowSets) {
        if (text(set.name) == m_rowSet)
            return &set;
    }
    return nullptr;
}

} // namespace slipway::ui
