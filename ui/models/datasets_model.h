#pragma once

#include "core/workspace/datasets.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// One version of a data set. What has its id never changes.
struct DatasetRow : workspace::DatasetVersion {
    bool operator==(const DatasetRow &other) const { return id == other.id; }
};

/// The data sets of a workspace, every version, the newest of each name first.
class DatasetsModel : public RowsModel<DatasetRow>
{
    Q_OBJECT
public:
    enum Column { Name, Version, Rows, Columns, From, Made, ColumnCount };

    explicit DatasetsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const DatasetRow &dataset, int column, int role) const override;
    QString keyOf(const DatasetRow &dataset) const override;

private:
    QString shown(const DatasetRow &dataset, int column) const;

    WorkspaceReader &m_reader;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
