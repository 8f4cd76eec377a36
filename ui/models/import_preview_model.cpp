#include "ui/models/import_preview_model.h"

#include "ui/models/data_rows_model.h"
#include "ui/models/number_text.h"

namespace slipway::ui {

ImportPreviewModel::ImportPreviewModel(QObject *parent)
    : RowsModel(parent)
{
}

void ImportPreviewModel::show(const ImportPreview &preview)
{
    clearRows();
    if (!m_columns.empty()) {
        beginRemoveColumns({}, 0, columnCount() - 1);
        m_columns.clear();
        endRemoveColumns();
    }
    m_typesOfFile = preview.hasOwnTypes();
    if (!preview.columns.empty()) {
        beginInsertColumns({}, 0, static_cast<int>(preview.columns.size()) - 1);
        m_columns = preview.columns;
        endInsertColumns();
    }
    std::vector<PreviewRow> rows;
    for (const auto &cells : preview.rows)
        rows.push_back({static_cast<qint64>(rows.size()), cells});
    appendRows(std::move(rows));
    answered();
}

const ImportColumn *ImportPreviewModel::column(int place) const
{
    return place >= 0 && place < columnCount() ? &m_columns[static_cast<std::size_t>(place)] : nullptr;
}

int ImportPreviewModel::columnOf(const QString &name) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const ImportColumn &each) { return each.name == name; });
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

int ImportPreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ImportPreviewModel::headerCell(int place, int role) const
{
    const auto &head = m_columns[static_cast<std::size_t>(place)];
    switch (role) {
    case Qt::DisplayRole:
        return head.name;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(DataRowsModel::isAmount(head.name, head.type) ? numbers() : words());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString said =
            tr("%1, %2", "column and type").arg(head.name, DataRowsModel::typeName(head.type));
        return head.notice.isEmpty() ? said : QStringLiteral("%1. %2").arg(said, head.notice);
    }
    case DataRowsModel::TypeRole: {
        const QString word = DataRowsModel::typeWord(head.type);
        return head.given && !m_typesOfFile ? tr("%1, your choice", "type of a column").arg(word) : word;
    }
    case DataRowsModel::EngineTypeRole:
        return head.type;
    default:
        return {};
    }
}

QVariant ImportPreviewModel::cell(const PreviewRow &row, int place, int role) const
{
    const QVariant value = row.cells.value(place);
    const QString name = m_columns[static_cast<std::size_t>(place)].name;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return DataRowsModel::shown(value, name);
    case Qt::TextAlignmentRole:
        return headerCell(place, role);
    case SortRole:
        return value;
    case Qt::AccessibleTextRole:
        return tr("Row %1, %2: %3.")
            .arg(NumberText::count(static_cast<double>(row.place + 1)), name,
                 value.isValid() ? DataRowsModel::shown(value, name) : tr("blank"));
    default:
        return {};
    }
}

QString ImportPreviewModel::keyOf(const PreviewRow &row) const
{
    return QString::number(row.place);
}

} // namespace slipway::ui
