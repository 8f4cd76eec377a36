#pragma once

#include "core/report/chart_spec.h"

#include <QAbstractTableModel>

namespace slipway::ui {

/// A chart read as a table.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setChart(const report::ChartSpec &chart);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const Json *cell(const QModelIndex &index) const;
    bool isNumber(int column) const;

    report::ChartSpec m_chart;
    report::ChartTable m_table;
};

} // namespace slipway::ui
