#pragma once

#include "ui/models/drift_report.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// The columns of the last drift report, the farthest past its limit first.
class DriftModel : public RowsModel<DriftRow>
{
    Q_OBJECT
public:
    enum Column { Name, Type, Drift, Statistic, Limit, Psi, Ks, JensenShannon, PValue, Missing, ColumnCount };

    explicit DriftModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    /// The report without its rows' order; none where drift was never measured.
    const std::optional<DriftReport> &report() const { return m_report; }

    /// The statistic that decided, by the name that tables and charts use.
    static QString testText(const QString &test);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const DriftRow &row, int column, int role) const override;
    QString keyOf(const DriftRow &row) const override;

private:
    QString shown(const DriftRow &row, int column) const;

    WorkspaceReader &m_reader;
    std::optional<DriftReport> m_report;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
