#pragma once

#include "core/workspace/run_inputs.h"
#include "core/workspace/runs.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/inspection.h"

#include <QObject>

#include <optional>

namespace slipway::ui {

class ExperimentRuns;
class MetricsModel;
class WorkspaceSession;

/// Whether the inspector shows the same already.
bool isSame(const Inspection &left, const Inspection &right);

/// What the inspector tells about one run: its result so far, its parameters, its data, its job.
class RunFacts : public QObject
{
    Q_OBJECT
public:
    RunFacts(WorkspaceSession &session, ExperimentRuns &runs, QObject *parent = nullptr);

    void showRun(const QString &run); ///< of none where it is empty
    void refresh();
    void setProduction(const QString &run, std::optional<double> auc); ///< what serves now

    /// Without actions; empty where no run is shown or where it is not in the table any more.
    Inspection inspection() const;

    /// The command that trains such a run; empty while its parameters are on their way.
    QStringList command() const;

Q_SIGNALS:
    void changed();

private:
    const workspace::RunRow *row() const;
    FactSection result(const workspace::RunRow &row) const;
    FactSection parameters() const;
    FactSection data() const;
    FactSection job(const workspace::RunRow &row) const;
    std::optional<double> metric(const std::string &key) const;

    WorkspaceSession &m_session;
    ExperimentRuns &m_runs;
    MetricsModel *m_curves;
    QString m_run;
    std::optional<workspace::RunSummary> m_summary;
    std::vector<workspace::RunInput> m_inputs;
    QString m_productionRun;
    std::optional<double> m_production;
    Pending m_summaryPending;
    Pending m_inputsPending;
};

} // namespace slipway::ui
