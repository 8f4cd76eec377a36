#include "ui/models/rejected_lines_model.h"

#include "ui/models/number_text.h"

#include <QFileInfo>

namespace slipway::ui {

RejectedLinesModel::RejectedLinesModel(QObject *parent)
    : RowsModel(parent)
{
}

void RejectedLinesModel::show(std::vector<RejectedLine> lines)
{
    clearRows();
    m_severalFiles = std::any_of(lines.begin(), lines.end(),
                                 [&](const RejectedLine &line) { return line.file != lines.front().file; });
    appendRows(std::move(lines));
    answered();
}

int RejectedLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RejectedLinesModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == LineColumn ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case LineColumn:
        return tr("Line");
    case ReasonColumn:
        return tr("Why it is no row");
    default:
        return tr("What stands there");
    }
}

QVariant RejectedLinesModel::cell(const RejectedLine &row, int column, int role) const
{
    const QString line = NumberText::count(static_cast<double>(row.line));
    switch (role) {
    case Qt::DisplayRole:
        if (column == LineColumn)
            return m_severalFiles ? tr("%1, %2", "file and line").arg(QFileInfo(row.file).fileName(), line)
                                  : line;
        return column == ReasonColumn ? row.reason : row.text.simplified();
    case Qt::ToolTipRole:
        return column == LineColumn ? row.file : column == ReasonColumn ? row.reason : row.text;
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::AccessibleTextRole:
        return tr("Line %1: %2.").arg(line, row.reason);
    case SortRole:
        return column == LineColumn ? QVariant(row.line) : cell(row, column, Qt::DisplayRole);
    default:
        return {};
    }
}

QString RejectedLinesModel::keyOf(const RejectedLine &row) const
{
    return QStringLiteral("%1:%2").arg(row.file).arg(row.line);
}

} // namespace slipway::ui
