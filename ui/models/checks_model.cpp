#include "ui/models/checks_model.h"

#include "ui/models/number_text.h"

#include <cmath>

namespace slipway::ui {

namespace {

Status statusOf(const CheckRow &check)
{
    switch (check.state()) {
    case CheckState::Passed:
        return Status::Ok;
    case CheckState::Failed:
        return Status::Failed;
    case CheckState::NotDone:
    case CheckState::NotSupported:
        return Status::Stopped;
    case CheckState::Warns:
        return Status::Warns;
    }
    return Status::Neutral;
}

} // namespace

void ChecksModel::show(const Validation &validation)
{
    replaceRows(validation.checks);
    answered();
}

int ChecksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChecksModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column >= Failing ? numbers()
                                                     : words()); // the link ends where the table does
    if (role == Qt::ToolTipRole && column == Share)
        return tr("Share of the rows that have a value");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case State:
        return tr("State");
    case Check:
        return tr("Check");
    case Failing:
        return tr("Rows failing");
    case Share:
        return tr("Share");
    case Rows: // its cells say what they are
    default:
        return {};
    }
}

QVariant ChecksModel::cell(const CheckRow &check, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(check, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column != Check    ? QString()
            : check.why.isEmpty() ? check.words
                                  : tr("%1. %2", "a check, and what was found").arg(check.words, check.why);
    case Qt::AccessibleTextRole: {
        const QString found = std::isfinite(check.failing)
            ? tr("%1: %2, %3 rows failing.").arg(state(check), check.words, NumberText::count(check.failing))
            : tr("%1: %2.").arg(state(check), check.words);
        return check.why.isEmpty() ? found : tr("%1 %2", "two sentences").arg(found, check.why);
    }
    case StatusRole:
        return column == State ? QVariant(static_cast<int>(statusOf(check))) : QVariant();
    case ColumnRole:
        return column == Check ? QVariant(check.column) : QVariant();
    case LinkRole:
        return column == Rows && check.hasRows;
    case SortRole:
        if (column == Failing)
            return check.failing;
        return column == Share ? QVariant(check.share) : QVariant(shown(check, column));
    case IdRole:
        return keyOf(check);
    default:
        return {};
    }
}

QString ChecksModel::state(const CheckRow &check) const
{
    switch (check.state()) {
    case CheckState::Failed:
        return tr("Failed");
    case CheckState::NotDone:
        return tr("Not done");
    case CheckState::NotSupported:
        return tr("Not supported");
    case CheckState::Warns:
        return tr("Warning");
    case CheckState::Passed:
        return tr("Passed");
    }
    return {};
}

QString ChecksModel::link(const CheckRow &check) const
{
    if (!check.hasRows)
        return {};
    if (!std::isfinite(check.failing))
        return tr("Show rows");
    return check.failing == 1 ? tr("Show 1 row") : tr("Show %1 rows").arg(NumberText::count(check.failing));
}

QString ChecksModel::shown(const CheckRow &check, int column) const
{
    switch (column) {
    case State:
        return state(check);
    case Check:
        return check.words;
    case Failing:
        return NumberText::count(check.failing);
    case Share:
        // A share that is not zero must not look like it.
        return check.share > 0 && check.share < 0.0005 ? tr("< %1").arg(NumberText::share(0.001))
                                                       : NumberText::share(check.share);
    case Rows:
        return link(check);
    default:
        return {};
    }
}

QString ChecksModel::keyOf(const CheckRow &check) const
{
    return QString::number(check.place);
}

} // namespace slipway::ui
