#include "ui/models/data_rows_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int mostDecimals = 6;
constexpr int mostBlocks = 64;
constexpr std::size_t mostLookedAt = 8;
constexpr quint64 columnBlocks = 1U << 20; ///< more than any table has

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

DataRowsModel::DataRowsModel(WorkspaceReader &reader, QObject *parent, qint64 mostRows)
    : RowsModelBase(parent)
    , m_reader(reader)
    , m_mostRows(mostRows)
    , m_blocks(mostBlocks)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &DataRowsModel::readNext);
}

void DataRowsModel::show(const workspace::DatasetVersion &version)
{
    const QString dataset = QStringLiteral("%1@%2").arg(text(version.name)).arg(version.version);
    if (dataset == m_dataset)
        return;
    beginResetModel();
    reset();
    m_dataset = dataset;
    m_all = m_total = version.rows;
    m_columns.clear();
    m_shown.clear();
    for (const auto &column : version.schema) {
        if (!column.is_object())
            continue;
        m_shown.push_back(static_cast<int>(m_columns.size()));
        m_columns.push_back(
            {text(column.value("name", std::string())), text(column.value("type", std::string()))});
    }
    endResetModel();
    read(0); // also where there is no row: the file may be broken
}

void DataRowsModel::showIndex(const QString &index, qint64 rows)
{
    if (index == m_index && rows == m_total)
        return;
    beginResetModel();
    reset();
    m_index = index;
    m_total = rows;
    endResetModel();
    read(0);
}

void DataRowsModel::clear()
{
    beginResetModel();
    reset();
    m_dataset.clear();
    m_all = m_total = 0;
    m_columns.clear();
    m_shown.clear();
    endResetModel();
}

void DataRowsModel::reset()
{
    m_pending.cancel();
    m_soon.stop();
    m_blocks.clear();
    m_visible.clear();
    m_lookedAt.clear();
    m_index.clear();
    m_first = 0;
    m_broken = false;
}

void DataRowsModel::moveTo(qint64 place)
{
    const qint64 rows = rowCount();
    const qint64 most = m_total - rows;
    const qint64 margin = rows / 10;
    const bool early = place - m_first < margin && m_first > 0;
    const bool late = m_first + rows - place < margin && m_first < most;
    if (!early && !late)
        return;
    m_first = std::clamp<qint64>(place - rows / 2, 0, most);
    m_visible.clear(); // other rows have those numbers now
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT windowMoved();
}

void DataRowsModel::setVisible(int firstRow, int lastRow, int firstColumn, int lastColumn)
{
    m_visible.clear();
    m_lookedAt.clear();
    for (qint64 block = (m_first + firstRow) / blockRows; block <= (m_first + lastRow) / blockRows; ++block) {
        for (int column = std::max(0, firstColumn); column <= lastColumn && column < columnCount();
             ++column) {
            const auto key = keyOf(block * blockRows, m_shown[static_cast<std::size_t>(column)]);
            if (std::find(m_visible.begin(), m_visible.end(), key) == m_visible.end())
                m_visible.push_back(key);
        }
    }
    m_soon.start();
}

DataRowsModel::BlockKey DataRowsModel::keyOf(qint64 place, int column) const
{
    return static_cast<quint64>(place / blockRows) * columnBlocks
        + static_cast<quint64>(column / blockColumns);
}

void DataRowsModel::look(BlockKey key) const
{
    if (!m_lookedAt.empty() && m_lookedAt.back() == key)
        return;
    std::erase(m_lookedAt, key);
    m_lookedAt.push_back(key);
    if (m_lookedAt.size() > mostLookedAt)
        m_lookedAt.erase(m_lookedAt.begin());
    m_soon.start();
}

std::optional<DataRowsModel::BlockKey> DataRowsModel::wantedBlock() const
{
    const auto missing = [this](BlockKey key) { return !m_blocks.contains(key); };
    const auto seen = std::find_if(m_visible.begin(), m_visible.end(), missing);
    if (seen != m_visible.end())
        return *seen;
    const auto latest = std::find_if(m_lookedAt.rbegin(), m_lookedAt.rend(), missing);
    return latest == m_lookedAt.rend() ? std::nullopt : std::optional(*latest);
}

void DataRowsModel::readNext()
{
    if (m_pending.isWaiting() || m_broken || m_dataset.isEmpty())
        return;
    if (const auto key = wantedBlock())
        read(*key);
}

void DataRowsModel::read(BlockKey key)
{
    const data::RowWindow window {.first = static_cast<qint64>(key / columnBlocks) * blockRows,
                                  .count = blockRows,
                                  .firstColumn = static_cast<std::size_t>(key % columnBlocks) * blockColumns,
                                  .columns = blockColumns};
    m_reader.rows(m_pending, {m_dataset, m_index, window},
                  [this, key](const Result<RowBlock> &block) { take(key, block); });
}

void DataRowsModel::take(BlockKey key, const Result<RowBlock> &block)
{
    if (!block) {
        m_broken = true;
        Q_EMIT failed(block.error());
        return;
    }
    m_blocks.insert(key, new RowBlock(block.value()));
    const qint64 from = std::max<qint64>(block.value().offset - m_first, 0);
    const qint64 to = std::min<qint64>(block.value().offset + blockRows - m_first, rowCount()) - 1;
    if (from <= to && columnCount() > 0) {
        Q_EMIT dataChanged(index(static_cast<int>(from), 0), index(static_cast<int>(to), columnCount() - 1));
    }
    Q_EMIT blockRead();
    answered();
    m_soon.start();
}

QStringList DataRowsModel::allColumns() const
{
    QStringList names;
    for (const auto &column : m_columns)
        names << column.name;
    return names;
}

void DataRowsModel::setColumns(std::vector<int> places)
{
    if (places == m_shown)
        return;
    beginResetModel();
    m_shown = std::move(places);
    m_visible.clear();
    m_lookedAt.clear();
    endResetModel();
}

QString DataRowsModel::columnName(int column) const
{
    return column >= 0 && column < columnCount()
        ? m_columns[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(column)])].name
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

QString DataRowsModel::columnType(const QString &name) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const Column &column) { return column.name == name; });
    return found == m_columns.end() ? QString() : found->type;
}

int DataRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_total, m_mostRows));
}

int DataRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant DataRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const int at = m_shown[static_cast<std::size_t>(index.column())];
    const auto &column = m_columns[static_cast<std::size_t>(at)];
    const qint64 place = m_first + index.row();
    const auto key = keyOf(place, at);
    const RowBlock *block = m_blocks.object(key);
    if (!block) {
        look(key);
        return waitingCell(place, column, role);
    }
    const auto row = static_cast<std::size_t>(place - block->offset);
    const QVariant value = row < block->rows.size() ? block->rows[row].value(at % blockColumns) : QVariant();
    return cell(value, place, column, role);
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
    const int place = m_shown[static_cast<std::size_t>(column)];
    const auto &head = m_columns[static_cast<std::size_t>(place)];
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
    case PlaceRole:
        return place;
    default:
        return {};
    }
}

QVariant DataRowsModel::waitingCell(qint64 place, const Column &column, int role) const
{
    switch (role) {
    case WaitingRole:
        return true;
    case Qt::AccessibleTextRole:
        return tr("Row %1, %2: it is being read.")
            .arg(NumberText::count(static_cast<double>(place + 1)), column.name);
    case IdRole:
        return QString::number(place);
    default:
        return {};
    }
}

QVariant DataRowsModel::cell(const QVariant &value, qint64 place, const Column &column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(value, column.name);
    case Qt::TextAlignmentRole: {
        const auto kind = valueKind(column.type);
        return QVariant::fromValue(isNumber(kind) && !isName(column.name) ? numbers() : words());
    }
    case Qt::ToolTipRole:
        return value.typeId() == QMetaType::Double
            ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest)
            : shown(value, column.name);
    case SortRole:
        return value;
    case Qt::AccessibleTextRole:
        return tr("Row %1, %2: %3.")
            .arg(NumberText::count(static_cast<double>(place + 1)), column.name,
                 value.isValid() ? shown(value, column.name) : tr("blank"));
    case IdRole:
        return QString::number(place);
    case WaitingRole:
        return false;
    default:
        return {};
    }
}

} // namespace slipway::ui
