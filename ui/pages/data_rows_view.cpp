#include "ui/pages/data_rows_view.h"

#include "core/base/json_value.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"

namespace slipway::ui {

DataRowsView::DataRowsView(WorkspaceSession &session, DataRowsModel &model, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
}

void DataRowsView::begin()
{
    stop();
    m_pending.cancel();
    m_wanted = m_shown = {};
    m_lastFailing.reset();
    Q_EMIT refused({});
    Q_EMIT changed();
}

void DataRowsView::sortBy(const QString &column, Qt::SortOrder order)
{
    auto wanted = m_wanted;
    wanted.sort = column;
    wanted.descending = order == Qt::DescendingOrder;
    want(wanted);
}

void DataRowsView::unsort()
{
    auto wanted = m_wanted;
    wanted.sort.clear();
    wanted.descending = false;
    want(wanted);
}

void DataRowsView::turn(const QString &column)
{
    if (m_wanted.sort != column)
        sortBy(column, Qt::AscendingOrder);
    else if (!m_wanted.descending)
        sortBy(column, Qt::DescendingOrder);
    else
        unsort();
}

void DataRowsView::setFilter(const QString &filter)
{
    auto wanted = m_wanted;
    wanted.filter = filter.trimmed();
    if (wanted.filter == m_wanted.filter) {
        Q_EMIT refused({});
        return;
    }
    want(wanted);
}

void DataRowsView::showOnly(const FailingRows &rows)
{
    auto wanted = m_wanted;
    wanted.failing = rows;
    want(wanted);
}

void DataRowsView::showAll()
{
    auto wanted = m_wanted;
    wanted.failing.reset();
    want(wanted);
}

void DataRowsView::forgetFailing()
{
    showAll();
    if (!m_lastFailing)
        return;
    m_lastFailing.reset();
    Q_EMIT changed();
}

QString DataRowsView::sortedColumn() const
{
    return m_wanted.sort;
}

Qt::SortOrder DataRowsView::order() const
{
    return m_wanted.descending ? Qt::DescendingOrder : Qt::AscendingOrder;
}

Job *DataRowsView::work() const
{
    return m_work;
}

QStringList DataRowsView::options() const
{
    QStringList options;
    if (!m_wanted.sort.isEmpty()) {
        options << QStringLiteral("--sort=%1:%2")
                       .arg(m_wanted.sort,
                            m_wanted.descending ? QStringLiteral("desc") : QStringLiteral("asc"));
    }
    if (!m_wanted.filter.isEmpty())
        options << QStringLiteral("--filter=") + m_wanted.filter;
    if (m_wanted.failing) {
        options << QStringLiteral("--failing=%1").arg(m_wanted.failing->check);
        if (!m_wanted.failing->suite.isEmpty())
            options << QStringLiteral("--suite=") + m_wanted.failing->suite;
    }
    return options;
}

data::RowView DataRowsView::rowView() const
{
    data::RowView view {.filter = m_wanted.filter.toStdString()};
    if (!m_wanted.sort.isEmpty())
        view.sort = data::RowOrder {m_wanted.sort.toStdString(), m_wanted.descending};
    return view;
}

void DataRowsView::want(const Wanted &wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    stop();
    m_pending.cancel();
    Q_EMIT changed();
    if (isWhole()) {
        Q_EMIT refused({});
        show({}, m_model.all());
        return;
    }
    if (m_wanted.failing) { // only the engine knows the suite, and answers at once where the index is there
        prepare();
        return;
    }
    m_session.reader().rowIndex(m_pending, m_model.dataset(), rowView(),
                                [this](const Result<std::optional<RowIndexFile>> &found) {
                                    if (!found)
                                        return goBack(text(found.error().message));
                                    Q_EMIT refused({});
                                    if (const auto &index = found.value())
                                        show(index->name, index->rows);
                                    else
                                        prepare();
                                });
}

void DataRowsView::prepare()
{
    if (m_session.isReadOnly()) {
        goBack(tr("This workspace is read only, so rows can only be sorted and filtered in ways that were "
                  "prepared before."));
        return;
    }
    const auto started = m_session.start(
        QStringList {QStringLiteral("data"), QStringLiteral("index"), m_model.dataset()} + options());
    if (!started) {
        goBack(text(started.error().message));
        return;
    }
    Job *job = started.value();
    m_work = job;
    connect(job, &Job::progressed, this, &DataRowsView::working);
    connect(job, &Job::finished, this, [this, job](const Result<Json> &outcome) { takeEnd(job, outcome); });
    Q_EMIT working();
}

void DataRowsView::takeEnd(Job *job, const Result<Json> &outcome)
{
    if (m_work != job)
        return; // something else is wanted by now
    m_work = nullptr;
    Q_EMIT working();
    if (outcome) {
        Q_EMIT refused({});
        show(text(valueOr(outcome.value(), "index", std::string())),
             valueOr(outcome.value(), "rows", std::int64_t {0}));
        return;
    }
    const bool stopped = outcome.error().code == ErrorCode::Cancelled;
    goBack(stopped ? QString() : text(outcome.error().message));
}

void DataRowsView::show(const QString &index, qint64 rows)
{
    m_shown = m_wanted;
    if (m_shown.failing)
        m_lastFailing = m_shown.failing;
    m_model.showIndex(index, rows);
    Q_EMIT changed();
}

void DataRowsView::goBack(const QString &reason)
{
    m_wanted = m_shown;
    Q_EMIT changed();
    Q_EMIT refused(reason);
}

void DataRowsView::stop()
{
    if (auto *job = std::exchange(m_work, nullptr).data()) {
        job->stop();
        Q_EMIT working();
    }
}

} // namespace slipway::ui
