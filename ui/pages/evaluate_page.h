#pragma once

#include "core/base/json.h"
#include "core/workspace/run_page.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/workspace_page.h"

#include <QList>

class QComboBox;
class QLabel;
class QPushButton;

namespace slipway::ui {

class ChartView;
class EvaluationMetrics;
class KeyFigure;
class MetricsModel;
class TableView;

/// How good one model is on rows that it has not seen: its figures, its curves, and every number.
class EvaluatePage : public WorkspacePage
{
    Q_OBJECT
public:
    EvaluatePage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~EvaluatePage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void registerActions();
    void choosePrimary();
    void makeFilterLine();
    QWidget *makeResult();
    QWidget *makeCards();

    void readRuns();
    void takeRuns(std::vector<workspace::RunRow> evaluated, const std::vector<workspace::RunRow> &newest);
    void choose(const QString &run);
    void readEvaluation();
    void showEvaluation();
    void showCards();
    void showInspection();
    void offerWays();
    void evaluateNow();
    void compare();
    void registerModel();

    const workspace::RunRow *chosen() const; ///< nullptr where there is no run
    QString chosenName() const; ///< "run 44"
    bool canChange() const;
    double metric(const char *key) const;

    std::vector<workspace::RunRow> m_runs; ///< the evaluated ones first
    std::size_t m_evaluated = 0; ///< how many of them are
    QString m_run;
    QString m_productionRun;
    Json m_evaluation; ///< of the chosen run; null where it was not evaluated
    bool m_isStale = true; ///< something has happened since the runs were read

    QPushButton *m_evaluate = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_when = nullptr;
    QList<KeyFigure *> m_cards;
    ChartView *m_roc = nullptr;
    ChartView *m_recall = nullptr;
    ChartView *m_calibration = nullptr;
    ChartView *m_scores = nullptr;
    ChartView *m_learning = nullptr;
    TableView *m_table = nullptr;
    EvaluationMetrics *m_metrics;
    MetricsModel *m_curves;
    Pending m_runsPending;
    Pending m_newestPending;
    Pending m_evaluationPending;
    Pending m_versionsPending;
};

} // namespace slipway::ui
