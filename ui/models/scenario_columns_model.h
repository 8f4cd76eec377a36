#pragma once

#include "core/data/worlds/scenario.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// A column of one of a scenario's tables, in the words of the scenario.
struct ScenarioColumn {
    QString table;
    QString name;
    QString meaning;
    bool truth = false; ///< known only because the world is made

    bool operator==(const ScenarioColumn &other) const = default;
};

/// What a scenario's tables hold, table after table.
class ScenarioColumnsModel : public RowsModel<ScenarioColumn>
{
    Q_OBJECT
public:
    enum Column { Table, Name, Meaning, ColumnCount };

    using RowsModel::RowsModel;

    void show(const data::Scenario &scenario);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const ScenarioColumn &row, int column, int role) const override;
    QString keyOf(const ScenarioColumn &row) const override
    {
        return row.table + QLatin1Char('.') + row.name;
    }
};

} // namespace slipway::ui
