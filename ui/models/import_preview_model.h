#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/models/import_preview.h"

namespace slipway::ui {

/// The first rows of files that are not imported yet, as they would be stored.
class ImportPreviewModel : public RowsModel<DataRow>
{
    Q_OBJECT
public:
    explicit ImportPreviewModel(QObject *parent = nullptr);

    void show(const ImportPreview &preview);
    void clear() { show({}); }

    const ImportColumn *column(int place) const; ///< nullptr where there is none
    int columnOf(const QString &name) const; ///< -1 where there is none

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const DataRow &row, int column, int role) const override;
    QString keyOf(const DataRow &row) const override;

private:
    std::vector<ImportColumn> m_columns;
    bool m_typesOfFile = false; ///< nobody has chosen them here
};

} // namespace slipway::ui
