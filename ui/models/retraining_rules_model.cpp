#include "ui/models/retraining_rules_model.h"

#include "ui/models/number_text.h"

#include <cmath>

namespace slipway::ui {

namespace {

using Says = RetrainingRule::Says;

constexpr int decimals = 3;

bool isInDays(const RetrainingRule &rule)
{
    return rule.id == QLatin1String("age") || rule.id == QLatin1String("pause");
}

/// Whole days that are over; a training of this morning is 0 days old.
QString daysText(double days)
{
    const auto whole = std::floor(days);
    return whole == 1 ? RetrainingRulesModel::tr("1 day")
                      : RetrainingRulesModel::tr("%1 days").arg(NumberText::count(whole));
}

QString number(const RetrainingRule &rule, double value)
{
    if (!std::isfinite(value))
        return NumberText::missing();
    return isInDays(rule) ? daysText(value) : NumberText::fixed(value, decimals);
}

} // namespace

void RetrainingRulesModel::show(const RetrainingAnswer &answer)
{
    replaceRows(answer.rules);
    answered();
}

QString RetrainingRulesModel::title(const RetrainingRule &rule)
{
    if (rule.id == QLatin1String("drift"))
        return tr("Drift score");
    if (rule.id == QLatin1String("accuracy_drop"))
        return tr("Drop of accuracy");
    if (rule.id == QLatin1String("age"))
        return tr("Age of the model");
    if (rule.id == QLatin1String("pause"))
        return tr("Pause");
    return rule.id; // of a newer engine
}

QString RetrainingRulesModel::value(const RetrainingRule &rule)
{
    return std::isfinite(rule.value) ? number(rule, rule.value) : tr("not known");
}

QString RetrainingRulesModel::limit(const RetrainingRule &rule)
{
    const QString text = number(rule, rule.limit);
    return rule.id == QLatin1String("pause") ? tr("at least %1").arg(text) : tr("above %1").arg(text);
}

QString RetrainingRulesModel::word(const RetrainingRule &rule)
{
    switch (rule.says) {
    case Says::Retrain:
        return tr("Retrain");
    case Says::Wait:
        return tr("Wait");
    case Says::Fine:
        return rule.id == QLatin1String("pause") ? tr("Over") : tr("Within");
    case Says::Unknown:
        break;
    }
    return tr("Not known");
}

Status RetrainingRulesModel::status(const RetrainingRule &rule)
{
    switch (rule.says) {
    case Says::Retrain:
        return Status::Warns;
    case Says::Wait:
        return Status::Stopped;
    case Says::Fine:
        return Status::Ok;
    case Says::Unknown:
        break;
    }
    return Status::Neutral;
}

QString RetrainingRulesModel::why(const RetrainingRule &rule)
{
    const QString text = number(rule, rule.limit);
    if (rule.says == Says::Unknown) {
        if (rule.id == QLatin1String("drift"))
            return tr("No report by the calibrated profile yet.");
        if (rule.id == QLatin1String("accuracy_drop"))
            return tr("Needs labels from production.");
        return tr("Nobody noted when it was trained.");
    }
    if (rule.id == QLatin1String("drift"))
        return rule.says == Says::Retrain ? tr("Above the limit of %1.").arg(text)
                                          : tr("Within the limit of %1.").arg(text);
    if (rule.id == QLatin1String("accuracy_drop"))
        return rule.says == Says::Retrain ? tr("Fell by more than %1.").arg(text)
                                          : tr("A fall of up to %1 is accepted.").arg(text);
    if (rule.id == QLatin1String("age"))
        return rule.says == Says::Retrain ? tr("Older than %1.").arg(text) : tr("Retrain after %1.").arg(text);
    if (rule.id == QLatin1String("pause"))
        return tr("At least %1 between two trainings.").arg(text);
    return rule.sentence;
}

int RetrainingRulesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RetrainingRulesModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Value || column == Limit ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Rule:
        return tr("Rule");
    case Value:
        return tr("Today");
    case Limit:
        return tr("Limit");
    case Verdict:
        return tr("Says");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

QVariant RetrainingRulesModel::cell(const RetrainingRule &rule, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(rule, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Why || column == Value ? rule.sentence : QString();
    case SortRole:
        return column == Value ? QVariant(rule.value)
            : column == Limit  ? QVariant(rule.limit)
                               : QVariant(shown(rule, column));
    case Qt::AccessibleTextRole:
        return tr("%1: %2, %3. %4").arg(title(rule), value(rule), word(rule).toLower(), why(rule));
    case IdRole:
        return rule.id;
    case StatusRole:
        return column == Verdict ? QVariant::fromValue(status(rule)) : QVariant();
    default:
        return {};
    }
}

QString RetrainingRulesModel::shown(const RetrainingRule &rule, int column) const
{
    switch (column) {
    case Rule:
        return title(rule);
    case Value:
        return value(rule);
    case Limit:
        return limit(rule);
    case Verdict:
        return word(rule);
    case Why:
        return why(rule);
    default:
        return {};
    }
}

} // namespace slipway::ui
