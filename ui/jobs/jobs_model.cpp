#include "ui/jobs/jobs_model.h"

#include "ui/jobs/job_sentence.h"
#include "ui/jobs/job_status.h"
#include "ui/models/text.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace slipway::ui {

namespace {

namespace fs = std::filesystem;

constexpr int slowlyMs = 2000; ///< for file systems that do not tell of changes
constexpr int soonMs = 150; ///< for a folder whose job has not written its first line yet
constexpr std::size_t mostRecent = 100;

/// Whether an old job still runs, a server for days, say: its first line tells without reading the others.
bool stillRuns(const fs::path &folder)
{
    workspace::JobFollower follower(folder);
    const auto first = follower.poll(1);
    workspace::JobSummary job;
    if (first) {
        for (const auto &event : first.value())
            workspace::applyEvent(event, job);
    }
    return job.state == workspace::JobState::Running && workspace::isAlive(job.process);
}

/// A folder without a first line belongs to a job that begins right now, or to one that was killed long ago.
bool isNew(const fs::path &folder)
{
    std::error_code error;
    const auto made = fs::last_write_time(folder, error);
    return !error && fs::file_time_type::clock::now() - made < std::chrono::seconds(5);
}

} // namespace

/// What one look at the folder brought up.
struct JobsModel::Found {
    std::vector<workspace::JobSummary> jobs;
    QStringList tooOld;
    bool someAreBeginning = false;
};

JobsModel::JobsModel(fs::path workspace, QObject *parent)
    : QAbstractListModel(parent)
    , m_workspace(std::move(workspace))
{
    m_pool.setMaxThreadCount(1);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &JobsModel::look);
    connect(&m_slowly, &QTimer::timeout, this, &JobsModel::look);
    m_slowly.start(slowlyMs);
    look();
}

JobsModel::~JobsModel()
{
    m_pool.waitForDone();
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    const Job *found = job(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return JobSentence::whole(*found);
    case Qt::AccessibleTextRole:
        return sentence(*found);
    case Qt::ToolTipRole:
        return found->state() == Job::State::Failed && found->outcome()
            ? text(found->outcome()->error().message)
            : QString();
    case SortRole:
    case IdRole:
        return found->id();
    case StatusRole:
        return QVariant::fromValue(statusOf(found->state()));
    case FractionRole:
        return found->fraction();
    case StageRole:
        return JobSentence::detail(*found);
    case StateRole:
        return QVariant::fromValue(found->state());
    case StateTextRole:
        return JobSentence::stateText(found->state());
    case TimeLeftRole:
        return JobSentence::timeLeft(*found);
    case CommandRole:
        return JobSentence::commandLine(text(m_workspace.string()), found->command());
    case StartedRole:
        return found->started() == 0 ? QVariant() : QDateTime::fromMSecsSinceEpoch(found->started() / 1000);
    case EndsWithWindowRole:
        return found->command().contains(QLatin1String("--parent"));
    case CanStopRole:
        return !found->hasEnded() && found->state() != Job::State::Stopping;
    default:
        return {};
    }
}

QHash<int, QByteArray> JobsModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names[FractionRole] = "fraction";
    names[StageRole] = "stage";
    names[StateRole] = "state";
    names[StateTextRole] = "stateText";
    names[TimeLeftRole] = "timeLeft";
    names[CommandRole] = "command";
    names[StartedRole] = "started";
    names[CanStopRole] = "canStop";
    names[EndsWithWindowRole] = "endsWithWindow";
    return names;
}

QString JobsModel::sentence(const Job &job) const
{
    if (job.state() != Job::State::Running || job.fraction() <= 0)
        return tr("%1.").arg(JobSentence::whole(job));
    const QString percent = QLocale().toString(static_cast<int>(100 * job.fraction()));
    const QString left = JobSentence::timeLeft(job);
    return left.isEmpty() ? tr("%1, %2 percent.").arg(JobSentence::whole(job), percent)
                          : tr("%1, %2 percent, %3.").arg(JobSentence::whole(job), percent, left);
}

Job *JobsModel::job(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_jobs.size() ? m_jobs[index.row()] : nullptr;
}

Job *JobsModel::job(const QString &id) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](Job *job) { return job->id() == id; });
    return found == m_jobs.end() ? nullptr : *found;
}

QList<Job *> JobsModel::running() const
{
    QList<Job *> list;
    std::copy_if(m_jobs.begin(), m_jobs.end(), std::back_inserter(list),
                 [](const Job *job) { return !job->hasEnded(); });
    return list;
}

void JobsModel::add(Job *job)
{
    m_known.insert(job->id());
    insert(job);
    Q_EMIT runningChanged(static_cast<int>(running().size()));
}

/// Looks for new folders on another thread: the newest jobs are read as a whole, of the others only whether
/// they still run.
void JobsModel::look()
{
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    const fs::path folder = m_workspace / "jobs";
    if (m_watcher.directories().isEmpty() && fs::is_directory(folder))
        m_watcher.addPath(text(folder.string()));
    m_pool.start([this, folder, known = m_known] {
        std::vector<std::string> ids;
        std::error_code error;
        for (const auto &entry : fs::directory_iterator(folder, error))
            ids.push_back(entry.path().filename().string());
        std::sort(ids.rbegin(), ids.rend()); // ids begin with their time
        Found found;
        const workspace::Jobs jobs(folder);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (known.contains(text(ids[i])))
                continue;
            if (i >= mostRecent && !stillRuns(folder / ids[i])) {
                found.tooOld << text(ids[i]);
                continue;
            }
            auto job = jobs.find(ids[i]);
            if (job && job.value().started != 0)
                found.jobs.push_back(std::move(job).value());
            else
                found.someAreBeginning = found.someAreBeginning || isNew(folder / ids[i]);
        }
        QMetaObject::invokeMethod(
            this, [this, found = std::move(found)] { show(found); }, Qt::QueuedConnection);
    });
}

void JobsModel::show(const Found &found)
{
    m_looking = false;
    for (const auto &id : found.tooOld)
        m_known.insert(id);
    for (const auto &summary : found.jobs) {
        const QString id = text(summary.id);
        if (m_known.contains(id)) // started here while the thread was looking
            continue;
        m_known.insert(id);
        insert(new Job(m_workspace / "jobs", summary, this));
    }
    if (!found.jobs.empty()) {
        trim();
        Q_EMIT runningChanged(static_cast<int>(running().size()));
    }
    if (!m_complete) {
        m_complete = true;
        Q_EMIT completed();
    }
    if (m_lookAgain || found.someAreBeginning)
        QTimer::singleShot(soonMs, this, &JobsModel::look);
    m_lookAgain = false;
}

void JobsModel::insert(Job *job)
{
    job->setParent(this);
    const auto place =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job *other) { return other->id() < job->id(); });
    const int row = static_cast<int>(place - m_jobs.begin());
    beginInsertRows({}, row, row);
    m_jobs.insert(row, job);
    endInsertRows();
    if (!job->hasEnded())
        connectTo(job);
}

void JobsModel::connectTo(Job *job)
{
    connect(job, &Job::progressed, this, [this, job] { rowChanged(job); });
    connect(job, &Job::announced, this, [this, job] { rowChanged(job); });
    connect(job, &Job::stateChanged, this, [this, job] { rowChanged(job); });
    connect(job, &Job::measured, this, &JobsModel::measured);
    connect(job, &Job::finished, this, [this, job] {
        Q_EMIT runningChanged(static_cast<int>(running().size()));
        Q_EMIT jobEnded(job);
    });
}

void JobsModel::rowChanged(Job *job)
{
    const auto row = static_cast<int>(m_jobs.indexOf(job));
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

void JobsModel::trim()
{
    for (auto row = static_cast<int>(m_jobs.size()) - 1;
         row >= 0 && m_jobs.size() > static_cast<qsizetype>(mostRecent); --row) {
        if (!m_jobs[row]->hasEnded())
            continue;
        beginRemoveRows({}, row, row);
        m_jobs.takeAt(row)->deleteLater();
        endRemoveRows();
    }
}

} // namespace slipway::ui
