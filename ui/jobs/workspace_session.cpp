#include "ui/jobs/workspace_session.h"

#include "core/base/messages.h"
#include "core/workspace/sqlite_store.h"
#include "ui/jobs/job_sentence.h"
#include "ui/models/text.h"

#include <utility>

namespace slipway::ui {

namespace {

namespace fs = std::filesystem;

constexpr int feedMs = 250;

} // namespace

WorkspaceSession::WorkspaceSession(fs::path folder, std::unique_ptr<workspace::Store> store,
                                   workspace::ChangeFeed feed, const QString &engine)
    : m_folder(std::move(folder))
    , m_store(std::move(store))
    , m_feed(std::move(feed))
    , m_reader(m_folder)
    , m_launcher(m_folder, engine)
    , m_jobs(m_folder)
    , m_edits(m_launcher)
    , m_server(m_launcher, m_jobs)
{
    connect(&m_launcher, &Launcher::started, &m_jobs, &JobsModel::add);
    connect(&m_jobs, &JobsModel::jobEnded, this, [this](const Job *job) {
        // Its run would say RUNNING for ever. One that was stopped inside a long call has not closed it either.
        if (job->state() == Job::State::Lost || job->state() == Job::State::Cancelled)
            m_reader.tidyUp();
    });
    connect(&m_timer, &QTimer::timeout, this, &WorkspaceSession::poll);
    m_timer.start(feedMs);
    m_reader.tidyUp();
}

WorkspaceSession::~WorkspaceSession() = default;

Result<std::unique_ptr<WorkspaceSession>> WorkspaceSession::open(const QString &given,
                                                                 workspace::OpenMode mode,
                                                                 const QString &engine)
{
    const fs::path folder = fs::absolute(path(given)).lexically_normal();
    const auto records = folder / "slipway.db";
    if (mode == workspace::OpenMode::Create && !fs::exists(records))
        SLIPWAY_TRY(workspace::Workspace::open(folder, mode, {{}, "console", {}}));
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_directory(folder, error))
        return failure("workspace.not_a_folder", {{"folder", folder.string()}});
    if (!fs::exists(records, error))
        return failure("workspace.missing", {{"folder", folder.string()}});
    SLIPWAY_ASSIGN(auto store, workspace::openSqliteStore(records));
    SLIPWAY_ASSIGN(auto feed, workspace::ChangeFeed::start(*store));
    return std::unique_ptr<WorkspaceSession>(
        new WorkspaceSession(folder, std::move(store), std::move(feed), engine));
}

QString WorkspaceSession::name() const
{
    return text(m_folder.filename().empty() ? m_folder.parent_path().filename().string()
                                            : m_folder.filename().string());
}

QString WorkspaceSession::folder() const
{
    return text(m_folder.string());
}

QString WorkspaceSession::commandLine(const QStringList &command) const
{
    return JobSentence::commandLine(folder(), command);
}

void WorkspaceSession::poll()
{
    const auto news = m_feed.poll();
    if (!news) {
        if (!std::exchange(m_feedFailed, true))
            Q_EMIT feedFailed(news.error());
        return;
    }
    m_feedFailed = false;
    if (!news.value().changed)
        return;
    if (!news.value().events.empty())
        Q_EMIT happened(news.value().events);
    Q_EMIT changed();
}

} // namespace slipway::ui
