#include "ui/pages/data_columns.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int chooserWidth = 260;
constexpr int chooserHeight = 340;
constexpr int rowHeight = 26;

} // namespace

void ColumnTicks::set(const QStringList &names, const std::vector<int> &ticked)
{
    beginResetModel();
    m_names = names;
    m_ticked.assign(static_cast<std::size_t>(names.size()), false);
    for (const int place : ticked)
        m_ticked[static_cast<std::size_t>(place)] = true;
    m_count = static_cast<int>(ticked.size());
    endResetModel();
}

std::vector<int> ColumnTicks::ticked() const
{
    std::vector<int> places;
    for (int place = 0; place < rowCount(); ++place) {
        if (m_ticked[static_cast<std::size_t>(place)])
            places.push_back(place);
    }
    return places;
}

void ColumnTicks::tickAll()
{
    if (m_count == rowCount())
        return;
    m_ticked.assign(m_ticked.size(), true);
    m_count = rowCount();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT changed();
}

int ColumnTicks::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size());
}

QVariant ColumnTicks::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool ticked = m_ticked[static_cast<std::size_t>(index.row())];
    const QString &name = m_names[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::SizeHintRole:
        return QSize(0, rowHeight);
    case Qt::CheckStateRole:
        return ticked ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return ticked ? tr("%1, shown.").arg(name) : tr("%1, hidden.").arg(name);
    default:
        return {};
    }
}

bool ColumnTicks::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const auto at = static_cast<std::size_t>(index.row());
    const bool ticked = value.toInt() == Qt::Checked;
    if (m_ticked[at] == ticked || (!ticked && m_count == 1))
        return false;
    m_ticked[at] = ticked;
    m_count += ticked ? 1 : -1;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT changed();
    return true;
}

Qt::ItemFlags ColumnTicks::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

ColumnChooser::ColumnChooser(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_found(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_list(new QListView)
{
    setObjectName(QStringLiteral("data.columns.chooser"));
    setAccessibleName(tr("Columns of the table"));
    setProperty("role", QStringLiteral("panel"));
    m_filter->setObjectName(QStringLiteral("data.columns.filter"));
    m_filter->setAccessibleName(tr("Find a column"));
    m_filter->setPlaceholderText(tr("Find a column"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("data.columns.list"));
    m_list->setAccessibleName(tr("Columns to show"));
    m_list->setUniformItemSizes(true);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_found->setSourceModel(&m_ticks);
    m_list->setModel(m_found);
    auto *all = makeButton(theme,
                           {.objectName = QStringLiteral("data.columns.all"),
                            .text = tr("Show &all columns"),
                            .size = ButtonSize::Compact});
    auto *column = new QVBoxLayout(this);
    const int gap = theme.pixels(u"space.2");
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(all);
    resize(chooserWidth, chooserHeight);
    connect(m_filter, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(all, &QPushButton::clicked, &m_ticks, &ColumnTicks::tickAll);
    connect(&m_ticks, &ColumnTicks::changed, this, [this] { Q_EMIT chosen(m_ticks.ticked()); });
}

void ColumnChooser::open(const QWidget &below, const QStringList &names, const std::vector<int> &ticked)
{
    m_filter->clear();
    m_ticks.set(names, ticked);
    // Its right edge below the button's, so that it stays inside the window.
    move(below.mapToGlobal(QPoint(below.width() - width(), below.height() + 2)));
    show();
    m_filter->setFocus();
}

} // namespace slipway::ui
