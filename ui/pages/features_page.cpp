#include "ui/pages/features_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/pages/features_distribution.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace slipway::ui {

namespace {

constexpr int filterWidth = 320;
constexpr int minuteMs = 60'000;
constexpr std::array rawTables {"users", "items", "interactions"};

} // namespace

FeaturesPage::FeaturesPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_features(session().reader())
{
    m_shown.setSourceModel(&m_features);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setFilterKeyColumn(-1);
    m_shown.setSortRole(SortRole);
    addActions();
    addFilterLine();
    m_result = makeResult();
    views().setResult(m_result);
    showEmptyText();
    showContentOf(m_features);
    connect(&m_features, &RowsModelBase::loaded, this, &FeaturesPage::take);
    connect(&m_features, &QAbstractItemModel::dataChanged, this,
            [this] { showFeature(m_table->currentIndex()); });
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
    registerAction({.id = QStringLiteral("features.build"),
                    .text = tr("Build features"),
                    .icon = QStringLiteral("play"),
                    .toolTip = tr("Computes the features of all interactions, and splits them by time"),
                    .run = [this] { startWork(command()); },
                    .enabled = [this] { return mayBuild(); }});
    registerAction({.id = QStringLiteral("features.train"),
                    .text = tr("Go to experiments"),
                    .icon = QStringLiteral("experiments"),
                    .toolTip = tr("The next step: train a model on these features"),
                    .run = [this] { openPage(QStringLiteral("experiments")); },
                    .enabled = [this] { return m_features.rowCount() > 0; }});
    addTitleButton(QStringLiteral("features.train"));
    auto *build = addTitleButton(QStringLiteral("features.build"), true);
    // The empty view has a primary button of its own.
    connect(&views(), &FourViews::viewChanged, build,
            [build](View shown) { build->setVisible(shown == View::Result); });
    build->hide();
}

void FeaturesPage::addFilterLine()
{
    auto *filter = new QLineEdit;
    filter->setObjectName(QStringLiteral("features.filter"));
    filter->setAccessibleName(tr("Filter features"));
    filter->setPlaceholderText(tr("Filter features, for example history"));
    filter->setClearButtonEnabled(true);
    filter->addAction(theme().icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    filter->setFixedWidth(filterWidth);
    connect(filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_shown.setFilterFixedString(words);
        showCount();
    });
    m_count = makeLabel(QStringLiteral("small"));
    m_count->setObjectName(QStringLiteral("features.count"));
    filterLine()->addWidget(filter);
    filterLine()->addStretch();
    filterLine()->addWidget(m_count);
    QWidget *bar = filter->parentWidget();
    connect(&views(), &FourViews::viewChanged, bar,
            [bar](View shown) { bar->setVisible(shown == View::Result); });
    bar->hide();
}

QWidget *FeaturesPage::makeResult()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("features.definitions"));
    m_table->setAccessibleName(tr("Definitions of the features"));
    m_table->setModel(&m_shown);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setItemDelegateForColumn(FeaturesModel::Blank, new NumberDelegate(theme(), m_table));
    m_table->setColumnWidth(FeaturesModel::Name, 190);
    m_table->setColumnWidth(FeaturesModel::Type, 88);
    m_table->setColumnWidth(FeaturesModel::About, 156);
    m_table->setColumnWidth(FeaturesModel::From, 124);
    m_table->setColumnWidth(FeaturesModel::Unit, 110);
    m_table->setColumnWidth(FeaturesModel::Blank, 76);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FeaturesPage::showFeature);

    auto *definitions = new Panel(theme(), {});
    definitions->setAccessibleName(tr("Definitions"));
    definitions->body()->setContentsMargins(0, 0, 0, 0);
    definitions->body()->addWidget(m_table);
    m_distribution = new FeaturesDistribution(theme(), session().reader());

    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(QStringLiteral("features.halves"));
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(theme().pixels(u"space.gap"));
    halves->addWidget(definitions);
    halves->addWidget(m_distribution);
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 1);
    halves->setSizes({320, 360}); // both grow alike from here
    return halves;
}

QStringList FeaturesPage::command() const
{
    return {QStringLiteral("features"), QStringLiteral("build")};
}

bool FeaturesPage::mayBuild() const
{
    return m_hasData && !work() && !session().isReadOnly();
}

void FeaturesPage::showEmptyText()
{
    const QString title = tr("No features yet");
    if (m_hasData) {
        views().setEmpty(
            {.icon = QStringLiteral("features"),
             .title = title,
             .sentence =
                 tr("Users, items and interactions are there. Building takes seconds for 100,000 rows."),
             .ways = {{.objectName = QStringLiteral("features.empty.build"),
                       .verb = tr("&Build features"),
                       .run = [this] { actions().trigger(QStringLiteral("features.build")); }},
                      {.objectName = QStringLiteral("features.empty.data"),
                       .verb = tr("Look at the &data"),
                       .run = [this] { openPage(QStringLiteral("data")); }}}});
        return;
    }
    views().setEmpty(
        {.icon = QStringLiteral("features"),
         .title = title,
         .sentence = tr("Features are computed from users, items and interactions, and there is no such "
                        "data yet."),
         .ways = {{.objectName = QStringLiteral("features.empty.data"),
                   .verb = tr("Go to &data"),
                   .run = [this] { openPage(QStringLiteral("data")); }}}});
}

void FeaturesPage::refresh()
{
    m_features.refresh();
    if (m_dataPending.isWaiting())
        return;
    using Versions = std::vector<workspace::DatasetVersion>;
    session().reader().datasets(m_dataPending, [this](const Result<Versions> &datasets) {
        if (!datasets)
            return; // the features report what cannot be read
        const bool hasData = std::all_of(rawTables.begin(), rawTables.end(), [&](const char *table) {
            return std::any_of(datasets.value().begin(), datasets.value().end(),
                               [table](const auto &version) { return version.name == table; });
        });
        if (hasData == m_hasData && m_dataKnown)
            return;
        m_hasData = hasData;
        m_dataKnown = true;
        showEmptyText();
        actions().refresh();
    });
}

void FeaturesPage::take()
{
    showSentence();
    showCount();
    actions().refresh();
    if (m_features.rowCount() == 0) {
        m_distribution->clear();
        inspect({});
        return;
    }
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    else
        showFeature(m_table->currentIndex());
}

void FeaturesPage::showSentence()
{
    const auto &build = m_features.build();
    setSentence(build && !build->features.empty() ? FeaturesWords::sentence(*build) : QString());
}

void FeaturesPage::showCount()
{
    m_count->setText(m_shown.rowCount() == m_features.rowCount()
                         ? tr("%n features", nullptr, m_features.rowCount())
                         : tr("%1 of %2 features").arg(m_shown.rowCount()).arg(m_features.rowCount()));
}

void FeaturesPage::showFeature(const QModelIndex &current)
{
    const auto *feature = m_features.row(m_shown.mapToSource(current));
    if (!feature || !m_features.build())
        return;
    auto inspection = FeaturesWords::inspection(*feature, *m_features.build());
    inspection.actions = {actions().action(QStringLiteral("features.build")),
                          actions().action(QStringLiteral("features.copy_command"))};
    inspect(inspection);
    m_distribution->show(*feature, m_features.build()->built);
}

} // namespace slipway::ui
