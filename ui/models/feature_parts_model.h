#pragma once

#include "ui/models/feature_answers.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// One measure of a feature in the three parts of the rows, ready for people.
struct MeasureRow {
    QString measure;
    std::array<QString, 3> values;
    std::array<double, 3> numbers {};

    bool operator==(const MeasureRow &other) const
    {
        return measure == other.measure && values == other.values;
    }
};

/// A feature in training, validation and test: a row a measure. What it shows is given to it.
class FeaturePartsModel : public RowsModel<MeasureRow>
{
    Q_OBJECT
public:
    enum Column { Measure, Train, Val, Test, ColumnCount };

    using RowsModel::RowsModel;

    void show(const FeatureDistribution &distribution);
    void clear() { replaceRows({}); }

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const MeasureRow &row, int column, int role) const override;
    QString keyOf(const MeasureRow &row) const override;
};

} // namespace slipway::ui
