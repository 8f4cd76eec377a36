#include "ui/pages/experiments_runs.h"

#include "core/base/json_value.h"
#include "ui/jobs/job_sentence.h"
#include "ui/jobs/jobs_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/experiments_drawn.h"
#include "ui/widgets/item_roles.h"

#include <algorithm>

namespace slipway::ui {

namespace {

using workspace::RunRow;

constexpr auto decidingMetric = "val_auc";

bool isRunning(const RunRow &run)
{
    return run.status == "RUNNING";
}

double secondsSoFar(const Job &job)
{
    return static_cast<double>(utcNow() - job.started()) / static_cast<double>(microsPerSecond);
}

} // namespace

ExperimentRuns::ExperimentRuns(WorkspaceReader &reader, JobsModel &jobs, DrawnRuns &drawn, QObject *parent)
    : RunsModel(reader, parent)
    , m_jobs(jobs)
    , m_drawn(drawn)
{
    connect(&jobs, &JobsModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        for (int row = first.row(); row <= last.row(); ++row) {
            if (const Job *job = m_jobs.job(m_jobs.index(row)))
                announceJob(*job);
        }
    });
    connect(&drawn, &DrawnRuns::changed, this, [this] {
        if (rowCount() > 0)
            announceRows(0, rowCount() - 1);
    });
}

int ExperimentRuns::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : progressColumn() + 1;
}

Qt::ItemFlags ExperimentRuns::flags(const QModelIndex &index) const
{
    const auto flags = RunsModel::flags(index);
    return index.column() == Number ? flags | Qt::ItemIsUserCheckable : flags;
}

bool ExperimentRuns::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const RunRow *run = row(index);
    if (!run || index.column() != Number || role != Qt::CheckStateRole)
        return false;
    const QString id = text(run->id);
    if (m_drawn.isDrawn(id) == (value.toInt() == Qt::Checked))
        return true;
    if (m_drawn.toggle(id))
        return true;
    Q_EMIT tickRefused();
    return false;
}

Job *ExperimentRuns::jobOf(const RunRow &run) const
{
    return run.job.empty() ? nullptr : m_jobs.job(text(run.job));
}

QString ExperimentRuns::reasonOf(const RunRow &run) const
{
    const Job *job = jobOf(run);
    if (!job || !job->outcome() || job->outcome()->ok())
        return {};
    return text(job->outcome()->error().message);
}

QVariant ExperimentRuns::headerCell(int column, int role) const
{
    if (column == progressColumn()) {
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(words());
        return role == Qt::DisplayRole ? QVariant(tr("Progress")) : QVariant();
    }
    if (role == Qt::TextAlignmentRole && column == Number)
        return QVariant::fromValue(words()); // the tick and the line stand before it
    return RunsModel::headerCell(column, role);
}

QVariant ExperimentRuns::cell(const RunRow &run, int column, int role) const
{
    if (column == progressColumn()) {
        if (const QVariant own = progressCell(run, role); own.isValid())
            return own;
    } else if (column == Number) {
        if (const QVariant own = tickCell(run, role); own.isValid())
            return own;
    } else if (role == StrongRole) {
        const int metric = column - FirstMetric;
        return metric >= 0 && metrics().value(metric) == QLatin1String(decidingMetric);
    } else if (column == durationColumn() && role == Qt::DisplayRole && isRunning(run)) {
        if (const Job *job = jobOf(run); job && job->started() > 0)
            return NumberText::duration(secondsSoFar(*job));
    }
    return RunsModel::cell(run, column, role);
}

QVariant ExperimentRuns::tickCell(const RunRow &run, int role) const
{
    const int style = m_drawn.styleOf(text(run.id));
    if (role == Qt::CheckStateRole)
        return style >= 0 ? Qt::Checked : Qt::Unchecked;
    if (role == StyleRole)
        return style >= 0 ? QVariant(style) : QVariant();
    if (role == Qt::ToolTipRole)
        return style >= 0 ? tr("Its curves are drawn above") : tr("Tick it to draw its curves above");
    return {};
}

QVariant ExperimentRuns::progressCell(const RunRow &run, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return progress(run);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(words());
    case Qt::ToolTipRole:
        return run.status == "FAILED" ? reasonOf(run) : QString();
    case StatusRole:
        return run.status == "FAILED" ? QVariant::fromValue(Status::Failed) : QVariant();
    case FractionRole: {
        const Job *job = isRunning(run) ? jobOf(run) : nullptr;
        return job ? QVariant(job->fraction()) : QVariant();
    }
    default:
        return {};
    }
}

QString ExperimentRuns::progress(const RunRow &run) const
{
    if (run.status == "FAILED")
        return tr("Why it failed");
    const Job *job = jobOf(run);
    if (!job)
        return NumberText::missing();
    if (isRunning(run))
        return JobSentence::detail(*job);
    if (!job->outcome() || !job->outcome()->ok())
        return job->outcome() ? tr("stopped") : NumberText::missing();
    const Json &result = job->outcome()->value();
    const int epochs = valueOr(result, "epochs", 0);
    if (epochs <= 0)
        return NumberText::missing();
    const int best = valueOr(result, "best_epoch", epochs);
    if (best != epochs)
        return tr("%1 epochs, best was %2").arg(QLocale().toString(epochs), QLocale().toString(best));
    return epochs == 1 ? tr("1 epoch") : tr("%1 epochs").arg(QLocale().toString(epochs));
}

void ExperimentRuns::announceJob(const Job &job)
{
    const int place = job.run().isEmpty() ? -1 : rowOf(job.run());
    if (place < 0)
        return;
    Q_EMIT dataChanged(index(place, durationColumn()), index(place, durationColumn()));
    Q_EMIT dataChanged(index(place, progressColumn()), index(place, progressColumn()));
}

} // namespace slipway::ui
