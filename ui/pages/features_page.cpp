#include "ui/pages/features_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/features_details.h"
#include "ui/pages/features_empty.h"
#include "ui/pages/features_files.h"
#include "ui/pages/features_filter_line.h"
#include "ui/pages/features_sets.h"
#include "ui/pages/features_split.h"
#include "ui/pages/features_table.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/panel.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>

#include <algorithm>
#include <array>
#include <utility>

namespace slipway::ui {

namespace {

constexpr int minuteMs = 60'000;
constexpr std::array rawTables {"users", "items", "interactions"};

} // namespace

FeaturesPage::FeaturesPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_sets(new FeaturesSets(session(), m_data, this))
    , m_files(new FeaturesFiles(
          *this, session(), m_data,
          {.work = [this](const QStringList &command) { return startWork(command); },
           .beside = [this](const QStringList &command) { return startBeside(command); },
           .say = [this](const QString &sentence, const QString &link,
                         std::function<void()> follow) { say(sentence, link, std::move(follow)); }}))
    , m_split(new FeaturesSplit(theme(), this))
    , m_features(session().reader())
{
    setAcceptDrops(true);
    addActions();
    addFileActions();
    addStoreActions();
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
    connect(&m_minute, &QTimer::timeout, this, &FeaturesPage::growOld);
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
}

void FeaturesPage::addFileActions()
{
    registerAction(
        {.id = QStringLiteral("features.apply"),
         .text = tr("Apply a file…"),
         .icon = QStringLiteral("upload"),
         .toolTip = tr("Puts the definitions of a YAML file in force; dropping it here does the same"),
         .run = [this] { m_files->ask(false); },
         .enabled = [this] { return mayWork(); }});
    registerAction({.id = QStringLiteral("features.compare"),
                    .text = tr("Compare with a file…"),
                    .icon = QStringLiteral("compare"),
                    .toolTip = tr("Shows what a YAML file would change, and what that touches"),
                    .run = [this] { m_files->ask(true); },
                    .enabled = [this] { return m_data.set.has_value(); }});
    registerAction({.id = QStringLiteral("features.docs"),
                    .text = tr("Open documentation"),
                    .icon = QStringLiteral("external"),
                    .toolTip = tr("Writes pages about every feature of the set and opens them"),
                    .run = [this] { m_files->openDocumentation(); },
                    .enabled = [this] { return m_data.set.has_value(); }});
    connect(m_files, &FeaturesFiles::fileChosen, this, &FeaturesPage::applyFile);
    connect(m_files, &FeaturesFiles::applied, m_sets, &FeaturesSets::choose);
}

void FeaturesPage::addStoreActions()
{
    const auto may = [this] { return mayWork() && m_data.set.has_value(); };
    registerAction(
        {.id = QStringLiteral("features.materialize"),
         .text = tr("Store what is new"),
         .icon = QStringLiteral("download"),
         .toolTip = tr("Stores the latest values of entities with new events, where servers look them up"),
         .run = [this] { materialize(false); },
         .enabled = may});
    registerAction({.id = QStringLiteral("features.materialize_all"),
                    .text = tr("Store all values again"),
                    .icon = QStringLiteral("redo"),
                    .toolTip = tr("Stores the latest values of every entity, where servers look them up"),
                    .run = [this] { materialize(true); },
                    .enabled = may});
}

void FeaturesPage::addTitle()
{
    m_version = new Tag(theme(), {});
    m_version->setObjectName(QStringLiteral("features.version"));
    m_version->hide();
    titleLine().addBadge(m_version);
    addMenu();
    titleLine().addButton(m_split->button());
    connect(m_split, &FeaturesSplit::changed, this, [this] { actions().refresh(); });
    auto *next = addTitleButton(QStringLiteral("features.train"));
    auto *build = addTitleButton(QStringLiteral("features.build"), true);
    // The empty view has a primary button of its own, and nothing to go on with.
    const QList<QWidget *> ofResult {m_split->button(), next, build};
    const auto follow = [ofResult](View shown) {
        for (auto *button : ofResult)
            button->setVisible(shown == View::Result);
    };
    connect(&views(), &FourViews::viewChanged, build, follow);
    follow(view());
}

void FeaturesPage::addMenu()
{
    auto *more = makeIconButton(theme(), QStringLiteral("features.more"), QStringLiteral("more"),
                                tr("More about the definitions"), ButtonKind::Quiet);
    auto *menu = new QMenu(more);
    actions().fill(menu,
                   {QStringLiteral("features.apply"), QStringLiteral("features.compare"), QStringLiteral("-"),
                    QStringLiteral("features.docs")});
    auto *proposals = menu->addMenu(tr("Propose features for"));
    proposals->setObjectName(QStringLiteral("features.propose"));
    proposals->setToolTip(tr("Tables that were imported"));
    connect(menu, &QMenu::aboutToShow, this, [this, proposals] {
        m_files->fillProposals(*proposals, m_imported);
        proposals->setEnabled(!m_imported.isEmpty() && mayWork());
    });
    more->setMenu(menu);
    titleLine().addButton(more);
}

void FeaturesPage::addFilterLine()
{
    m_filterLine = new FeaturesFilterLine(theme());
    filterLine()->addWidget(m_filterLine);
    connect(m_filterLine, &FeaturesFilterLine::setChosen, m_sets, &FeaturesSets::choose);
    QWidget *bar = m_filterLine->parentWidget();
    const auto follow = [bar](View shown) { bar->setVisible(shown == View::Result); };
    connect(&views(), &FourViews::viewChanged, bar, follow);
    follow(view());
}

QWidget *FeaturesPage::makeTable()
{
    m_table = new FeaturesTable(theme(), m_features);
    m_table->showColumns(m_data);
    connect(m_table, &FeaturesTable::chosenChanged, this, &FeaturesPage::showFeature);
    connect(m_table, &FeaturesTable::countChanged, this, &FeaturesPage::showCount);
    connect(m_table, &FeaturesTable::allWanted, m_filterLine, &FeaturesFilterLine::showAll);
    connect(m_filterLine, &FeaturesFilterLine::wordsChanged, m_table, &FeaturesTable::setWords);
    connect(m_filterLine, &FeaturesFilterLine::tagChosen, m_table, &FeaturesTable::setTag);
    connect(m_filterLine, &FeaturesFilterLine::hiddenToggled, m_table, &FeaturesTable::setStepsShown);
    return m_table;
}

QWidget *FeaturesPage::makeResult()
{
    auto *table = makeTable();
    m_details = new FeaturesDetails({theme(), session(), actions(), m_data});
    connect(m_details, &FeaturesDetails::featureChosen, this, &FeaturesPage::choose);
    connect(m_details, &FeaturesDetails::pageWanted, this, &FeaturesPage::openPage);
    connect(m_details, &FeaturesDetails::applyWanted, m_files, &FeaturesFiles::apply);
    connect(m_details, &FeaturesDetails::commandChanged, this, [this] { actions().refresh(); });
    connect(m_files, &FeaturesFiles::comparisonWanted, m_details, &FeaturesDetails::compareWithFile);
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
    if (!m_split->chosen().isEmpty())
        command << QStringLiteral("--split") << m_split->chosen();
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

bool FeaturesPage::isOffered() const
{
    return std::any_of(m_data.offers.begin(), m_data.offers.end(),
                       [](const FeatureOffer &offer) { return offer.tablesHere; });
}

bool FeaturesPage::mayBuild() const
{
    return mayWork() && (m_data.set || m_hasRawTables || isOffered());
}

void FeaturesPage::showEmptyText()
{
    views().setEmpty(FeaturesEmpty::text(
        m_data, m_hasRawTables || isOffered(), m_imported.value(0), session().isReadOnly(),
        {.build = [this] { actions().trigger(QStringLiteral("features.build")); },
         .data = [this] { openPage(QStringLiteral("data")); },
         .propose = [this] { m_files->propose(m_imported.value(0)); },
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
        if (datasets) // else the features report what cannot be read
            takeDatasets(datasets.value());
    });
}

void FeaturesPage::takeDatasets(const std::vector<workspace::DatasetVersion> &datasets)
{
    const bool hasRawTables = std::all_of(rawTables.begin(), rawTables.end(), [&](const char *table) {
        return std::any_of(datasets.begin(), datasets.end(),
                           [table](const auto &version) { return version.name == table; });
    });
    QStringList imported;
    for (const auto &version : datasets) {
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
                    m_table->showColumns(m_data);
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
    m_table->showColumns(m_data);
    m_filterLine->setTags(m_features.tags());
    m_filterLine->setHidden(m_table->steps());
    showCount();
    actions().refresh();
    if (m_features.rowCount() == 0) {
        m_data.feature = {};
        m_details->bringUpToDate();
        inspect({});
    } else if (!m_wantedFeature.isEmpty()) {
        choose(std::exchange(m_wantedFeature, QString()));
    } else if (!m_table->chosen()) {
        m_table->chooseFirst();
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

/// What was fresh is not for ever; the store is asked only while somebody looks.
void FeaturesPage::growOld()
{
    showSentence();
    if (isVisible() && m_details->isStoreShown() && m_data.status)
        m_sets->askStatus();
}

void FeaturesPage::showSentence()
{
    const auto &build = m_features.build();
    if (build && !build->features.empty() && build->rows() > 0)
        setSentence(FeaturesWords::sentence(*build));
    else
        setSentence(m_data.set ? FeaturesWords::sentence(*m_data.set) : QString());
}

void FeaturesPage::showCount()
{
    m_filterLine->setCount(m_table->count());
}

void FeaturesPage::showFeature()
{
    const auto *feature = m_table->chosen();
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

/// A feature that is not there yet is chosen as soon as it is.
void FeaturesPage::choose(const QString &name)
{
    if (!m_table->choose(name))
        m_wantedFeature = name;
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

void FeaturesPage::applyFile(const QString &file)
{
    if (mayWork())
        m_files->apply(file);
}

void FeaturesPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (mayWork() && !FeaturesFiles::dropped(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FeaturesPage::dropEvent(QDropEvent *event)
{
    const QString file = FeaturesFiles::dropped(*event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    applyFile(file);
}

} // namespace slipway::ui
