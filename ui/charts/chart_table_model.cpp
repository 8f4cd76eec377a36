#include "ui/charts/chart_table_model.h"

#include "ui/charts/chart_ink.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace slipway::ui {

void ChartTableModel::setChart(const report::ChartSpec &chart)
{
    beginResetModel();
    m_chart = chart;
    m_table = report::chartTable(chart);
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

const Json *ChartTableModel::cell(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return nullptr;
    const auto &row = m_table.rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    return column < row.size() ? &row[column] : nullptr;
}

bool ChartTableModel::isNumber(int column) const
{
    return std::none_of(m_table.rows.begin(), m_table.rows.end(), [&](const std::vector<Json> &row) {
        const auto i = static_cast<std::size_t>(column);
        return i < row.size() && row[i].is_string();
    });
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    const auto *json = cell(index);
    if (!json)
        return {};
    const auto text = toText(report::readableCell(m_chart, *json, static_cast<std::size_t>(index.column())));
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::AccessibleTextRole:
        return headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ") + text;
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    case SortRole:
        return json->is_number() ? QVariant(json->get<double>()) : QVariant(text);
    default:
        return {};
    }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return toText(m_table.columns[static_cast<std::size_t>(section)]);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace slipway::ui
