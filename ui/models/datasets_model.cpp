#include "ui/models/datasets_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

namespace slipway::ui {

namespace {

QString origin(const DatasetRow &dataset)
{
    if (dataset.sourceType == "generated")
        return DatasetsModel::tr("generated, %1").arg(text(dataset.source));
    if (dataset.sourceType == "imported")
        return DatasetsModel::tr("imported from %1")
            .arg(text(std::filesystem::path(dataset.source).filename().string()));
    if (dataset.sourceType == "features")
        return DatasetsModel::tr("features");
    if (dataset.sourceType == "pushed")
        return DatasetsModel::tr("with pushed rows");
    return text(dataset.sourceType);
}

} // namespace

DatasetsModel::DatasetsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void DatasetsModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.datasets(m_pending, [this](const Result<std::vector<workspace::DatasetVersion>> &datasets) {
        if (!datasets) {
            Q_EMIT failed(datasets.error());
            return;
        }
        std::vector<DatasetRow> next;
        for (const auto &dataset : datasets.value())
            next.push_back({dataset});
        replaceRows(std::move(next));
        answered();
        if (m_readAgain)
            refresh();
    });
}

int DatasetsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DatasetsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Version || column == Rows || column == Columns ? numbers()
                                                                                            : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return tr("Data set");
    case Version:
        return tr("Version");
    case Rows:
        return tr("Rows");
    case Columns:
        return tr("Columns");
    case From:
        return tr("From");
    case Made:
        return tr("Made");
    default:
        return {};
    }
}

QVariant DatasetsModel::cell(const DatasetRow &dataset, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(dataset, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Made ? NumberText::fullTime(dataset.created) : QString();
    case SortRole:
        if (column == Version)
            return static_cast<qint64>(dataset.version);
        if (column == Rows)
            return static_cast<qint64>(dataset.rows);
        if (column == Columns)
            return static_cast<qint64>(dataset.schema.size());
        return column == Made ? QVariant(static_cast<qint64>(dataset.created))
                              : QVariant(shown(dataset, column));
    case Qt::AccessibleTextRole:
        return tr("%1, version %2, %3 rows, %4 columns, %5.")
            .arg(text(dataset.name), QString::number(dataset.version),
                 NumberText::count(static_cast<double>(dataset.rows)), QString::number(dataset.schema.size()),
                 origin(dataset));
    case IdRole:
        return keyOf(dataset);
    default:
        return {};
    }
}

QString DatasetsModel::shown(const DatasetRow &dataset, int column) const
{
    switch (column) {
    case Name:
        return text(dataset.name);
    case Version:
        return QString::number(dataset.version);
    case Rows:
        return NumberText::count(static_cast<double>(dataset.rows));
    case Columns:
        return NumberText::count(static_cast<double>(dataset.schema.size()));
    case From:
        return origin(dataset);
    case Made:
        return NumberText::time(dataset.created);
    default:
        return {};
    }
}

QString DatasetsModel::keyOf(const DatasetRow &dataset) const
{
    return QStringLiteral("%1@%2").arg(text(dataset.name)).arg(dataset.version);
}

} // namespace slipway::ui
