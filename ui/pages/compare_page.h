#pragma once

#include "ui/models/comparison_model.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/compare_candidates.h"
#include "ui/pages/workspace_page.h"

#include <QHash>
#include <QSet>

class QComboBox;

namespace slipway::ui {

class ChartView;
class IntervalDelegate;
class PairReader;
class Panel;
class SettingPairsModel;
class TableView;
class VerdictPanel;

/// Two models on the same rows: what is different, and is the difference real?
class ComparePage : public WorkspacePage
{
    Q_OBJECT
public:
    ComparePage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~ComparePage() override;

    QStringList command() const override;
    void showExample(View view) override;

protected:
    void refresh() override;
    void showEvent(QShowEvent *event) override;

private:
    void registerActions();
    void makeFilterLine();
    QComboBox *makeChoice(const QString &name, const QString &accessibleName, int style);
    QWidget *makeMetrics();
    QWidget *makeChart(const QString &title, const QString &name, ChartView *&chart);
    QWidget *makeSettings();

    void takeAnswers();
    void takeSelection();
    void offerWays();
    void fillChoices();
    void fillRows();
    void choose(const QStringList &pair);
    void swap();
    void showPair();
    void showFacts();
    void showVerdict();
    void showInspection(const Comparison *comparison);
    void updateActions();

    /// What a comparison is kept under: both models and the version of the rows.
    QString key() const;
    const Comparison *comparison() const; ///< nullptr where the two have not been compared
    const Candidate *a() const { return m_candidates.find(m_a); }
    const Candidate *b() const { return m_candidates.find(m_b); }
    const workspace::DatasetVersion *rows() const;

    void compare();
    void takeComparison(const QString &key, const Result<Json> &outcome);
    void registerB();
    void decideAboutB();

    Candidates m_candidates;
    std::vector<registry::ModelVersion> m_versions;
    std::vector<workspace::RunRow> m_runs;
    std::vector<workspace::DatasetVersion> m_rowSets;
    QString m_a; ///< references
    QString m_b;
    QString m_rowSet; ///< name of a data set
    QHash<QString, Comparison> m_comparisons;
    QSet<QString> m_tried; ///< failed or stopped: only a person asks again
    bool m_isExample = false;

    PairReader *m_pair;
    ComparisonModel *m_metrics;
    SettingPairsModel *m_settings;
    VerdictPanel *m_verdict;
    IntervalDelegate *m_intervals = nullptr;
    QComboBox *m_choiceA = nullptr;
    QComboBox *m_choiceB = nullptr;
    QComboBox *m_choiceRows = nullptr;
    TableView *m_metricsTable = nullptr;
    TableView *m_settingsTable = nullptr;
    Panel *m_metricsPanel = nullptr;
    Panel *m_settingsPanel = nullptr;
    ChartView *m_roc = nullptr;
    ChartView *m_calibration = nullptr;
    QPushButton *m_register = nullptr;
    QPushButton *m_decide = nullptr;
    Pending m_versionsPending;
    Pending m_runsPending;
    Pending m_rowsPending;
};

} // namespace slipway::ui
