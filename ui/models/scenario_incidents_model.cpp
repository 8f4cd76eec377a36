#include "ui/models/scenario_incidents_model.h"

#include "ui/models/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace slipway::ui {

namespace {

QString translated(const char *english)
{
    return QCoreApplication::translate("slipway::ui::ScenarioIncidentsModel", english);
}

} // namespace

QString incidentName(data::IncidentKind kind)
{
    constexpr std::array names {
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Covariate shift"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Prior shift"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Concept drift"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "New category"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Unit change"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Sensor stuck"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Missing block"),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "Schema break"),
    };
    return translated(names[static_cast<std::size_t>(kind)]);
}

QString incidentSense(data::IncidentKind kind)
{
    constexpr std::array sentences {
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel",
                          "The rows change; what they mean for the target stays."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel",
                          "The target gets more or less frequent; what it looks like stays."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel",
                          "The same rows mean something else for the target."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel",
                          "A value appears that was never seen before."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "The numbers are written in another unit."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "The last value is repeated for a while."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel", "There are no values for a while."),
        QT_TRANSLATE_NOOP("slipway::ui::ScenarioIncidentsModel",
                          "The column ends and goes on under another name."),
    };
    return translated(sentences[static_cast<std::size_t>(kind)]);
}

QString dayOf(double share, int days)
{
    const double day = std::round(share * days * 10) / 10;
    return ScenarioIncidentsModel::tr("day %1").arg(NumberText::fixed(day, day == std::floor(day) ? 0 : 1));
}

void ScenarioIncidentsModel::show(const ScenarioPlan &plan)
{
    std::vector<IncidentRow> rows;
    for (const auto &incident : plan.incidents)
        rows.push_back({incident, static_cast<int>(rows.size()), plan.days});
    replaceRows(std::move(rows));
    answered();
}

int ScenarioIncidentsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScenarioIncidentsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Kind:
        return tr("Incident");
    case WhichColumn:
        return tr("Column");
    default:
        return tr("From");
    }
}

QVariant ScenarioIncidentsModel::cell(const IncidentRow &row, int column, int role) const
{
    const QString from = dayOf(row.incident.share, row.days);
    const QString where = row.incident.column.section(QLatin1Char('.'), 1);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        if (column == Kind)
            return incidentName(row.incident.kind);
        return column == From ? from : where.isEmpty() ? NumberText::missing() : where;
    case Qt::ToolTipRole:
        return column == WhichColumn ? row.incident.column : QString();
    case Qt::AccessibleTextRole:
        return where.isEmpty() ? tr("%1 from %2 on.").arg(incidentName(row.incident.kind), from)
                               : tr("%1 in %2 from %3 on.").arg(incidentName(row.incident.kind), where, from);
    case IdRole:
        return row.place;
    default:
        return {};
    }
}

} // namespace slipway::ui
