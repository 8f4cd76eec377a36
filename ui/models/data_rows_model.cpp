#include "ui/models/data_rows_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int mostDecimals = 6;

/// Names of things are digits, not amounts: 100412, not 100,412.
bool isName(const QString &column)
{
    return column == QLatin1String("id") || column.endsWith(QLatin1String("_id"));
}

QString realText(double value)
{
    if (!std::isfinite(value))
        return QLocale().toString(value);
    const double size = std::abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e12)) {
        const QString digits = QLocale().toString(size, 'g', 4);
        return value < 0 ? QChar(0x2212) + digits : digits;
    }
    // As many decimals as the number has, and not more than six.
    const QString shortest = QString::number(size, 'f', QLocale::FloatingPointShortest);
    const auto point = shortest.indexOf(QLatin1Char('.'));
    const auto decimals = point < 0 ? 0 : shortest.size() - point - 1;
    return NumberText::fixed(value, static_cast<int>(std::min<qsizetype>(decimals, mostDecimals)));
}

} // namespace

DataRowsModel::DataRowsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void DataRowsModel::show(const workspace::DatasetVersion &version)
{
    const QString dataset = QStringLiteral("%1@%2").arg(text(version.name)).arg(version.version);
    if (dataset == m_dataset)
        return;
    clear();
    m_dataset = dataset;
    m_total = version.rows;
    m_complete = false;
    std::vector<Column> columns;
    for (const auto &column : version.schema) {
        if (column.is_object())
            columns.push_back(
                {text(column.value("name", std::string())), text(column.value("type", std::string()))});
    }
    if (!columns.empty()) {
        beginInsertColumns({}, 0, static_cast<int>(columns.size()) - 1);
        m_columns = std::move(columns);
        endInsertColumns();
    }
    read();
}

void DataRowsModel::clear()
{
    m_pending.cancel();
    m_dataset.clear();
    m_total = 0;
    m_complete = true;
    clearRows();
    if (m_columns.empty())
        return;
    beginRemoveColumns({}, 0, static_cast<int>(m_columns.size()) - 1);
    m_columns.clear();
    endRemoveColumns();
}

void DataRowsModel::read()
{
    m_reader.rows(m_pending, m_dataset, rowCount(), blockRows, [this](const Result<RowBlock> &block) {
        if (!block) {
            m_complete = true;
            Q_EMIT failed(block.error());
            return;
        }
        std::vector<DataRow> more;
        for (std::size_t i = 0; i < block.value().rows.size(); ++i)
            more.push_back({block.value().offset + static_cast<qint64>(i), block.value().rows[i]});
        m_complete = static_cast<qint64>(more.size()) < blockRows;
        appendRows(std::move(more));
        answered();
    });
}

QString DataRowsModel::columnName(int column) const
{
    return column >= 0 && column < columnCount() ? m_columns[static_cast<std::size_t>(column)].name
                                                 : QString();
}

int DataRowsModel::columnOf(const QString &name) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (columnName(column) == name)
            return column;
    }
    return -1;
}

int DataRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

bool DataRowsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_pending.isWaiting() && rowCount() < m_total;
}

void DataRowsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read();
}

QString DataRowsModel::typeWord(const QString &engineType)
{
    switch (valueKind(engineType)) {
    case ValueKind::Whole:
        return tr("whole");
    case ValueKind::Real:
        return tr("real");
    case ValueKind::Flag:
        return tr("yes or no");
    case ValueKind::Date:
        return tr("date");
    case ValueKind::Moment:
        return tr("time");
    case ValueKind::Text:
        return tr("text");
    }
    return {};
}

QString DataRowsModel::typeName(const QString &engineType)
{
    const auto kind = valueKind(engineType);
    if (kind == ValueKind::Whole)
        return tr("whole number");
    return kind == ValueKind::Real ? tr("real number") : typeWord(engineType);
}

bool DataRowsModel::isAmount(const QString &columnName, const QString &engineType)
{
    return isNumber(valueKind(engineType)) && !isName(columnName);
}

QString DataRowsModel::shown(const QVariant &value, const QString &columnName)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return {};
    case QMetaType::Double:
        return realText(value.toDouble());
    case QMetaType::LongLong: {
        QLocale locale;
        if (isName(columnName))
            locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
        QString digits = locale.toString(value.toLongLong());
        return digits.replace(QLatin1Char('-'), QChar(0x2212));
    }
    case QMetaType::Bool:
        return value.toBool() ? tr("yes") : tr("no");
    case QMetaType::QDate:
        return value.toDate().toString(Qt::ISODate);
    case QMetaType::QDateTime: {
        const auto moment = value.toDateTime();
        return moment.toString(moment.time().msec() == 0 ? QStringLiteral("yyyy-MM-dd HH:mm:ss")
                                                         : QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    }
    default:
        return value.toString();
    }
}

QVariant DataRowsModel::headerCell(int column, int role) const
{
    const auto &head = m_columns[static_cast<std::size_t>(column)];
    switch (role) {
    case Qt::DisplayRole:
        return head.name;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(isAmount(head.name, head.type) ? numbers() : words());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "column and type").arg(head.name, typeName(head.type));
    case TypeRole:
        return typeWord(head.type);
    case EngineTypeRole:
        return head.type;
    default:
        return {};
    }
}

QVariant DataRowsModel::cell(const DataRow &row, int column, int role) const
{
    const QVariant value = row.cells.value(column);
    switch (role) {
    case Qt::DisplayRole:
        return shown(value, columnName(column));
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole: {
        const QString whole = value.typeId() == QMetaType::Double
            ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest)
            : shown(value, columnName(column));
        return whole;
    }
    case SortRole:
        return value;
    case Qt::AccessibleTextRole:
        return tr("Row %1, %2: %3.")
            .arg(NumberText::count(static_cast<double>(row.place + 1)), columnName(column),
                 value.isValid() ? shown(value, columnName(column)) : tr("blank"));
    case IdRole:
        return keyOf(row);
    default:
        return {};
    }
}

QString DataRowsModel::keyOf(const DataRow &row) const
{
    return QString::number(row.place);
}

} // namespace slipway::ui
