#include "ui/models/scenario_columns_model.h"

#include "ui/models/text.h"

namespace slipway::ui {

void ScenarioColumnsModel::show(const data::Scenario &scenario)
{
    std::vector<ScenarioColumn> rows;
    for (const auto &table : scenario.tables) {
        for (const auto &column : table.columns)
            rows.push_back({text(table.name), text(column.name), text(column.meaning), table.truth});
    }
    clearRows();
    replaceRows(std::move(rows));
    answered();
}

int ScenarioColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScenarioColumnsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Table:
        return tr("Table");
    case Name:
        return tr("Column");
    default:
        return tr("What it is");
    }
}

QVariant ScenarioColumnsModel::cell(const ScenarioColumn &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return column == Table ? row.table : column == Name ? row.name : row.meaning;
    case Qt::ToolTipRole:
        return row.truth ? tr("%1. Known only because the world is made.").arg(row.meaning) : row.meaning;
    case Qt::AccessibleTextRole:
        return tr("%1 in %2: %3.").arg(row.name, row.table, row.meaning);
    case IdRole:
        return keyOf(row);
    default:
        return {};
    }
}

} // namespace slipway::ui
