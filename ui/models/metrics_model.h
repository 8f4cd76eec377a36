#pragma once

#include "ui/models/measurement.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// All metrics of a run at one step; NaN where one was not measured there.
struct MetricStep {
    qint64 step = 0;
    std::vector<double> values;

    bool operator==(const MetricStep &other) const;
};

/// One curve as a chart draws it: points without a number are left out.
struct MetricCurveData {
    QString key;
    QString label;
    QVector<double> steps;
    QVector<double> values;
};

/// The learning curves of one run: a column each metric, a row each step. They grow while the run trains,
/// from what its job says, and are read again from the records where that is asked for; both are the same
/// points.
class MetricsModel : public RowsModel<MetricStep>
{
    Q_OBJECT
public:
    explicit MetricsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    /// Shows the curves of this run; of none where it is empty.
    void showRun(const QString &run);
    QString run() const { return m_run; }
    void refresh();

    /// A point as it was measured; one of another run is passed over.
    void add(const slipway::ui::Measurement &point);

    QStringList keys() const;
    MetricCurveData curve(const QString &key) const;

    int columnCount(const QModelIndex &parent = {}) const override;

Q_SIGNALS:
    void grown(const QString &key); ///< a point came: repaint with the next frame

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const MetricStep &step, int column, int role) const override;
    QString keyOf(const MetricStep &step) const override;

private:
    std::size_t columnOf(const std::string &key); ///< makes the column where the metric is new
    void put(std::size_t metric, qint64 step, double value);
    void take(const std::vector<workspace::MetricCurve> &curves);

    WorkspaceReader &m_reader;
    QString m_run;
    std::vector<std::string> m_keys;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
