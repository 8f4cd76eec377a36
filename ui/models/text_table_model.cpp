#include "ui/models/text_table_model.h"

namespace slipway::ui {

TextTableModel::TextTableModel(QList<TextColumn> columns, QObject *parent)
    : RowsModel(parent)
    , m_columns(std::move(columns))
{
}

void TextTableModel::show(std::vector<TextRow> rows)
{
    replaceRows(std::move(rows));
    answered();
}

void TextTableModel::setColumns(const QList<TextColumn> &columns)
{
    clearRows();
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

int TextTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TextTableModel::headerCell(int column, int role) const
{
    const auto &meant = m_columns[column];
    switch (role) {
    case Qt::DisplayRole:
        return meant.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(meant.isNumber ? numbers() : words());
    case Qt::ToolTipRole:
        return meant.tip.isEmpty() ? QVariant() : QVariant(meant.tip);
    default:
        return {};
    }
}

QVariant TextTableModel::cell(const TextRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return row.cells.value(column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return row.tip.isEmpty() ? QVariant() : QVariant(row.tip);
    case Qt::AccessibleTextRole:
        return row.sentence;
    case StatusRole:
        return column == 0 && row.status ? QVariant(static_cast<int>(*row.status)) : QVariant();
    case SortRole:
        return row.numbers.value(column).isValid() ? row.numbers.value(column)
                                                   : QVariant(row.cells.value(column));
    case IdRole:
        return row.key;
    case BarsRole:
        return QVariant::fromValue(row.bars);
    default:
        return {};
    }
}

} // namespace slipway::ui
