#pragma once

#include "core/data/row_view.h"
#include "core/registry/models.h"
#include "core/workspace/config.h"
#include "core/workspace/datasets.h"
#include "core/workspace/event_log.h"
#include "core/workspace/lineage.h"
#include "core/workspace/metric_curves.h"
#include "core/workspace/run_inputs.h"
#include "core/workspace/run_page.h"
#include "core/workspace/runs.h"
#include "ui/models/column_target.h"
#include "ui/models/drift_report.h"
#include "ui/models/feature_answers.h"
#include "ui/models/feature_build.h"
#include "ui/models/feature_sets.h"
#include "ui/models/feature_store_answers.h"
#include "ui/models/feature_timeline.h"
#include "ui/models/profile_answer.h"
#include "ui/models/retraining_answer.h"
#include "ui/models/table_answers.h"
#include "ui/models/validation.h"
#include "ui/models/workspace_files.h"

#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace slipway::ui {

/// Kept by whoever asks, beside what the answer is for: a newer question drops the answer to the older one,
/// and with this object every answer goes.
class Pending
{
public:
    Pending() = default;
    ~Pending() { cancel(); }
    Pending(const Pending &) = delete;
    Pending &operator=(const Pending &) = delete;

    void cancel() { m_answered = ++*m_latest; }
    bool isWaiting() const { return m_answered != *m_latest; }

private:
    friend class WorkspaceReader;
    using Counter = std::shared_ptr<std::atomic<std::uint64_t>>;
    Counter m_latest = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::uint64_t m_answered = 0;
};

template <typename T>
using WhenRead = std::function<void(const Result<T> &)>;

/// One of the workspace's configuration files: its settings, or the mistake that keeps it from being read.
struct ConfigFile {
    std::string file; ///< "model_config.yaml"
    Json values; ///< every setting by its dotted name; null where there is a mistake
    std::optional<Error> mistake;
};

/// Rows of a data set that a table needs now.
struct RowsWanted {
    QString dataset; ///< "interactions@2"
    QString index {}; ///< of the view that they are of, as RowIndexFile names it; empty: the file's order
    data::RowWindow window {}; ///< its columns are those of the data set
};

/// The index of a view of a data set.
struct RowIndexFile {
    QString name; ///< "cache/rows/...": its place in the workspace
    qint64 rows = 0;
};

/// A feature of the last build of its set.
struct FeatureWanted {
    QString set; ///< empty: of the last build
    QString feature;
    QString time {}; ///< the column with the moment of a row; empty: the first one of moments
};

/// Reads a workspace on threads of its own, in short transactions, one question after another. Answers are
/// values and arrive on the thread that asked; pages see no path and no database. Questions about the rows of
/// data sets may take long; they stand in a line of their own, so that the records never wait for them. The
/// few rows that a table shows stand in a third one: they wait for no count over all rows.
class WorkspaceReader : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceReader(std::filesystem::path workspace, QObject *parent = nullptr);
    ~WorkspaceReader() override;

    void runs(Pending &pending, const workspace::RunQuery &query, WhenRead<workspace::RunPage> answer);
    void run(Pending &pending, const QString &id, WhenRead<workspace::RunSummary> answer);
    void runInputs(Pending &pending, const QString &run, WhenRead<std::vector<workspace::RunInput>> answer);
    void modelFiles(Pending &pending, const QString &run,
                    WhenRead<std::vector<ModelFile>> answer); ///< by name
    void curves(Pending &pending, const QString &run, WhenRead<std::vector<workspace::MetricCurve>> answer);
    void datasets(Pending &pending, WhenRead<std::vector<workspace::DatasetVersion>> answer);
    void versions(Pending &pending, WhenRead<std::vector<registry::ModelVersion>> answer);

    /// The newest events before `before`, newest first; 0 for the newest of all.
    void events(Pending &pending, std::int64_t before, std::int64_t limit,
                WhenRead<std::vector<workspace::LoggedEvent>> answer);

    /// The last drift report; none where drift was never measured.
    void driftReport(Pending &pending, WhenRead<std::optional<DriftReport>> answer);
    void driftReportFile(Pending &pending,
                         WhenRead<QByteArray> answer); ///< its bytes, an error where there is none

    /// The last drift reports, newest first, with the names of what was compared. One whose file is gone is
    /// left out.
    void driftHistory(Pending &pending, std::int64_t limit, WhenRead<std::vector<DriftReport>> answer);

    /// What the retraining policy says now, as `slipway retraining` answers.
    void retraining(Pending &pending, WhenRead<RetrainingAnswer> answer);

    /// What was measured of a run's model on test rows, as `slipway evaluate` answers; null where it was not.
    void evaluation(Pending &pending, const QString &run, WhenRead<Json> answer);

    /// The newest event of a kind ("features.built"), about one subject or about any.
    void newestEvent(Pending &pending, const QString &kind, const QString &subject,
                     WhenRead<std::optional<workspace::LoggedEvent>> answer);

    /// How the last checks of every data set version ended.
    void validations(Pending &pending, WhenRead<Validations> answer);

    void rows(Pending &pending, const RowsWanted &wanted, WhenRead<RowBlock> answer);

    /// The index of a view, where `slipway data index` has built it; none where it has not. An error where
    /// the view makes no sense: a filter with a mistake, a column that is not there.
    void rowIndex(Pending &pending, const QString &dataset, const data::RowView &view,
                  WhenRead<std::optional<RowIndexFile>> answer);

    /// One column over all rows.
    void column(Pending &pending, const QString &dataset, const QString &column,
                WhenRead<ColumnFacts> answer);

    /// Every column of a data set, small, in the order of the columns.
    void shapes(Pending &pending, const QString &dataset, WhenRead<std::vector<ColumnShape>> answer);

    /// How the target depends on a column, over all rows.
    void againstTarget(Pending &pending, const QString &dataset, const QString &column,
                       WhenRead<AgainstTarget> answer);

    /// The column that a version's rows are to predict; empty where nobody has said.
    void target(Pending &pending, const QString &dataset, WhenRead<QString> answer);

    /// The last profile of a version ("interactions@2"); none where it was never made.
    void profile(Pending &pending, const QString &dataset, WhenRead<std::optional<ProfileAnswer>> answer);

    /// Every version of that name that there ever was, newest first.
    void history(Pending &pending, const QString &name,
                 WhenRead<std::vector<workspace::DatasetVersion>> answer);

    /// Where a version came from and what it went into.
    void lineage(Pending &pending, const QString &dataset, WhenRead<workspace::Lineage> answer);

    /// The bytes that the content of all versions takes on the disk.
    void bytesOfData(Pending &pending, WhenRead<double> answer);

    /// The last build of a feature set, or of any where `set` is empty; none where it was never built.
    void featureBuild(Pending &pending, const QString &set, WhenRead<std::optional<FeatureBuild>> answer);

    /// The share of training rows without a value, by feature of that build.
    void blankShares(Pending &pending, const QString &set, WhenRead<BlankShares> answer);

    /// A feature of that build in its three parts.
    void distribution(Pending &pending, const FeatureWanted &wanted, WhenRead<FeatureDistribution> answer);

    /// A feature of that build over the time of its rows.
    void timeline(Pending &pending, const FeatureWanted &wanted, WhenRead<FeatureTimeline> answer);

    /// What the newest evaluated runs rest on, newest first; those where it was not measured are left out.
    void importances(Pending &pending, WhenRead<std::vector<ModelImportance>> answer);

    /// The versions of a feature set that were ever in force, newest first.
    void featureVersions(Pending &pending, const QString &set,
                         WhenRead<std::vector<FeatureSetVersion>> answer);

    void reports(Pending &pending, WhenRead<std::vector<ReportFile>> answer); ///< newest first
    void report(Pending &pending, const QString &name, WhenRead<QByteArray> answer); ///< its bytes

    /// The blocks of a report, as documentFromJson() reads them; null where only the file itself is there.
    void reportDocument(Pending &pending, const QString &name, WhenRead<Json> answer);

    void configuration(Pending &pending, WhenRead<std::vector<ConfigFile>> answer); ///< in the schemas' order

    /// The events of one kind that a job has written so far, oldest first; none where there is no such job.
    void jobEvents(Pending &pending, const QString &job, const QString &kind,
                   WhenRead<std::vector<Json>> answer);

    /// Sweeps what killed processes left half-written and closes the runs of lost jobs.
    void tidyUp();

private:
    struct Source;
    enum class Line { Records, Rows, Window };

    template <typename T>
    void ask(Pending &pending, std::function<Result<T>(Source &)> read, WhenRead<T> answer,
             Line line = Line::Records);
    void enqueue(std::function<void(Source &)> work, Line line = Line::Records);

    std::unique_ptr<Source> m_source; ///< used by the pool's thread only
    std::unique_ptr<Source> m_rowsSource; ///< used by that pool's thread only
    std::unique_ptr<Source> m_windowSource; ///< the same
    std::atomic<bool> m_closing = false;
    std::stop_source m_stop; ///< ends a long query when the window closes
    QThreadPool m_pool;
    QThreadPool m_rowsPool;
    QThreadPool m_windowPool;
};

} // namespace slipway::ui
