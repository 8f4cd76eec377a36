#pragma once

#include "ui/models/drift_model.h"
#include "ui/pages/copy_saver.h"
#include "ui/pages/workspace_page.h"

#include <QSortFilterProxyModel>
#include <QTimer>

class QLabel;

namespace slipway::ui {

class ChartView;
class Chip;
class MonitoringDecision;
class MonitoringFeature;
class MonitoringPredictions;
class Panel;
class Segments;
class TableView;

/// The rows of a drift report that the segments and the filter let through.
class DriftFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Shown { All, Drifted, NotKnown };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    void show(Shown shown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Shown m_shown = Shown::All;
};

/// Have the rows moved away from those that the model was trained on, and what does the policy make of it?
class MonitoringPage : public WorkspacePage
{
    Q_OBJECT
public:
    MonitoringPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~MonitoringPage() override;

    QStringList command() const override;
    void saveTo(const QString &file) { m_saver.save(file); } ///< the drift report as it lies in the workspace

protected:
    void refresh() override;

private:
    void addActions();
    void addFilterLine();
    QWidget *makeResult();
    QWidget *makeTable();
    void readHistory();
    void readDecision();
    void readDatasets();
    void take();
    void showOverview();
    void showFeature();
    void showCounts();
    void showSentence();
    void showEmptyText();

    /// The last report, with the names of what was compared where they are known.
    DriftReport report() const;

    DriftModel m_features;
    DriftFilter m_shown;
    std::vector<DriftReport> m_history; ///< of the same two data sets, newest first
    bool m_hasRows = false; ///< whether there is something to compare
    bool m_rowsKnown = false;

    Chip *m_chip;
    Segments *m_segments = nullptr;
    QLabel *m_count = nullptr;
    QWidget *m_result = nullptr;
    Panel *m_overviewPanel = nullptr;
    ChartView *m_overview = nullptr;
    MonitoringFeature *m_feature = nullptr;
    MonitoringDecision *m_decision = nullptr;
    MonitoringPredictions *m_predictions = nullptr;
    TableView *m_table = nullptr;
    QTimer m_minute; ///< "at 21:21" becomes "yesterday"
    Pending m_historyPending;
    Pending m_decisionPending;
    Pending m_datasetsPending;
    CopySaver m_saver;
};

} // namespace slipway::ui
