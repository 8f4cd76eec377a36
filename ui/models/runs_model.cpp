#include "ui/models/runs_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <cmath>

namespace slipway::ui {

namespace {

using workspace::RunOrder;
using workspace::RunRow;

constexpr std::int64_t pageRows = 200;

/// NaN where the run has not ended: its time is shown by its job.
double seconds(const RunRow &run)
{
    if (run.end == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(run.end - run.start) / static_cast<double>(microsPerSecond);
}

Status statusOf(const RunRow &run)
{
    if (run.status == "FINISHED")
        return Status::Ok;
    if (run.status == "RUNNING")
        return Status::Running;
    if (run.status == "SCHEDULED")
        return Status::Queued;
    return run.status == "KILLED" ? Status::Stopped : Status::Failed;
}

QString statusText(const RunRow &run)
{
    switch (statusOf(run)) {
    case Status::Ok:
        return RunsModel::tr("Finished");
    case Status::Running:
        return RunsModel::tr("Running");
    case Status::Queued:
        return RunsModel::tr("Queued");
    case Status::Stopped:
        return RunsModel::tr("Stopped");
    default:
        return RunsModel::tr("Failed");
    }
}

} // namespace

RunsModel::RunsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
    m_query.metrics = {"val_auc", "test_auc", "test_ndcg@10"};
    m_query.params = {"model.type"};
    m_query.limit = pageRows;
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : startedColumn() + 1;
}

QStringList RunsModel::metrics() const
{
    return texts(m_query.metrics);
}

bool RunsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && isLoaded() && rowCount() < m_total;
}

void RunsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || m_more.isWaiting())
        return;
    auto query = m_query;
    query.offset = rowCount();
    query.limit = pageRows;
    m_reader.runs(m_more, query, [this](const Result<workspace::RunPage> &page) {
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        m_total = page.value().total;
        // A run that began meanwhile has moved the pages: what is there already stays where it is.
        std::vector<RunRow> fresh;
        QSet<QString> known;
        for (const auto &run : rows())
            known.insert(keyOf(run));
        for (const auto &run : page.value().rows) {
            if (!known.contains(keyOf(run)))
                fresh.push_back(run);
        }
        appendRows(std::move(fresh));
        if (page.value().rows.empty()) // deleted by somebody else meanwhile
            m_total = rowCount();
        answered();
    });
}

void RunsModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true; // what changed just now may not be in the answer that is on its way
        return;
    }
    read(std::max<std::int64_t>(pageRows, rowCount()));
}

void RunsModel::ask()
{
    read(pageRows);
}

void RunsModel::read(std::int64_t limit)
{
    m_readAgain = false;
    m_more.cancel();
    auto query = m_query;
    query.limit = limit;
    m_reader.runs(m_pending, query, [this](const Result<workspace::RunPage> &page) {
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        m_total = page.value().total;
        m_all = page.value().all;
        replaceRows(page.value().rows);
        answered();
        if (m_readAgain)
            refresh();
    });
}

void RunsModel::sort(int column, Qt::SortOrder order)
{
    m_query.descending = order == Qt::DescendingOrder;
    m_query.orderMetric.clear();
    if (column == Name)
        m_query.order = RunOrder::Name;
    else if (column == State)
        m_query.order = RunOrder::Status;
    else if (column == durationColumn())
        m_query.order = RunOrder::Duration;
    else if (isMetric(column)) {
        m_query.order = RunOrder::Metric;
        m_query.orderMetric = m_query.metrics[static_cast<std::size_t>(column - FirstMetric)];
    } else {
        m_query.order = RunOrder::Started; // numbers count up with time; an algorithm has no order
    }
    ask();
}

void RunsModel::setFilter(const QString &filter)
{
    const auto wanted = filter.trimmed().toStdString();
    if (m_query.text == wanted)
        return;
    m_query.text = wanted;
    ask();
}

void RunsModel::setDeleted(bool deleted)
{
    if (m_query.deleted == deleted)
        return;
    m_query.deleted = deleted;
    ask();
}

void RunsModel::setMetrics(const QStringList &keys)
{
    beginResetModel();
    m_query.metrics = ui::words(keys);
    m_query.order = RunOrder::Started;
    for (int row = 0; row < rowCount(); ++row) // their values come with the next answer
        mutableRow(row).metrics.assign(m_query.metrics.size(), std::numeric_limits<double>::quiet_NaN());
    endResetModel();
    ask();
}

QVariant RunsModel::headerCell(int column, int role) const
{
    const bool isNumber = isMetric(column) || column == durationColumn() || column == Number;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isNumber ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    if (isMetric(column))
        return NumberText::metricLabel(m_query.metrics[static_cast<std::size_t>(column - FirstMetric)]);
    if (column == durationColumn())
        return tr("Time");
    if (column == startedColumn())
        return tr("Started");
    switch (column) {
    case Number:
        return tr("Run");
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Algorithm:
        return tr("Algorithm");
    default:
        return {};
    }
}

QVariant RunsModel::cell(const RunRow &run, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(run, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == startedColumn() ? NumberText::fullTime(run.start) : QString();
    case SortRole:
        return sortValue(run, column);
    case Qt::AccessibleTextRole:
        return sentence(run);
    case IdRole:
        return text(run.id);
    case StatusRole:
        return column == State ? QVariant::fromValue(statusOf(run)) : QVariant();
    default:
        return {};
    }
}

QString RunsModel::keyOf(const RunRow &run) const
{
    return text(run.id);
}

QString RunsModel::shown(const RunRow &run, int column) const
{
    if (isMetric(column)) {
        const auto place = static_cast<std::size_t>(column - FirstMetric);
        return NumberText::metric(m_query.metrics[place], run.metrics[place]);
    }
    if (column == durationColumn())
        return NumberText::duration(seconds(run));
    if (column == startedColumn())
        return NumberText::time(run.start);
    switch (column) {
    case Number:
        return QString::number(run.number);
    case Name:
        return text(run.name);
    case State:
        return statusText(run);
    case Algorithm:
        return run.params.front().empty() ? NumberText::missing() : text(run.params.front());
    default:
        return {};
    }
}

QVariant RunsModel::sortValue(const RunRow &run, int column) const
{
    if (isMetric(column))
        return run.metrics[static_cast<std::size_t>(column - FirstMetric)];
    if (column == durationColumn())
        return seconds(run);
    if (column == startedColumn())
        return static_cast<qint64>(run.start);
    if (column == Number)
        return static_cast<qint64>(run.number);
    return shown(run, column);
}

QString RunsModel::sentence(const RunRow &run) const
{
    QString said = tr("Run %1, %2, %3, started %4")
                       .arg(QString::number(run.number), text(run.name), statusText(run).toLower(),
                            NumberText::time(run.start));
    for (std::size_t i = 0; i < run.metrics.size(); ++i) {
        if (std::isfinite(run.metrics[i]))
            said = tr("%1, %2 %3")
                       .arg(said, NumberText::metricLabel(m_query.metrics[i]),
                            NumberText::metric(m_query.metrics[i], run.metrics[i]));
    }
    return tr("%1.").arg(said);
}

} // namespace slipway::ui
