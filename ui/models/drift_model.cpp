#include "ui/models/drift_model.h"

#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int decimals = 3;

Status statusOf(const DriftRow &row)
{
    if (!row.drifted)
        return Status::Neutral;
    return *row.drifted ? Status::Warns : Status::Ok;
}

QString driftText(const DriftRow &row)
{
    if (!row.drifted)
        return DriftModel::tr("Not known");
    return *row.drifted ? DriftModel::tr("Drifted") : DriftModel::tr("Stable");
}

double valueAt(const DriftRow &row, int column)
{
    switch (column) {
    case DriftModel::Statistic:
        return row.statistic;
    case DriftModel::Limit:
        return row.threshold;
    case DriftModel::Psi:
        return row.psi;
    case DriftModel::Ks:
        return row.ks;
    case DriftModel::JensenShannon:
        return row.jensenShannon;
    case DriftModel::PValue:
        return row.pValue;
    case DriftModel::Missing:
        return row.missingNow;
    default:
        return notKnown;
    }
}

bool isNumber(int column)
{
    return column >= DriftModel::Statistic;
}

} // namespace

bool DriftRow::operator==(const DriftRow &other) const
{
    return column == other.column && drifted == other.drifted && test == other.test
        && sameNumber(statistic, other.statistic) && sameNumber(threshold, other.threshold)
        && sameNumber(pValue, other.pValue) && sameNumber(psi, other.psi)
        && sameNumber(missingNow, other.missingNow) && newLevels == other.newLevels && spread == other.spread;
}

DriftModel::DriftModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void DriftModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.driftReport(m_pending, [this](const Result<std::optional<DriftReport>> &report) {
        if (!report) {
            Q_EMIT failed(report.error());
            return;
        }
        m_report = report.value();
        replaceRows(m_report ? m_report->rows : std::vector<DriftRow>());
        answered();
        if (m_readAgain)
            refresh();
    });
}

QString DriftModel::testText(const QString &test)
{
    if (test == QLatin1String("psi"))
        return tr("PSI");
    if (test == QLatin1String("jensen_shannon"))
        return tr("JS distance");
    if (test == QLatin1String("wasserstein_normed"))
        return tr("Wasserstein");
    if (test == QLatin1String("null_share"))
        return tr("missing share");
    if (test == QLatin1String("ks"))
        return tr("KS");
    if (test == QLatin1String("chi_square"))
        return tr("chi-square");
    return test;
}

int DriftModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DriftModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isNumber(column) ? numbers() : words());
    if (role == Qt::ToolTipRole && column == JensenShannon)
        return tr("Jensen-Shannon distance, base 2: 0 is the same, 1 has nothing in common.");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return tr("Feature");
    case Type:
        return tr("Type");
    case Drift:
        return tr("Drift");
    case Statistic:
        return tr("Change");
    case Limit:
        return tr("Limit");
    case Psi:
        return tr("PSI");
    case Ks:
        return tr("KS");
    case JensenShannon:
        return tr("JS distance");
    case PValue:
        return tr("p-value");
    case Missing:
        return tr("Missing");
    default:
        return {};
    }
}

QVariant DriftModel::cell(const DriftRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        if (column == Statistic)
            return testText(row.test);
        if (column == Missing && std::isfinite(row.missingBefore))
            return tr("%1 before").arg(NumberText::share(row.missingBefore));
        return {};
    case SortRole:
        if (column == Drift)
            return row.strength();
        return isNumber(column) ? QVariant(valueAt(row, column)) : QVariant(shown(row, column));
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3 is %4, the limit is %5.")
            .arg(row.column, driftText(row).toLower(), testText(row.test),
                 NumberText::fixed(row.statistic, decimals), NumberText::fixed(row.threshold, decimals));
    case IdRole:
        return row.column;
    case StatusRole:
        return column == Drift ? QVariant::fromValue(statusOf(row)) : QVariant();
    default:
        return {};
    }
}

QString DriftModel::shown(const DriftRow &row, int column) const
{
    switch (column) {
    case Name:
        return row.column;
    case Type:
        return row.numeric ? tr("number") : tr("category");
    case Drift:
        return driftText(row);
    case PValue:
        return NumberText::pValue(row.pValue);
    case Missing:
        return NumberText::share(row.missingNow);
    default:
        return NumberText::fixed(valueAt(row, column), decimals);
    }
}

QString DriftModel::keyOf(const DriftRow &row) const
{
    return row.column;
}

} // namespace slipway::ui
