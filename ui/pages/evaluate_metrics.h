#pragma once

#include "core/base/json.h"

#include <QAbstractTableModel>
#include <QList>

namespace slipway::ui {

/// Every number of an evaluation in the order of the metric catalogue, with what it says.
class EvaluationMetrics : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, Meaning, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `evaluation` as `slipway evaluate` answers; null for no rows.
    void setEvaluation(const Json &evaluation);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString key;
        QString name;
        double value;
        QString shown;
        QString meaning; ///< why there is none, where the value does not exist
    };

    void addMetrics(const Json &metrics);
    void addCounts(const Json &confusion);

    QList<Row> m_rows;
};

} // namespace slipway::ui
