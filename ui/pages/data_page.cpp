#include "ui/pages/data_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_arrival.h"
#include "ui/pages/data_checks_panel.h"
#include "ui/pages/data_cleanup.h"
#include "ui/pages/data_details.h"
#include "ui/pages/data_file.h"
#include "ui/pages/data_inspection.h"
#include "ui/pages/data_list_panel.h"
#include "ui/pages/data_rejects.h"
#include "ui/pages/data_rows_bar.h"
#include "ui/pages/data_rows_panel.h"
#include "ui/pages/data_suites.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace slipway::ui {

namespace {

/// The header's shapes are counted over all cells; beyond this it takes seconds.
constexpr double mostCells = 20e6;
constexpr std::array feedColumns {"interaction_id", "timestamp", "user_id", "item_id",
                                  "device",         "position",  "click",   "dwell_time"};
constexpr int enoughFeedColumns = 4;

} // namespace

DataPage::DataPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_datasets(session().reader())
    , m_versions(m_datasets)
    , m_rows(session().reader())
    , m_view(new DataRowsView(session(), m_rows, this))
    , m_arrival(new DataArrival(*this,
                                {.theme = theme(),
                                 .session = session(),
                                 .views = views(),
                                 .work = [this](const QStringList &line) { return startWork(line); },
                                 .say = [this](const QString &sentence) { say(sentence); }}))
    , m_suites(new DataSuites(*this, session(), [this](const QStringList &line) { return startWork(line); }))
    , m_rejects(new DataRejects(theme(), session().reader(), session().launcher(), this))
    , m_tag(new Tag(theme(), {}))
    , m_chip(new Chip(theme()))
{
    setAcceptDrops(true);
    m_tag->setObjectName(QStringLiteral("data.version"));
    m_chip->setObjectName(QStringLiteral("data.state"));
    titleLine().addBadge(m_tag);
    titleLine().addBadge(m_chip);
    static_cast<QVBoxLayout *>(layout())->insertWidget(2, m_rejects);
    addActions();
    addRowsActions();
    addRowsLine();
    addEmptyView();
    m_result = makeResult();
    views().setResult(m_result);
    showContentOf(m_datasets);
    connect(&m_datasets, &RowsModelBase::loaded, this, &DataPage::take);
    connect(&m_rows, &RowsModelBase::failed, this, &DataPage::showReadingFailure);
    connect(m_rejects, &DataRejects::saved, this,
            [this](const QString &file) { say(tr("The lines are in %1.").arg(QFileInfo(file).fileName())); });
    connect(m_arrival, &DataArrival::made, this, [this](const QString &id) { m_wanted = id; });
    connect(m_arrival, &DataArrival::panelChanged, this, [this] { actions().refresh(); });
    connect(m_arrival, &DataArrival::copyWanted, this, &DataPage::copyCommand);
    connect(&session().selection(), &Selection::changed, this, [this] {
        if (session().selection().kind() == Selection::Kind::Dataset)
            choose(session().selection().id());
    });
    showChosen();
}

// The views speak to the models to their end.
DataPage::~DataPage()
{
    delete m_result;
}

void DataPage::addActions()
{
    const auto mayStart = [this] { return mayWork(); };
    registerAction({.id = QStringLiteral("data.generate"),
                    .text = tr("Generate…"),
                    .icon = QStringLiteral("plus"),
                    .toolTip = tr("Makes the data of one of five worlds, and what happens to it"),
                    .run = [this] { m_arrival->openScenarios(); },
                    .enabled = mayStart});
    registerAction(
        {.id = QStringLiteral("data.import"),
         .text = tr("Import…"),
         .icon = QStringLiteral("upload"),
         .toolTip = tr("Shows what tables of this computer would become, then takes them into the workspace"),
         .run = [this] { m_arrival->askForFiles(); },
         .enabled = mayStart});
    registerAction({.id = QStringLiteral("data.features"),
                    .text = tr("Go to features"),
                    .icon = QStringLiteral("features"),
                    .toolTip = tr("The next step: what a model is told about each row"),
                    .run = [this] { openPage(QStringLiteral("features")); }});
    registerAction({.id = QStringLiteral("data.validate"),
                    .text = tr("Check again"),
                    .icon = QStringLiteral("redo"),
                    .toolTip = tr("Checks all rows of this version, with the suite of the last time"),
                    .run = [this] { m_suites->check(m_chosen, checks()); },
                    .enabled = [this] { return mayWork() && (checks() || hasOwnChecks()); }});
    registerAction({.id = QStringLiteral("data.propose"),
                    .text = tr("Propose checks…"),
                    .icon = QStringLiteral("plus"),
                    .toolTip = tr("Writes a suite that these rows pass, and checks with it"),
                    .run = [this] { m_suites->askForProposal(m_chosen); },
                    .enabled = [this] { return mayWork() && dataset(); }});
    registerAction({.id = QStringLiteral("data.suite"),
                    .text = tr("Check with a suite…"),
                    .icon = QStringLiteral("file"),
                    .toolTip = tr("Checks this version against a suite of Great Expectations"),
                    .run = [this] { m_suites->ask(m_chosen); },
                    .enabled = [this] { return mayWork() && dataset(); }});
    addTitleButton(QStringLiteral("data.generate"));
    addTitleButton(QStringLiteral("data.import"));
    auto *next = addTitleButton(QStringLiteral("data.features"), true);
    // The empty view has a primary button of its own.
    connect(&views(), &FourViews::viewChanged, next,
            [next](View shown) { next->setVisible(shown == View::Result); });
    next->hide();
}

void DataPage::addRowsActions()
{
    const auto some = [this] { return m_rows.rowCount() > 0 && view() == View::Result; };
    const auto onColumn = [this, some] { return some() && !m_rowsPanel->column().isEmpty(); };
    registerAction({.id = QStringLiteral("data.go_to_row"),
                    .text = tr("Go to row…"),
                    .icon = QStringLiteral("right"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_G),
                    .toolTip = tr("Asks for the number of a row and shows it"),
                    .run = [this] { m_rowsPanel->askForRow(); },
                    .enabled = some});
    registerAction({.id = QStringLiteral("data.sort_rows"),
                    .text = tr("Sort by this column"),
                    .icon = QStringLiteral("sort"),
                    .toolTip = tr("Least first, then greatest first, then in the order of the file"),
                    .run = [this] { m_view->turn(m_rowsPanel->column()); },
                    .enabled = onColumn});
    connect(this, &Page::viewChanged, &actions(), &ActionRegistry::refresh);
    connect(&m_rows, &QAbstractItemModel::modelReset, &actions(), &ActionRegistry::refresh);
}

void DataPage::addRowsLine()
{
    auto *bar = new DataRowsBar(theme(), m_rows, *m_view);
    filterLine()->addWidget(bar);
    connect(bar, &DataRowsBar::exportWanted, this, &DataPage::exportRows);
    QWidget *line = bar->parentWidget();
    const auto follow = [line](View shown) { line->setVisible(shown == View::Result); };
    connect(&views(), &FourViews::viewChanged, line, follow);
    follow(view());
}

void DataPage::exportRows()
{
    auto *dialog = new QFileDialog(this, tr("Export what is shown"));
    dialog->setObjectName(QStringLiteral("data.export.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Comma-separated values (*.csv)"), tr("Parquet (*.parquet)"), tr("JSON lines (*.jsonl)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(m_chosen.section(QLatin1Char('@'), 0, 0) + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        QStringList command {
            QStringLiteral("data"),   QStringLiteral("export"), m_chosen, QStringLiteral("--out"), file,
            QStringLiteral("--force")}; // the dialog has asked
        command << m_view->options();
        if (static_cast<int>(m_rows.allColumns().size()) > m_rows.columnCount()) {
            for (int column = 0; column < m_rows.columnCount(); ++column)
                command << QStringLiteral("--column=") + m_rows.columnName(column);
        }
        if (auto *job = startBeside(command)) {
            connect(job, &Job::finished, this, [this, file](const Result<Json> &outcome) {
                if (outcome)
                    say(tr("The rows are in %1.").arg(QFileInfo(file).fileName()));
            });
        }
    });
    dialog->open();
}

void DataPage::addEmptyView()
{
    QList<WayOn> ways {{.objectName = QStringLiteral("data.empty.generate"),
                        .verb = tr("&Use the feed sample"),
                        .run = [this] { m_arrival->openScenarios(); }},
                       {.objectName = QStringLiteral("data.empty.import"),
                        .verb = tr("&Import a file"),
                        .run = [this] { m_arrival->askForFiles(); },
                        .icon = QStringLiteral("upload")}};
    const bool hasTour = actions().action(QStringLiteral("help.tour"));
    if (hasTour) {
        ways << WayOn {.objectName = QStringLiteral("data.empty.tour"),
                       .verb = tr("Take the &tour"),
                       .run = [this] { actions().trigger(QStringLiteral("help.tour")); }};
    }
    const QString sentence = hasTour ? tr("Import a file, use the feed sample, or take the tour here.")
                                     : tr("Import a file, drop one here, or use the feed sample.");
    const QString others = tr("Beside the feed there are churn, fraud, demand and reviews.");
    views().setEmpty({.icon = QStringLiteral("data"),
                      .title = tr("No data yet"),
                      .sentence = sentence + QLatin1Char(' ') + others,
                      .ways = ways});
}

QWidget *DataPage::makeResult()
{
    m_list = new DataListPanel(theme(), m_versions);
    m_rowsPanel = new DataRowsPanel(theme(), m_rows, *m_view);
    m_details = new DataDetails(theme(), session(), actions());
    auto *requirement = m_details->checks().requirementButton();
    requirement->setMenu(m_suites->menu(requirement));
    requirement->setEnabled(!session().isReadOnly());
    connect(m_suites, &DataSuites::requirementChanged, &m_details->checks(),
            &DataChecksPanel::setRequirement);
    connect(m_details, &DataDetails::columnChosen, this, &DataPage::inspectColumn);
    connect(m_details, &DataDetails::datasetChosen, this, &DataPage::choose);
    connect(m_details, &DataDetails::pageWanted, this, &DataPage::openPage);
    connect(m_details, &DataDetails::failingRowsWanted, this, [this](const CheckRow &check) {
        m_rowsPanel->showOnly({check.words, check.place, QStringLiteral("last"), check.column});
    });
    connect(m_details, &DataDetails::failingRowsSaved, this, [this](const QString &file, double rows) {
        say(tr("%1 rows were written to %2.").arg(NumberText::count(rows), QFileInfo(file).fileName()));
    });
    m_list->setMayCleanUp(!session().isReadOnly());
    connect(m_list, &DataListPanel::cleanUpWanted, this, &DataPage::cleanUp);
    connect(m_list, &DataListPanel::chosen, this, &DataPage::choose);
    connect(m_rowsPanel, &DataRowsPanel::columnChosen, this, &DataPage::inspectColumn);

    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(QStringLiteral("data.halves"));
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(theme().pixels(u"space.gap"));
    halves->addWidget(m_rowsPanel);
    halves->addWidget(m_details);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    auto *result = new QWidget;
    auto *line = new QHBoxLayout(result);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme().pixels(u"space.gap"));
    line->addWidget(m_list);
    line->addWidget(halves, 1);
    return result;
}

QStringList DataPage::command() const
{
    const auto asked = m_arrival->commands();
    if (!asked.isEmpty())
        return asked.first();
    if (m_chosen.isEmpty())
        return {QStringLiteral("data"), QStringLiteral("generate")};
    return {QStringLiteral("data"), QStringLiteral("validate"), m_chosen};
}

QString DataPage::commandLine() const
{
    const auto asked = m_arrival->commands();
    if (asked.isEmpty())
        return WorkspacePage::commandLine();
    QStringList lines;
    for (const auto &each : asked)
        lines << session().commandLine(each);
    return lines.join(QLatin1Char('\n'));
}

bool DataPage::mayWork() const
{
    return !work() && !session().isReadOnly() && !m_arrival->isImporting();
}

const DatasetRow *DataPage::dataset() const
{
    return m_datasets.row(m_datasets.index(m_datasets.rowOf(m_chosen), 0));
}

bool DataPage::hasOwnChecks() const
{
    const auto *version = dataset();
    if (!version || version->sourceType == "features")
        return false;
    const auto &columns = version->schema;
    const auto known = std::count_if(columns.begin(), columns.end(), [](const Json &column) {
        return column.is_object()
            && std::find(feedColumns.begin(), feedColumns.end(), column.value("name", std::string()))
            != feedColumns.end();
    });
    return known >= enoughFeedColumns;
}

void DataPage::importFiles(const QStringList &files)
{
    if (mayWork() || m_arrival->isImporting())
        m_arrival->openFiles(files);
}

QHash<QString, qint64> DataPage::newestVersions() const
{
    QHash<QString, qint64> newest;
    for (const auto &version : m_datasets.rows())
        newest[text(version.name)] =
            std::max(newest.value(text(version.name)), static_cast<qint64>(version.version));
    return newest;
}

void DataPage::cleanUp()
{
    auto *dialog = new DataCleanup(theme(), session(), this);
    connect(dialog, &DataCleanup::cleaned, this, [this](double files, double bytes) {
        say(tr("%1 things were removed, %2 are free.")
                .arg(NumberText::count(files),
                     QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat)));
        refresh();
    });
    dialog->open();
}

void DataPage::dragEnterEvent(QDragEnterEvent *event)
{
    const bool mayImport = mayWork() || m_arrival->isImporting();
    if (mayImport && !droppedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent *event)
{
    const QStringList files = droppedFiles(*event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    importFiles(files);
}

void DataPage::refresh()
{
    m_datasets.refresh();
    m_details->refresh();
    m_suites->refresh();
    session().reader().bytesOfData(m_bytesPending, [this](const Result<double> &bytes) {
        if (bytes)
            m_list->setBytes(bytes.value());
    });
    if (m_checksPending.isWaiting())
        return;
    session().reader().validations(m_checksPending, [this](const Result<Validations> &validations) {
        if (!validations)
            return; // the list of data sets reports what cannot be read
        m_versions.setValidations(validations.value());
        showChecks();
    });
}

/// The list has been read: what is shown stays, a new version is gone to, and the first reading shows what
/// stands first.
void DataPage::take()
{
    m_arrival->setVersions(newestVersions());
    if (!m_wanted.isEmpty() && m_datasets.rowOf(m_wanted) >= 0)
        choose(std::exchange(m_wanted, QString()));
    if (dataset())
        return;
    const auto first = m_versions.index(0, 0);
    if (first.isValid())
        choose(first.data(IdRole).toString());
    else
        m_chosen.clear();
    if (m_datasets.rowCount() == 0)
        showChosen();
}

void DataPage::choose(const QString &id)
{
    const auto &all = m_datasets.rows(); // of each name the newest comes first
    const auto version = std::find_if(all.begin(), all.end(), [&](const DatasetRow &row) {
        return text(row.name) == id || QStringLiteral("%1@%2").arg(text(row.name)).arg(row.version) == id;
    });
    if (version == all.end())
        return;
    const QString found = QStringLiteral("%1@%2").arg(text(version->name)).arg(version->version);
    m_list->setCurrent(found);
    if (found == m_chosen)
        return;
    m_chosen = found;
    showChosen();
    session().selection().set(Selection::Kind::Dataset, found);
}

void DataPage::showChosen()
{
    const auto *version = dataset();
    m_rejects->setDataset(version);
    titleLine().setName(version ? text(version->name) : title());
    m_tag->setText(version ? tr("version %1").arg(version->version) : QString());
    m_tag->setVisible(version);
    m_chip->setVisible(version);
    m_column.clear();
    m_columnPending.cancel();
    m_againstPending.cancel();
    m_details->showDataset(version);
    m_shapesPending.cancel();
    m_rowsPanel->clearChoice();
    m_rowsPanel->setShapes({});
    if (!version) {
        setSentence({});
        m_rows.clear();
        m_view->begin();
        inspect({});
        showChecks();
        return;
    }
    setSentence(DataInspection::sentence(*version));
    m_rows.show(*version);
    m_view->begin();
    const bool quick =
        static_cast<double>(version->rows) * static_cast<double>(version->schema.size()) <= mostCells;
    m_rowsPanel->setShapesWanted(quick);
    if (quick) {
        session().reader().shapes(m_shapesPending, m_chosen,
                                  [this](const Result<std::vector<ColumnShape>> &shapes) {
                                      if (shapes)
                                          m_rowsPanel->setShapes(shapes.value());
                                  });
    }
    showChecks();
}

void DataPage::showChecks()
{
    const auto *found = checks();
    const TimeMicros checked = found ? found->checked : 0;
    if (std::exchange(m_checked, checked) != checked)
        m_view->forgetFailing();
    m_chip->setStatus(DataInspection::checksStatus(found), DataInspection::checksWord(found));
    m_suites->setShown(m_chosen, found);
    m_details->showChecks(
        found,
        hasOwnChecks()
            ? tr("These rows have not been checked yet. “Check again” reads all of them.")
            : tr("These rows have not been checked. “Propose checks…” writes a suite that fits them, and a "
                 "suite of Great Expectations can be chosen."));
    actions().refresh();
    if (m_column.isEmpty()) {
        const auto *version = dataset();
        if (version) {
            auto inspection = DataInspection::of(*version, found);
            inspection.actions = {actions().action(QStringLiteral("data.validate")),
                                  actions().action(QStringLiteral("data.suite")),
                                  actions().action(QStringLiteral("data.propose")),
                                  actions().action(QStringLiteral("data.copy_command"))};
            inspect(inspection);
        }
    }
}

void DataPage::inspectColumn(const QString &name)
{
    const QString type = m_rows.columnType(name);
    if (type.isEmpty())
        return;
    m_column = name;
    inspect(DataInspection::ofColumn(name, type));
    m_facts = {};
    m_against = {};
    session().reader().column(m_columnPending, m_chosen, name, [this](const Result<ColumnFacts> &facts) {
        if (!facts)
            return;
        m_facts = facts.value();
        showColumn();
    });
    session().reader().againstTarget(m_againstPending, m_chosen, name,
                                     [this](const Result<AgainstTarget> &against) {
                                         if (!against)
                                             return;
                                         m_against = against.value();
                                         showColumn();
                                     });
}

/// Its numbers, and as soon as they are known those of the target beside it.
void DataPage::showColumn()
{
    if (m_facts.name == m_column && !m_column.isEmpty())
        inspect(DataInspection::of(m_facts, checks(), m_against));
}

} // namespace slipway::ui
