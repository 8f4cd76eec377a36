#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/models/import_preview.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// One row that is not stored yet.
struct PreviewRow {
    qint64 place = 0; ///< from 0
    QVector<QVariant> cells;

    bool operator==(const PreviewRow &other) const { return place == other.place && cells == other.cells; }
};

/// The first rows of files that are not imported yet, as they would be stored.
class ImportPreviewModel : public RowsModel<PreviewRow>
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
    QVariant cell(const PreviewRow &row, int column, int role) const override;
    QString keyOf(const PreviewRow &row) const override;

private:
    std::vector<ImportColumn> m_columns;
    bool m_typesOfFile = false; ///< nobody has chosen them here
};

} // namespace slipway::ui
