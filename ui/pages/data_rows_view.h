#pragma once

#include "core/data/row_view.h"
#include "ui/models/data_rows_model.h"

#include <QPointer>
#include <QStringList>

#include <optional>

namespace slipway::ui {

class Job;
class WorkspaceSession;

/// The rows that fail one check, for a table that is to show only these.
struct FailingRows {
    QString title; ///< "total_charges is never blank"
    int check = 0; ///< place in the suite, from 0
    QString suite {}; ///< as --suite takes it; empty: the checks of the feed
    QString column {}; ///< whose cells are to blame; empty where there is no such column

    bool operator==(const FailingRows &) const = default;
};

/// Which rows of a data set are shown, and in which order. A view whose index is there is shown at once;
/// another one is prepared by a job, while the rows that were shown before stay.
class DataRowsView : public QObject
{
    Q_OBJECT
public:
    DataRowsView(WorkspaceSession &session, DataRowsModel &model, QObject *parent = nullptr);

    /// Another data set is shown, or none: every row, in the file's order.
    void begin();

    void sortBy(const QString &column, Qt::SortOrder order);
    void unsort();
    void turn(const QString &column); ///< least first, greatest first, the file's order
    void setFilter(const QString &filter);
    void showOnly(const FailingRows &rows);
    void showAll(); ///< not only failing ones; sort and filter stay
    void forgetFailing(); ///< the checks are other ones now

    QString sortedColumn() const; ///< of what is shown or being prepared; empty: the file's order
    Qt::SortOrder order() const;
    QString filter() const { return m_wanted.filter; }
    const std::optional<FailingRows> &failing() const { return m_wanted.failing; }
    /// The last ones that were shown of this data set; none where there were none.
    const std::optional<FailingRows> &lastFailing() const { return m_lastFailing; }
    bool isWhole() const { return m_wanted == Wanted(); }

    /// What `data index` and `data export` are told: --sort=..., --filter=..., ...
    QStringList options() const;

    Job *work() const; ///< that prepares a view; nullptr where none is prepared
    void stop();

Q_SIGNALS:
    void changed(); ///< what is wanted, or what is shown
    void working(); ///< the job has begun, has come further, or is gone
    void refused(const QString &sentence); ///< why what is shown stays; empty: there is no such reason

private:
    struct Wanted {
        QString sort;
        bool descending = false;
        QString filter;
        std::optional<FailingRows> failing;

        bool operator==(const Wanted &) const = default;
    };

    void want(const Wanted &wanted);
    void prepare();
    void show(const QString &index, qint64 rows);
    void goBack(const QString &reason); ///< to what is shown
    void takeEnd(Job *job, const Result<Json> &outcome);
    data::RowView rowView() const;

    WorkspaceSession &m_session;
    DataRowsModel &m_model;
    Wanted m_wanted;
    Wanted m_shown;
    std::optional<FailingRows> m_lastFailing;
    QPointer<Job> m_work;
    Pending m_pending;
};

} // namespace slipway::ui
