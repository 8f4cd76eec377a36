#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace slipway::testing {

/// What a person would see of a table, as text: a line for the headers and one for each row.
inline QString printModel(const QAbstractItemModel &model)
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool isList = qobject_cast<const QAbstractListModel *>(&model); // it numbers its one column
    if (!isList && !cells.join(QString()).isEmpty())
        lines << cells.join(QStringLiteral(" | "));
    for (int row = 0; row < model.rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

/// Whether every cell has a sentence for screen readers.
inline bool isSpoken(const QAbstractItemModel &model)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (!model.index(row, column).data(Qt::AccessibleTextRole).toString().endsWith(QLatin1Char('.')))
                return false;
        }
    }
    return true;
}

} // namespace slipway::testing
