#pragma once

#include "ui/models/datasets_model.h"
#include "ui/models/validation.h"
#include "ui/pages/data_tabs.h"

namespace slipway::ui {

class ActionRegistry;
class DataChecksPanel;
class DataHistoryPanel;
class DataLineagePanel;
class DataProfilePanel;
class WorkspaceSession;

/// What is known of a version beside its rows: checks, profile, the other versions, and lineage. Each part is
/// read when its tab is shown.
class DataDetails : public DataTabs
{
    Q_OBJECT
public:
    DataDetails(const Theme &theme, WorkspaceSession &session, ActionRegistry &actions,
                QWidget *parent = nullptr);

    /// A nullptr where no version is shown.
    void showDataset(const DatasetRow *version);
    /// A nullptr where it was not checked; `reason` says why, and what to do.
    void showChecks(const Validation *checks, const QString &reason);
    void refresh(); ///< something has changed

    DataChecksPanel &checks() const { return *m_checks; }

Q_SIGNALS:
    void columnChosen(const QString &name);
    void failingRowsWanted(const slipway::ui::CheckRow &check);
    void failingRowsSaved(const QString &file, double rows);
    void datasetChosen(const QString &id);
    void pageWanted(const QString &page);

private:
    QWidget *actionButton(const QString &id);
    void addNextTab();
    void addProfile();
    void addHistory();
    void addLineage();
    void readShown();

    const Theme &m_theme;
    ActionRegistry &m_actions;
    WorkspaceSession &m_session;
    QString m_name; ///< of the data set that is shown, without its version
    QString m_dataset;
    QStringList m_columns;
    DataChecksPanel *m_checks;
    DataProfilePanel *m_profile = nullptr;
    DataHistoryPanel *m_history = nullptr;
    DataLineagePanel *m_lineage = nullptr;
};

} // namespace slipway::ui
