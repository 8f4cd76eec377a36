#include "ui/pages/monitoring_page.h"

#include "ui/actions/action_registry.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/monitoring_decision.h"
#include "ui/pages/monitoring_feature.h"
#include "ui/pages/monitoring_predictions.h"
#include "ui/pages/monitoring_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace slipway::ui {

namespace {

constexpr int filterWidth = 240;
constexpr int decisionWidth = 256;
constexpr int minuteMs = 60'000;
constexpr std::int64_t mostChecks = 16; ///< columns of the heat map
constexpr std::array comparedTables {"feed_train", "feed_test"};

const QString checkId = QStringLiteral("monitoring.check");
const QString exportId = QStringLiteral("monitoring.export");

} // namespace

void DriftFilter::show(Shown shown)
{
    m_shown = shown;
    invalidateFilter();
}

bool DriftFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *model = static_cast<const DriftModel *>(sourceModel());
    const auto *feature = model->row(model->index(row, 0));
    const bool fits = m_shown == Shown::All
        || (feature && m_shown == Shown::Drifted && feature->drifted.value_or(false))
        || (feature && m_shown == Shown::NotKnown && !feature->drifted);
    return fits && QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

MonitoringPage::MonitoringPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_features(session().reader())
    , m_chip(new Chip(theme()))
    , m_saver(*this,
              {.dialogName = QStringLiteral("monitoring.export.dialog"),
               .title = tr("Save the drift report"),
               .filter = tr("JSON files (*.json)"),
               .saved = tr("The drift report is saved as %1."),
               .failed = tr("The drift report could not be saved"),
               .elsewhereName = QStringLiteral("monitoring.export_elsewhere"),
               .leaveName = QStringLiteral("monitoring.leave_export")},
              [] { return QStringLiteral("drift_report.json"); },
              [this](Pending &pending, WhenRead<QByteArray> answer) {
                  session().reader().driftReportFile(pending, std::move(answer));
              })
{
    m_shown.setSourceModel(&m_features);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setFilterKeyColumn(DriftModel::Name);
    m_shown.setSortRole(SortRole);
    m_chip->setObjectName(QStringLiteral("monitoring.chip"));
    m_chip->hide();
    titleLine().addBadge(m_chip);
    addActions();
    addFilterLine();
    m_result = makeResult();
    views().setResult(m_result);
    showEmptyText();
    connect(&m_features, &RowsModelBase::loaded, this, &MonitoringPage::take);
    connect(&m_features, &RowsModelBase::failed, this, &MonitoringPage::showReadingFailure);
    m_minute.setInterval(minuteMs);
    connect(&m_minute, &QTimer::timeout, this, &MonitoringPage::showSentence);
    m_minute.start();
}

// The views speak to the models to their end.
MonitoringPage::~MonitoringPage()
{
    delete m_result;
}

void MonitoringPage::addActions()
{
    registerAction({.id = checkId,
                    .text = tr("Check now"),
                    .icon = QStringLiteral("monitoring"),
                    .toolTip = tr("Compares the test rows with the training rows, column by column"),
                    .run = [this] { startWork(command()); },
                    .enabled = [this] { return m_hasRows && !work() && !session().isReadOnly(); }});
    registerAction({.id = exportId,
                    .text = tr("Export drift report…"),
                    .icon = QStringLiteral("download"),
                    .toolTip = tr("Saves the whole report as a JSON file"),
                    .run = [this] { m_saver.ask(); },
                    .enabled = [this] { return m_features.report().has_value(); }});
    for (const auto &id : {exportId, checkId}) {
        auto *button = addTitleButton(id);
        // The empty view has buttons of its own.
        connect(&views(), &FourViews::viewChanged, button,
                [button](View shown) { button->setVisible(shown == View::Result); });
        button->hide();
    }
}

void MonitoringPage::addFilterLine()
{
    auto *filter = new QLineEdit;
    filter->setObjectName(QStringLiteral("monitoring.filter"));
    filter->setAccessibleName(tr("Filter features"));
    filter->setPlaceholderText(tr("Filter features"));
    filter->setClearButtonEnabled(true);
    filter->addAction(theme().icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    filter->setFixedWidth(filterWidth);
    connect(filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_shown.setFilterFixedString(words);
        showCounts();
    });
    m_count = makeLabel(QStringLiteral("small"));
    m_count->setObjectName(QStringLiteral("monitoring.count"));
    m_segments = new Segments(QStringLiteral("monitoring.show"));
    m_segments->setAccessibleName(tr("Features to show"));
    m_segments->add(QStringLiteral("all"), tr("All"));
    m_segments->add(QStringLiteral("drifted"), tr("Drifted"));
    m_segments->add(QStringLiteral("not_known"), tr("Not known"));
    connect(m_segments, &Segments::currentChanged, this, [this](const QString &shown) {
        m_shown.show(shown == QLatin1String("drifted")         ? DriftFilter::Shown::Drifted
                         : shown == QLatin1String("not_known") ? DriftFilter::Shown::NotKnown
                                                               : DriftFilter::Shown::All);
        showCounts();
    });
    filterLine()->addWidget(filter);
    filterLine()->addStretch();
    filterLine()->addWidget(m_count);
    filterLine()->addWidget(m_segments);
    QWidget *bar = filter->parentWidget();
    connect(&views(), &FourViews::viewChanged, bar, [bar](View shown) { bar->setVisible(shown == View::Result); });
    bar->hide();
}

QWidget *MonitoringPage::makeResult()
{
    const int gap = theme().pixels(u"space.gap");
    m_overview = new ChartView(theme());
    m_overviewPanel = makeChartPanel(theme(), m_overview, tr("Drift by feature"), QStringLiteral("monitoring.overview"));
    m_feature = new MonitoringFeature(theme());
    m_decision = new MonitoringDecision(theme());
    m_decision->setFixedWidth(decisionWidth);
    connect(m_decision, &MonitoringDecision::retrainingWanted, this,
            [this] { openPage(QStringLiteral("retraining")); });
    m_predictions = new MonitoringPredictions(theme());
    m_predictions->setFixedWidth(decisionWidth);

    auto *first = new QHBoxLayout;
    first->setSpacing(gap);
    first->addWidget(m_overviewPanel, 5);
    first->addWidget(m_feature, 4);
    first->addWidget(m_decision);
    auto *second = new QHBoxLayout;
    second->setSpacing(gap);
    second->addWidget(makeTable(), 1);
    second->addWidget(m_predictions);
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addLayout(first, 3);
    column->addLayout(second, 2);
    return result;
}

QWidget *MonitoringPage::makeTable()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("monitoring.features"));
    m_table->setAccessibleName(tr("Drift of each feature"));
    m_table->setModel(&m_shown);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *header = m_table->horizontalHeader();
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setStretchLastSection(false);
    m_table->setItemDelegateForColumn(DriftModel::Drift, new ChipDelegate(theme(), m_table));
    for (int column = DriftModel::Statistic; column < DriftModel::ColumnCount; ++column) {
        m_table->setItemDelegateForColumn(column, new NumberDelegate(theme(), m_table));
        m_table->setColumnWidth(column, 76);
    }
    m_table->setColumnWidth(DriftModel::Type, 92);
    m_table->setColumnWidth(DriftModel::Drift, 112);
    m_table->setColumnWidth(DriftModel::JensenShannon, 104);
    header->setSectionResizeMode(DriftModel::Name, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MonitoringPage::showFeature);
    auto *panel = new Panel(theme(), {});
    panel->setAccessibleName(tr("Drift of each feature"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->addWidget(m_table);
    return panel;
}

QStringList MonitoringPage::command() const
{
    return {QStringLiteral("drift")};
}

void MonitoringPage::showEmptyText()
{
    const QString title = tr("Drift has not been measured yet");
    if (m_hasRows) {
        views().setEmpty({.icon = QStringLiteral("monitoring"),
                          .title = title,
                          .sentence = tr("A check compares newer rows with those that the model was trained on. It takes "
                                         "about a second."),
                          .ways = {{.objectName = QStringLiteral("monitoring.empty.check"),
                                    .verb = tr("&Check now"),
                                    .run = [this] { actions().trigger(checkId); }},
                                   {.objectName = QStringLiteral("monitoring.empty.features"),
                                    .verb = tr("Look at the &features"),
                                    .run = [this] { openPage(QStringLiteral("features")); }}}});
        return;
    }
    views().setEmpty({.icon = QStringLiteral("monitoring"),
                      .title = title,
                      .sentence = tr("A check compares newer rows with those that a model was trained on, and there are no "
                                     "such rows yet."),
                      .ways = {{.objectName = QStringLiteral("monitoring.empty.features"),
                                .verb = tr("Build &features"),
                                .run = [this] { openPage(QStringLiteral("features")); }},
                               {.objectName = QStringLiteral("monitoring.empty.experiments"),
                                .verb = tr("Go to &experiments"),
                                .run = [this] { openPage(QStringLiteral("experiments")); }}}});
}

void MonitoringPage::refresh()
{
    m_features.refresh();
    readHistory();
    readDecision();
    readDatasets();
}

void MonitoringPage::readHistory()
{
    if (m_historyPending.isWaiting())
        return; // the event that it waits for is in the answer to come, or in the next change
    session().reader().driftHistory(
        m_historyPending, mostChecks, [this](const Result<std::vector<DriftReport>> &history) {
            m_history.clear();
            if (!history)
                return; // the features report what cannot be read
            for (const auto &report : history.value()) {
                const auto &newest = history.value().front();
                if (report.reference == newest.reference && report.current == newest.current)
                    m_history.push_back(report);
            }
            if (m_features.isLoaded())
                take();
        });
}

void MonitoringPage::readDecision()
{
    if (m_decisionPending.isWaiting())
        return;
    session().reader().retraining(m_decisionPending, [this](const Result<RetrainingAnswer> &answer) {
        if (answer)
            m_decision->show(answer.value());
        else
            m_decision->showProblem(text(answer.error().message));
    });
}

void MonitoringPage::readDatasets()
{
    if (m_datasetsPending.isWaiting())
        return;
    using Versions = std::vector<workspace::DatasetVersion>;
    session().reader().datasets(m_datasetsPending, [this](const Result<Versions> &datasets) {
        if (!datasets)
            return;
        const bool hasRows = std::all_of(comparedTables.begin(), comparedTables.end(), [&](const char *table) {
            return std::any_of(datasets.value().begin(), datasets.value().end(),
                               [table](const auto &version) { return version.name == table; });
        });
        if (hasRows == m_hasRows && m_rowsKnown)
            return;
        m_hasRows = hasRows;
        m_rowsKnown = true;
        showEmptyText();
        actions().refresh();
    });
}

DriftReport MonitoringPage::report() const
{
    DriftReport report = m_features.report().value_or(DriftReport());
    if (!m_history.empty()) {
        report.reference = m_history.front().reference;
        report.current = m_history.front().current;
        report.measured = m_history.front().measured;
    }
    return report;
}

void MonitoringPage::take()
{
    showContent(m_features.rowCount() == 0);
    actions().refresh();
    m_chip->setVisible(m_features.report().has_value());
    showSentence();
    if (!m_features.report()) {
        m_feature->clear();
        inspect({});
        return;
    }
    const auto shown = report();
    m_chip->setStatus(MonitoringWords::status(shown), MonitoringWords::chip(shown));
    m_predictions->show(shown.predictions);
    showCounts();
    showOverview();
    if (!m_table->currentIndex().isValid() && m_shown.rowCount() > 0)
        m_table->selectRow(0);
    else
        showFeature();
}

void MonitoringPage::showSentence()
{
    setSentence(m_features.report() ? MonitoringWords::sentence(report()) : QString());
}

void MonitoringPage::showOverview()
{
    const bool hasHistory = m_history.size() > 1;
    const auto chart = hasHistory ? MonitoringCharts::heatMap(m_history) : MonitoringCharts::strengths(report());
    m_overview->setChart(chart);
    m_overviewPanel->setTitle(text(chart.title));
    m_overviewPanel->setNote(text(chart.unit));
    m_overviewPanel->setToolTip(tr("The change of each feature as a multiple of its limit"));
}

void MonitoringPage::showCounts()
{
    const auto shown = report();
    m_segments->setText(QStringLiteral("all"), tr("All %1").arg(shown.columns));
    m_segments->setText(QStringLiteral("drifted"), tr("Drifted %1").arg(shown.driftedColumns));
    m_segments->setText(QStringLiteral("not_known"), tr("Not known %1").arg(shown.undecidedColumns));
    if (auto *third = m_segments->findChild<QPushButton *>(QStringLiteral("monitoring.show.not_known")))
        third->setVisible(shown.undecidedColumns > 0 || third->isChecked());
    m_count->setText(m_shown.rowCount() == m_features.rowCount()
                         ? QString()
                         : tr("%1 of %2 features").arg(m_shown.rowCount()).arg(m_features.rowCount()));
}

void MonitoringPage::showFeature()
{
    const auto *feature = m_features.row(m_shown.mapToSource(m_table->currentIndex()));
    if (!feature) {
        m_feature->clear();
        inspect({});
        return;
    }
    const auto shown = report();
    m_feature->show(*feature, shown);
    auto inspection = MonitoringWords::inspection(*feature, shown);
    inspection.actions = {actions().action(checkId), actions().action(QStringLiteral("monitoring.copy_command"))};
    inspect(inspection);
}

} // namespace slipway::ui
