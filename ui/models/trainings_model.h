#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// The models that were trained, newest first, and what became of them. What it shows is given to it.
class TrainingsModel : public RowsModel<Training>
{
    Q_OBJECT
public:
    enum Column { Time, Run, Validation, Test, Became, Who, ColumnCount };

    using RowsModel::RowsModel;

    void show(const RetrainingAnswer &answer);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const Training &training, int column, int role) const override;
    QString keyOf(const Training &training) const override;

private:
    QString shown(const Training &training, int column) const;
};

} // namespace slipway::ui
