#include "ui/pages/features_table.h"

#include "ui/pages/features_tab.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/table_view.h"

#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr std::pair<int, int> widths[] = {{FeaturesModel::Name, 190}, {FeaturesModel::Type, 84},
                                          {FeaturesModel::About, 96}, {FeaturesModel::From, 152},
                                          {FeaturesModel::Owner, 92}, {FeaturesModel::Blank, 68},
                                          {FeaturesModel::Weight, 72}};

} // namespace

FeaturesTable::FeaturesTable(const Theme &theme, FeaturesModel &features, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_features(features)
    , m_table(new TableView(theme))
{
    setAccessibleName(tr("Definitions"));
    m_shown.setSourceModel(&m_features);
    m_shown.setSortRole(SortRole);
    m_table->setObjectName(QStringLiteral("features.definitions"));
    m_table->setAccessibleName(tr("Definitions of the features"));
    m_table->setModel(&m_shown);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    for (const int number : {FeaturesModel::Blank, FeaturesModel::Weight})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme, m_table));
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FeaturesTable::chosenChanged);
}

// The view speaks to the filter to its end.
FeaturesTable::~FeaturesTable()
{
    delete m_table;
}

void FeaturesTable::setWords(const QString &words)
{
    m_shown.setWords(words);
    Q_EMIT countChanged();
}

void FeaturesTable::setTag(const QString &tag)
{
    m_shown.setTag(tag);
    Q_EMIT countChanged();
}

void FeaturesTable::setStepsShown(bool shown)
{
    m_shown.setHiddenShown(shown);
    Q_EMIT countChanged();
}

int FeaturesTable::steps() const
{
    const auto &rows = m_features.rows();
    return static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [](const auto &row) { return row.hidden; }));
}

QString FeaturesTable::count() const
{
    const int all = m_features.rowCount() - (m_shown.isHiddenShown() ? 0 : steps());
    return m_shown.rowCount() == all ? tr("%n features", nullptr, all)
                                     : tr("%1 of %2 features").arg(m_shown.rowCount()).arg(all);
}

void FeaturesTable::showColumns(const FeaturesShown &shown)
{
    const auto &rows = m_features.rows();
    const bool oneOwner = std::all_of(rows.begin(), rows.end(),
                                      [&](const auto &row) { return row.owner == rows.front().owner; });
    m_table->setColumnHidden(FeaturesModel::Owner, oneOwner);
    m_table->setColumnHidden(FeaturesModel::Weight, shown.importances.empty());
    m_table->setColumnHidden(FeaturesModel::Blank, !shown.build);
}

const FeatureRow *FeaturesTable::chosen() const
{
    return m_features.row(m_shown.mapToSource(m_table->currentIndex()));
}

bool FeaturesTable::choose(const QString &name)
{
    const int row = m_features.rowOf(name);
    if (row < 0)
        return false;
    const auto index = m_features.index(row, FeaturesModel::Name);
    if (!m_shown.mapFromSource(index).isValid())
        Q_EMIT allWanted(index.data(FeaturesModel::HiddenRole).toBool());
    const auto shown = m_shown.mapFromSource(index);
    m_table->setCurrentIndex(shown);
    m_table->scrollTo(shown);
    return true;
}

void FeaturesTable::chooseFirst()
{
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
}

} // namespace slipway::ui
