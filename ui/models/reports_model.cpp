#include "ui/models/reports_model.h"

#include "ui/models/number_text.h"

#include <QLocale>

namespace slipway::ui {

QString ReportRow::formatName() const
{
    if (format == QLatin1String("md"))
        return ReportsModel::tr("Markdown");
    return format.toUpper();
}

QString ReportRow::size() const
{
    return QLocale().formattedDataSize(sizeBytes, 0, QLocale::DataSizeSIFormat);
}

ReportsModel::ReportsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void ReportsModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.reports(m_pending, [this](const Result<std::vector<ReportFile>> &reports) {
        if (!reports) {
            Q_EMIT failed(reports.error());
            return;
        }
        std::vector<ReportRow> next;
        for (const auto &report : reports.value())
            next.push_back({report});
        replaceRows(std::move(next));
        answered();
        if (m_readAgain)
            refresh();
    });
}

int ReportsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReportsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Size ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return tr("File");
    case Format:
        return tr("Format");
    case Written:
        return tr("Written");
    case Size:
        return tr("Size");
    default:
        return {};
    }
}

QVariant ReportsModel::cell(const ReportRow &report, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(report, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return tr("%1, written %2").arg(report.name, NumberText::fullTime(report.written));
    case SortRole:
        return column == Written ? QVariant(static_cast<qint64>(report.written))
            : column == Size     ? QVariant(report.sizeBytes)
                                 : QVariant(shown(report, column));
    case Qt::AccessibleTextRole:
        return tr("Life of %1 as %2, written %3, %4.")
            .arg(report.scenario(), report.formatName(), NumberText::fullTime(report.written), report.size());
    case IdRole:
        return report.name;
    case TitleRole:
        return tr("Life of %1").arg(report.scenario());
    case NoteRole:
        return tr("%1, %2", "time, size").arg(NumberText::time(report.written), report.size());
    default:
        return {};
    }
}

QString ReportsModel::shown(const ReportRow &report, int column) const
{
    switch (column) {
    case Name:
        return report.name;
    case Format:
        return report.formatName();
    case Written:
        return NumberText::time(report.written);
    case Size:
        return report.size();
    default:
        return {};
    }
}

QString ReportsModel::keyOf(const ReportRow &report) const
{
    return report.name;
}

} // namespace slipway::ui
