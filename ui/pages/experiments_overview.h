#pragma once

#include "core/base/json.h"
#include "core/workspace/run_page.h"
#include "ui/models/workspace_reader.h"

#include <QObject>

#include <optional>

namespace slipway::ui {

/// What has to be known about all runs together: how many there are, which is the best, what serves, and whether
/// there is anything to train on.
class RunsOverview : public QObject
{
    Q_OBJECT
public:
    explicit RunsOverview(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh(); ///< what changes while runs train
    void refreshAll(); ///< also what changes only when something has happened

    qint64 all() const { return m_all; } ///< runs that are not deleted
    QString productionRun() const { return m_productionRun; } ///< empty where nothing serves
    std::optional<double> productionAuc() const { return m_productionAuc; } ///< on the validation rows
    bool hasFeatures() const { return m_hasFeatures; } ///< rows to learn from
    const Json &settings() const { return m_settings; } ///< of model_config.yaml; null until they are read

    /// "50 runs. Run 44 is the best so far: validation AUC 0.742, production has 0.731."; empty without a run.
    QString sentence() const;

Q_SIGNALS:
    void changed();

private:
    void readProduction();
    void readFeatures();
    void readSettings();

    WorkspaceReader &m_reader;
    qint64 m_all = 0;
    std::optional<workspace::RunRow> m_best; ///< with its AUC as the only metric
    QString m_productionRun;
    std::optional<double> m_productionAuc;
    bool m_hasFeatures = false;
    Json m_settings;
    Pending m_bestPending;
    Pending m_versionsPending;
    Pending m_productionPending;
    Pending m_datasetsPending;
    Pending m_settingsPending;
};

} // namespace slipway::ui
