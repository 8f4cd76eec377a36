#pragma once

#include "ui/models/import_preview.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// Lines of files that are no rows: where, why, and what stands there.
class RejectedLinesModel : public RowsModel<RejectedLine>
{
    Q_OBJECT
public:
    enum Column { LineColumn, ReasonColumn, TextColumn, ColumnCount };

    explicit RejectedLinesModel(QObject *parent = nullptr);

    void show(std::vector<RejectedLine> lines);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const RejectedLine &row, int column, int role) const override;
    QString keyOf(const RejectedLine &row) const override;

private:
    bool m_severalFiles = false;
};

} // namespace slipway::ui
