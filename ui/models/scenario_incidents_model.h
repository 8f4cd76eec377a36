#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/scenario_plan.h"

namespace slipway::ui {

/// What a person reads about an incident.
QString incidentName(data::IncidentKind kind); ///< "Covariate shift"
QString incidentSense(data::IncidentKind kind); ///< one sentence about what it is
QString dayOf(double share, int days); ///< "day 18"

/// An incident of a plan, as a row.
struct IncidentRow {
    PlannedIncident incident;
    int place = 0;
    int days = 0;

    bool operator==(const IncidentRow &other) const = default;
};

/// The incidents of a plan, in the order in which they were added.
class ScenarioIncidentsModel : public RowsModel<IncidentRow>
{
    Q_OBJECT
public:
    enum Column { Kind, WhichColumn, From, ColumnCount };

    using RowsModel::RowsModel;

    void show(const ScenarioPlan &plan);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const IncidentRow &row, int column, int role) const override;
    QString keyOf(const IncidentRow &row) const override { return QString::number(row.place); }
};

} // namespace slipway::ui
