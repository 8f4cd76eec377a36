#pragma once

#include "ui/models/pipeline_run.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/workspace_page.h"

#include <QTimer>

class QComboBox;
class QStackedWidget;

namespace slipway::ui {

class Chip;
class GraphView;
class Panel;
class PipelinesTime;
class PipelineStepsModel;
class Segments;
class TableView;

/// The newest run of the feed pipeline, whoever started it: its steps as a graph, as bars of time and as a
/// table, live while it runs.
class PipelinesPage : public WorkspacePage
{
    Q_OBJECT
public:
    PipelinesPage(const PageServices &services, const PageDescription &description,
                  QWidget *parent = nullptr);

    /// Of the selected step; without one, of the whole pipeline.
    QStringList command() const override;

protected:
    void refresh() override;

private:
    void showEmptyText();
    void addActions();
    void addFilterLine();
    void showButtons();
    QWidget *makeResult();
    QWidget *makeSteps();

    QStringList runCommand() const;
    bool isRunning() const;
    double secondsSinceStart() const;
    double runningFraction() const;

    void followNewest();
    void follow(Job *job);
    void readEvents();
    void showRun(const PipelineRun &run);
    void showGraph();
    void showTick(); ///< what changes with the clock alone
    void summarise();
    void select(const QString &id);
    void inspectStep();

    QPointer<Job> m_job; ///< the one that is shown
    PipelineRun m_run;
    QString m_selected; ///< id of a step
    bool m_readAgain = false;
    Pending m_pending;
    QTimer m_clock;

    QPushButton *m_stop = nullptr;
    QPushButton *m_start = nullptr;
    Chip *m_chip;
    Segments *m_parts = nullptr;
    QComboBox *m_rows = nullptr;
    QStackedWidget *m_stack;
    Panel *m_graphPanel = nullptr;
    GraphView *m_graph = nullptr;
    Panel *m_timePanel = nullptr;
    PipelinesTime *m_time = nullptr;
    PipelineStepsModel *m_model;
    TableView *m_table = nullptr;
};

} // namespace slipway::ui
