#pragma once

#include "core/workspace/run_page.h"
#include "ui/pages/workspace_page.h"

#include <QHash>
#include <QSet>
#include <QTimer>

class QPushButton;

namespace slipway::ui {

class Chip;
class DrawnRuns;
class ExperimentCurves;
class ExperimentRuns;
class RunFacts;
class RunsFilter;
class RunsOverview;
class RunsTable;
class TrainForm;

/// The training runs of a workspace: which one is the best, their curves while they grow, and every run as a
/// row.
class ExperimentsPage : public WorkspacePage
{
    Q_OBJECT
public:
    ExperimentsPage(const PageServices &services, const PageDescription &description,
                    QWidget *parent = nullptr);
    ~ExperimentsPage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void registerActions();
    void registerRunActions();
    void makeFilterLine();
    QWidget *makeResult();
    void followJobs();
    void followEdits();

    void takeRows();
    void takeOverview();
    void offerWays();
    void showSelected();
    void showSelectedSoon();
    void selectRun(const QString &run);

    const workspace::RunRow *selectedRun() const;
    QString selectedId() const;
    bool canChange() const; ///< the workspace
    bool hasModel() const; ///< the selected run
    Job *selectedJob() const; ///< that trains the selected run; nullptr where it does not train

    void openForm();
    void closeForm();
    void choosePrimary();
    void train();
    void evaluate();
    void registerModel();
    void compare();
    void remove();

    DrawnRuns *m_drawn;
    ExperimentRuns *m_runs;
    RunsOverview *m_overview;
    RunFacts *m_facts;
    RunsTable *m_table = nullptr;
    ExperimentCurves *m_curves = nullptr;
    TrainForm *m_form = nullptr;
    RunsFilter *m_filter = nullptr;
    QPushButton *m_newRun = nullptr;
    Chip *m_running = nullptr;
    QTimer m_inspectSoon; ///< a running run says something new ten times a second

    bool m_hasFeatures = false;
    bool m_isStale = true; ///< something has happened since the overview was read
    bool m_hasTicked = false; ///< the first run, so that the charts are not empty
    QSet<QString> m_seenTraining;
    QHash<QString, qint64> m_numbers; ///< of every run that was shown, by its id
    QString m_wanted; ///< a run to select as soon as it is there
};

} // namespace slipway::ui
