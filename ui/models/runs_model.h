#pragma once

#include "core/workspace/run_page.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// The runs of a workspace, filtered and sorted by the records, page by page as the table is scrolled.
class RunsModel : public RowsModel<workspace::RunRow>
{
    Q_OBJECT
public:
    enum Column { Number, Name, State, Algorithm, FirstMetric };

    explicit RunsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void sort(int column, Qt::SortOrder order) override;

    /// Reads again what the table holds; the first call fills it.
    void refresh();

    void setFilter(const QString &text); ///< part of a name, experiment, state or id
    void setDeleted(bool deleted); ///< the deleted runs instead
    void setMetrics(const QStringList &keys); ///< a column each

    qint64 total() const { return m_total; } ///< runs that fit the filter, loaded or not
    qint64 all() const { return m_all; } ///< runs in the workspace
    QStringList metrics() const;

    /// The columns behind the metrics.
    int durationColumn() const { return FirstMetric + static_cast<int>(m_query.metrics.size()); }
    int startedColumn() const { return durationColumn() + 1; }

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const workspace::RunRow &run, int column, int role) const override;
    QString keyOf(const workspace::RunRow &run) const override;

private:
    QString shown(const workspace::RunRow &run, int column) const;
    QVariant sortValue(const workspace::RunRow &run, int column) const;
    QString sentence(const workspace::RunRow &run) const;
    bool isMetric(int column) const { return column >= FirstMetric && column < durationColumn(); }
    void ask(); ///< from the first page, because the question is another one
    void read(std::int64_t limit);

    WorkspaceReader &m_reader;
    workspace::RunQuery m_query;
    qint64 m_total = 0;
    qint64 m_all = 0;
    bool m_readAgain = false;
    Pending m_pending; ///< for the whole table
    Pending m_more; ///< for the next page
};

} // namespace slipway::ui
