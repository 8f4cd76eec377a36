#pragma once

#include "core/report/chart_spec.h"
#include "ui/models/measurement.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace slipway::ui {

class ChartView;
class DrawnRuns;
class JobsModel;
class MetricsModel;
class Theme;
class WorkspaceReader;

/// The curves of the drawn runs, side by side: how well they rank, and what they lose. They grow while the runs
/// train, wherever these were started.
class ExperimentCurves : public QWidget
{
    Q_OBJECT
public:
    ExperimentCurves(const Theme &theme, WorkspaceReader &reader, JobsModel &jobs, DrawnRuns &drawn,
                     QWidget *parent = nullptr);

    /// The validation AUC of what serves, for the dashed line; none where nothing serves.
    void setProduction(std::optional<double> auc);

    /// Reads the curves that may have become longer.
    void refresh();

private:
    void follow(const Measurement &point);
    void takeDrawn();
    bool isTraining(const QString &run) const;
    void showCurves();
    report::ChartSpec spec(const QString &metric, const QString &title) const;
    double lastEpoch() const;

    WorkspaceReader &m_reader;
    JobsModel &m_jobs;
    DrawnRuns &m_drawn;
    ChartView *m_auc;
    ChartView *m_loss;
    QHash<QString, MetricsModel *> m_curves;
    std::optional<double> m_production;
    QTimer m_soon; ///< several points of one epoch are one painting
};

} // namespace slipway::ui
