#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/validation.h"

namespace slipway::ui {

/// The checks of a data set, those that failed first. What it shows is given to it.
class ChecksModel : public RowsModel<CheckRow>
{
    Q_OBJECT
public:
    enum Column { State, Check, Failing, Share, Rows, ColumnCount };
    enum CheckRole {
        ColumnRole = FirstOwnRole, ///< name of the column, which stands out in the sentence
        LinkRole, ///< whether the cell leads somewhere
    };

    using RowsModel::RowsModel;

    void show(const Validation &validation);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const CheckRow &check, int column, int role) const override;
    QString keyOf(const CheckRow &check) const override;

private:
    QString shown(const CheckRow &check, int column) const;
    QString state(const CheckRow &check) const;
    QString link(const CheckRow &check) const;
};

} // namespace slipway::ui
