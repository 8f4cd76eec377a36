#pragma once

#include "ui/models/pipeline_run.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// The steps of one run of a pipeline as a table, in the order in which they run.
class PipelineStepsModel : public RowsModel<PipelineStep>
{
    Q_OBJECT
public:
    enum Column { State, Step, Start, Time, Outcome, ColumnCount };

    explicit PipelineStepsModel(QObject *parent = nullptr);

    void show(const PipelineRun &run);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const PipelineStep &step, int column, int role) const override;
    QString keyOf(const PipelineStep &step) const override;

private:
    QString shown(const PipelineStep &step, int column) const;
};

} // namespace slipway::ui
