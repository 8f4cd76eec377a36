#include "ui/pages/features_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_file.h"
#include "ui/pages/features_details.h"
#include "ui/pages/features_empty.h"
#include "ui/pages/features_filter_line.h"
#include "ui/pages/features_sets.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"

#include <QActionGroup>
#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace slipway::ui {

namespace {

constexpr int minuteMs = 60'000;
constexpr std::array rawTables {"users", "items", "interactions"};

/// The one file of definitions that was dropped; empty where it is something else.
QString droppedDefinitions(const QMimeData &dropped)
{
    const QStringList files = droppedFiles(dropped);
    const bool isYaml = files.size() == 1
        && (files.first().endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive)
            || files.first().endsWith(QLatin1String(".yml"), Qt::CaseInsensitive));
    return isYaml ? files.first() : QString();
}

} // namespace

FeaturesPage::FeaturesPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_sets(new FeaturesSets(session(), m_data, this))
    , m_features(session().reader())
{
    setAcceptDrops(true);
    m_shown.setSourceModel(&m_features);
    m_shown.setSortRole(SortRole);
    addActions();
    addTitle();
    addFilterLine();
    m_result = makeResult();
    views().setResult(m_result);
    showEmptyText();
    connect(&m_features, &RowsModelBase::loaded, this, &FeaturesPage::take);
    connect(&m_features, &RowsModelBase::failed, this, &FeaturesPage::showReadingFailure);
    connect(&m_features, &QAbstractItemModel::dataChanged, this, &FeaturesPage::showFeature);
    connect(&session(), &WorkspaceSession::happened, this, [this] {
        if (isVisible())
            m_sets->refresh(); // it has heard what happened before this page has
    });
    connect(m_sets, &FeaturesSets::listed, this, &FeaturesPage::takeSets);
    connect(m_sets, &FeaturesSets::described, this, &FeaturesPage::takeSet);
    connect(m_sets, &FeaturesSets::measured, this, &FeaturesPage::takeStatus);
    m_minute.setInterval(minuteMs);
    connect(&m_minute, &QTimer::timeout, this, &FeaturesPage::showSentence);
    m_minute.start();
}

// The views speak to the models to their end.
FeaturesPage::~FeaturesPage()
{
    delete m_result;
}

void FeaturesPage::addActions()
{
    registerAction(
        {.id = QStringLiteral("features.build"),
         .text = tr("Build features"),
         .icon = QStringLiteral("play"),
         .toolTip = tr("Computes the features of all rows as each row's moment knew them, and splits them"),
         .run = [this] { startWork(buildCommand()); },
         .enabled = [this] { return mayBuild(); }});
    registerAction({.id = QStringLiteral("features.train"),
                    .text = tr("Go to experiments"),
                    .icon = QStringLiteral("experiments"),
                    .toolTip = tr("The next step: train a model on these features"),
                    .run = [this] { openPage(QStringLiteral("experiments")); },
                    .enabled = [this] { return m_features.rowCount() > 0; }});
    registerAction(
        {.id = QStringLiteral("features.apply"),
         .text = tr("Apply a file…"),
         .icon = QStringLiteral("upload"),
         .toolTip = tr("Puts the definitions of a YAML file in force; dropping it here does the same"),
         .run = [this] { askForFile(false); },
         .enabled = [this] { return mayWork(); }});
    registerAction({.id = QStringLiteral("features.compare"),
                    .text = tr("Compare with a file…"),
                    .icon = QStringLiteral("compare"),
                    .toolTip = tr("Shows what a YAML file would change, and what that touches"),
                    .run = [this] { askForFile(true); },
                    .enabled = [this] { return m_data.set.has_value(); }});
    registerAction({.id = QStringLiteral("features.docs"),
                    .text = tr("Open documentation"),
                    .icon = QStringLiteral("external"),
                    .toolTip = tr("Writes pages about every feature of the set and opens them"),
                    .run = [this] { openDocumentation(); },
                    .enabled = [this] { return m_data.set.has_value(); }});
    registerAction(
        {.id = QStringLiteral("features.materialize"),
         .text = tr("Store what is new"),
         .icon = QStringLiteral("download"),
         .toolTip = tr("Stores the latest values of entities with new events, where servers look them up"),
         .run = [this] { materialize(false); },
         .enabled = [this] { return mayWork() && m_data.set.has_value(); }});
    registerAction({.id = QStringLiteral("features.materialize_all"),
                    .text = tr("Store all values again"),
                    .icon = QStringLiteral("redo"),
                    .toolTip = tr("Stores the latest values of every entity, where servers look them up"),
                    .run = [this] { materialize(true); },
                    .enabled = [this] { return mayWork() && m_data.set.has_value(); }});
}

void FeaturesPage::addTitle()
{
    m_version = new Tag(theme(), {});
    m_version->setObjectName(QStringLiteral("features.version"));
    m_version->hide();
    titleLine().addBadge(m_version);

    auto *more = makeIconButton(theme(), QStringLiteral("features.more"), QStringLiteral("more"),
                                tr("More about the definitions"), ButtonKind::Quiet);
    auto *menu = new QMenu(more);
    actions().fill(menu,
                   {QStringLiteral("features.apply"), QStringLiteral("features.compare"), QStringLiteral("-"),
                    QStringLiteral("features.docs")});
    auto *proposals = menu->addMenu(tr("Propose features for"));
    proposals->setObjectName(QStringLiteral("features.propose"));
    connect(menu, &QMenu::aboutToShow, this, [this, proposals] { fillProposals(proposals); });
    more->setMenu(menu);
    titleLine().addButton(more);

    m_splitButton = makeButton(theme(),
                               {.objectName = QStringLiteral("features.split"),
                                .text = tr("Split by time"),
                                .icon = QStringLiteral("branch"),
                                .kind = ButtonKind::Quiet});
    m_splitButton->setToolTip(tr("How a build divides the rows into training, validation and test"));
    auto *splits = new QMenu(m_splitButton);
    auto *group = new QActionGroup(splits);
    const auto add = [&](const QString &split, const QString &words, const QString &tip) {
        auto *action = splits->addAction(words);
        action->setObjectName(QStringLiteral("features.split.")
                              + (split.isEmpty() ? QStringLiteral("time") : split));
        action->setCheckable(true);
        action->setChecked(split.isEmpty());
        action->setToolTip(tip);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, split, words] {
            m_split = split;
            m_splitButton->setText(words);
            actions().refresh();
        });
    };
    splits->setToolTipsVisible(true);
    add({}, tr("Split by time"), tr("The oldest rows train, the newest test: what a model will meet"));
    add(QStringLiteral("stratified"), tr("Split at random"),
        tr("With the target's shares kept in each part"));
    add(QStringLiteral("group"), tr("Split by entity"), tr("Nobody is in two parts"));
    m_splitButton->setMenu(splits);
    titleLine().addButton(m_splitButton);
    addTitleButton(QStringLiteral("features.train"));
    auto *build = addTitleButton(QStringLiteral("features.build"), true);
    // The empty view has a primary button of its own.
    const auto follow = [this, build](View shown) {
        build->setVisible(shown == View::Result);
        m_splitButton->setVisible(shown == View::Result);
    };
    connect(&views(), &FourViews::viewChanged, build, follow);
    follow(view());
}

void FeaturesPage::addFilterLine()
{
    m_filterLine = new FeaturesFilterLine(theme());
    filterLine()->addWidget(m_filterLine);
    connect(m_filterLine, &FeaturesFilterLine::wordsChanged, this, [this](const QString &words) {
        m_shown.setWords(words);
        showCount();
    });
    connect(m_filterLine, &FeaturesFilterLine::tagChosen, this, [this](const QString &tag) {
        m_shown.setTag(tag);
        showCount();
    });
    connect(m_filterLine, &FeaturesFilterLine::hiddenToggled, this, [this](bool shown) {
        m_shown.setHiddenShown(shown);
        showCount();
    });
    connect(m_filterLine, &FeaturesFilterLine::setChosen, m_sets, &FeaturesSets::choose);
    QWidget *bar = m_filterLine->parentWidget();
    const auto follow = [bar](View shown) { bar->setVisible(shown == View::Result); };
    connect(&views(), &FourViews::viewChanged, bar, follow);
    follow(view());
}

QWidget *FeaturesPage::makeTable()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("features.definitions"));
    m_table->setAccessibleName(tr("Definitions of the features"));
    m_table->setModel(&m_shown);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    for (const int number : {FeaturesModel::Blank, FeaturesModel::Weight})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_table));
    m_table->setColumnWidth(FeaturesModel::Name, 196);
    m_table->setColumnWidth(FeaturesModel::Type, 84);
    m_table->setColumnWidth(FeaturesModel::About, 116);
    m_table->setColumnWidth(FeaturesModel::From, 128);
    m_table->setColumnWidth(FeaturesModel::Owner, 92);
    m_table->setColumnWidth(FeaturesModel::Blank, 68);
    m_table->setColumnWidth(FeaturesModel::Weight, 72);
    showColumns();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FeaturesPage::showFeature);
    auto *definitions = new Panel(theme(), {});
    definitions->setAccessibleName(tr("Definitions"));
    definitions->body()->setContentsMargins(0, 0, 0, 0);
    definitions->body()->addWidget(m_table);
    return definitions;
}

QWidget *FeaturesPage::makeResult()
{
    auto *table = makeTable();
    m_details = new FeaturesDetails({theme(), session(), actions(), m_data});
    connect(m_details, &FeaturesDetails::featureChosen, this, &FeaturesPage::choose);
    connect(m_details, &FeaturesDetails::pageWanted, this, &FeaturesPage::openPage);
    connect(m_details, &FeaturesDetails::applyWanted, this, &FeaturesPage::apply);
    connect(m_details, &FeaturesDetails::commandChanged, this, [this] { actions().refresh(); });
    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(QStringLiteral("features.halves"));
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(theme().pixels(u"space.gap"));
    halves->addWidget(table);
    halves->addWidget(m_details);
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 1);
    halves->setSizes({320, 360}); // both grow alike from here
    return halves;
}

QStringList FeaturesPage::buildCommand() const
{
    QStringList command {QStringLiteral("features"), QStringLiteral("build")};
    if (m_data.set)
        command << QStringLiteral("--set") << m_data.set->set;
    if (!m_split.isEmpty())
        command << QStringLiteral("--split") << m_split;
    return command;
}

QStringList FeaturesPage::materializeCommand(bool all) const
{
    QStringList command {QStringLiteral("features"), QStringLiteral("materialize")};
    if (m_data.set)
        command << QStringLiteral("--set") << m_data.set->set;
    if (!all)
        command << QStringLiteral("--incremental");
    return command;
}

QStringList FeaturesPage::command() const
{
    const QStringList shown = m_details && view() == View::Result ? m_details->command() : QStringList();
    return shown.isEmpty() ? buildCommand() : shown;
}

bool FeaturesPage::mayWork() const
{
    return !work() && !session().isReadOnly();
}

bool FeaturesPage::mayBuild() const
{
    const bool isOffered = std::any_of(m_data.offers.begin(), m_data.offers.end(),
                                       [](const FeatureOffer &offer) { return offer.tablesHere; });
    return mayWork() && (m_data.set || m_hasRawTables || isOffered);
}

void FeaturesPage::showEmptyText()
{
    const bool isOffered = std::any_of(m_data.offers.begin(), m_data.offers.end(),
                                       [](const FeatureOffer &offer) { return offer.tablesHere; });
    views().setEmpty(
        FeaturesEmpty::text(m_data, m_hasRawTables || isOffered, m_imported.value(0), session().isReadOnly(),
                            {.build = [this] { actions().trigger(QStringLiteral("features.build")); },
                             .data = [this] { openPage(QStringLiteral("data")); },
                             .propose = [this] { propose(m_imported.value(0)); },
                             .apply = [this] { actions().trigger(QStringLiteral("features.apply")); }}));
}

void FeaturesPage::refresh()
{
    m_sets->refresh();
    m_features.refresh();
    readImportances();
    if (m_dataPending.isWaiting())
        return;
    using Versions = std::vector<workspace::DatasetVersion>;
    session().reader().datasets(m_dataPending, [this](const Result<Versions> &datasets) {
        if (!datasets)
            return; // the features report what cannot be read
        const bool hasRawTables = std::all_of(rawTables.begin(), rawTables.end(), [&](const char *table) {
            return std::any_of(datasets.value().begin(), datasets.value().end(),
                               [table](const auto &version) { return version.name == table; });
        });
        QStringList imported;
        for (const auto &version : datasets.value()) {
            if (version.sourceType == "imported")
                imported << text(version.name);
        }
        imported.removeDuplicates();
        if (hasRawTables == m_hasRawTables && imported == m_imported)
            return;
        m_hasRawTables = hasRawTables;
        m_imported = imported;
        showEmptyText();
        actions().refresh();
    });
}

/// Evaluations are long; they are read again only when there is a newer one.
void FeaturesPage::readImportances()
{
    if (m_weightsAgePending.isWaiting())
        return;
    session().reader().newestEvent(
        m_weightsAgePending, QStringLiteral("run.evaluated"), {},
        [this](const Result<std::optional<workspace::LoggedEvent>> &event) {
            const TimeMicros time = event && event.value() ? event.value()->time : 1;
            if (time == m_weighed)
                return;
            m_weighed = time;
            session().reader().importances(
                m_weightsPending, [this](const Result<std::vector<ModelImportance>> &importances) {
                    if (!importances)
                        return; // the column stays without numbers
                    m_data.importances = importances.value();
                    m_features.setWeights(m_data.importances.empty() ? ModelImportance()
                                                                     : m_data.importances.front());
                    showColumns();
                    showFeature();
                });
        });
}

void FeaturesPage::takeSets()
{
    m_filterLine->setSets(m_data.sets, m_sets->chosen());
    showEmptyText();
    actions().refresh();
}

void FeaturesPage::takeSet()
{
    m_filterLine->setSets(m_data.sets, m_sets->chosen());
    m_version->setText(m_data.set ? tr("%1, version %2").arg(m_data.set->set).arg(m_data.set->version)
                                  : QString());
    m_version->setVisible(m_data.set.has_value());
    m_data.build.reset();
    m_features.setDefinitions(m_data.set);
    if (m_sets->problem())
        showReadingFailure(*m_sets->problem());
    else
        decide();
}

void FeaturesPage::takeStatus()
{
    m_details->showStoreState();
    showFeature();
    actions().refresh();
}

/// The rows have been read: of the set that is chosen, or of a build that no set describes.
void FeaturesPage::take()
{
    m_data.build = m_features.build();
    showSentence();
    showColumns();
    m_filterLine->setTags(m_features.tags());
    const auto &rows = m_features.rows();
    m_filterLine->setHidden(static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [](const auto &row) { return row.hidden; })));
    showCount();
    actions().refresh();
    if (m_features.rowCount() == 0) {
        m_data.feature = {};
        m_details->bringUpToDate();
        inspect({});
    } else if (!m_wantedFeature.isEmpty()) {
        choose(std::exchange(m_wantedFeature, QString()));
    } else if (!m_table->currentIndex().isValid()) {
        m_table->selectRow(0);
    } else {
        showFeature();
    }
    decide();
}

/// Until both have answered nobody knows what there is.
void FeaturesPage::decide()
{
    if (m_features.isLoaded() && m_sets->hasAnswered())
        showContent(m_features.rowCount() == 0);
}

void FeaturesPage::showSentence()
{
    const auto &build = m_features.build();
    if (build && !build->features.empty() && build->rows() > 0)
        setSentence(FeaturesWords::sentence(*build));
    else
        setSentence(m_data.set ? FeaturesWords::sentence(*m_data.set) : QString());
}

/// A column that says the same in every row, or nothing, leaves its room to the others.
void FeaturesPage::showColumns()
{
    const auto &rows = m_features.rows();
    const bool oneOwner = std::all_of(rows.begin(), rows.end(),
                                      [&](const auto &row) { return row.owner == rows.front().owner; });
    m_table->setColumnHidden(FeaturesModel::Owner, oneOwner);
    m_table->setColumnHidden(FeaturesModel::Weight, m_data.importances.empty());
    m_table->setColumnHidden(FeaturesModel::Blank, !m_data.build);
}

void FeaturesPage::showCount()
{
    const auto &rows = m_features.rows();
    const auto hidden =
        static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const auto &row) { return row.hidden; }));
    const int all = m_features.rowCount() - (m_shown.isHiddenShown() ? 0 : hidden);
    m_filterLine->setCount(m_shown.rowCount() == all
                               ? tr("%n features", nullptr, all)
                               : tr("%1 of %2 features").arg(m_shown.rowCount()).arg(all));
}

void FeaturesPage::showFeature()
{
    const auto *feature = m_features.row(m_shown.mapToSource(m_table->currentIndex()));
    if (!feature)
        return;
    m_data.feature = *feature;
    auto inspection = FeaturesWords::inspection(m_data);
    inspection.actions = {actions().action(QStringLiteral("features.build")),
                          actions().action(QStringLiteral("features.docs")),
                          actions().action(QStringLiteral("features.copy_command"))};
    inspect(inspection);
    m_details->bringUpToDate();
}

/// Shows a feature wherever it is; what filters it out is taken away.
void FeaturesPage::choose(const QString &name)
{
    const int row = m_features.rowOf(name);
    if (row < 0) {
        m_wantedFeature = name;
        return;
    }
    const auto index = m_features.index(row, FeaturesModel::Name);
    if (!m_shown.mapFromSource(index).isValid())
        m_filterLine->showAll(index.data(FeaturesModel::HiddenRole).toBool());
    const auto shown = m_shown.mapFromSource(index);
    m_table->setCurrentIndex(shown);
    m_table->scrollTo(shown);
}

void FeaturesPage::materialize(bool all)
{
    auto *job = startWork(materializeCommand(all));
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        m_sets->askStatus();
        if (!outcome)
            return;
        const auto stored = materializedFrom(outcome.value());
        const QString done = tr("%1 values of %2 rows were stored in %3.")
                                 .arg(NumberText::count(stored.values), NumberText::count(stored.rows),
                                      NumberText::duration(stored.seconds));
        if (stored.failures.isEmpty())
            return say(done);
        say(tr("%1 %n of them are not as expected: %2", nullptr, static_cast<int>(stored.failures.size()))
                .arg(done, stored.failures.join(u' ')));
    });
}

void FeaturesPage::askForFile(bool toCompare)
{
    auto *dialog = fileDialog(this, QStringLiteral("features.file.dialog"),
                              toCompare ? tr("Compare definitions") : tr("Apply definitions"),
                              tr("Definitions (*.yaml *.yml)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, toCompare](const QString &file) {
        if (toCompare)
            m_details->compareWithFile(file);
        else
            applyFile(file);
    });
    dialog->open();
}

void FeaturesPage::applyFile(const QString &file)
{
    if (mayWork())
        apply(file);
}

void FeaturesPage::apply(const QString &named)
{
    auto *job = startBeside({QStringLiteral("features"), QStringLiteral("apply"), named});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            takeApplied(outcome.value());
    });
}

void FeaturesPage::takeApplied(const Json &answer)
{
    const QString set = text(answer.value("set", std::string()));
    const auto version = answer.value("version", std::int64_t {0});
    const auto before = answer.contains("before") && answer["before"].is_number_integer()
        ? answer["before"].get<std::int64_t>()
        : 0;
    if (before == version) {
        say(tr("%1 is in force already: the definitions mean the same.").arg(set));
        return;
    }
    const auto changes = featureChangesFrom(answer);
    const QStringList back {QStringLiteral("features"),
                            before > 0 ? QStringLiteral("apply") : QStringLiteral("withdraw"),
                            before > 0 ? QStringLiteral("%1@%2").arg(set).arg(before) : set};
    say(tr("%1, version %2, is in force: %3 features added, %4 changed, %5 gone.")
            .arg(set)
            .arg(version)
            .arg(changes.added.size())
            .arg(changes.changed.size())
            .arg(changes.removed.size()),
        tr("Undo"), [this, back] { startBeside(back); });
    m_sets->choose(QStringLiteral("%1@%2").arg(set).arg(version));
}

void FeaturesPage::fillProposals(QMenu *menu)
{
    menu->clear();
    for (const auto &table : std::as_const(m_imported))
        connect(menu->addAction(table), &QAction::triggered, this, [this, table] { propose(table); });
    menu->setEnabled(!m_imported.isEmpty() && mayWork());
    menu->setToolTip(tr("Tables that were imported"));
}

/// A proposal is put in force at once: what it says is then shown like any other, and can be taken back.
void FeaturesPage::propose(const QString &table)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    folder.mkpath(QStringLiteral("."));
    const QString file = folder.filePath(table + QStringLiteral("_features.yaml"));
    auto *job = startWork(
        {QStringLiteral("features"), QStringLiteral("propose"), table, QStringLiteral("--out"), file});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, file](const Result<Json> &outcome) {
        if (outcome)
            apply(file);
    });
}

void FeaturesPage::openDocumentation()
{
    const QString folder =
        QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))
            .filePath(QStringLiteral("features/%1-%2").arg(session().name(), m_data.set->set));
    auto *job = startBeside({QStringLiteral("features"), QStringLiteral("docs"), m_data.set->set,
                             QStringLiteral("--out"), folder});
    if (!job)
        return;
    connect(job, &Job::finished, this, [folder](const Result<Json> &outcome) {
        if (outcome)
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(QDir(folder).filePath(QStringLiteral("index.html"))));
    });
}

void FeaturesPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (mayWork() && !droppedDefinitions(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FeaturesPage::dropEvent(QDropEvent *event)
{
    const QString file = droppedDefinitions(*event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    applyFile(file);
}

} // namespace slipway::ui
