#include "ui/pages/workspace_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_sentence.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/rows_model.h"
#include "ui/models/text.h"

#include <QClipboard>
#include <QGuiApplication>

namespace slipway::ui {

namespace {

constexpr double exampleFraction = 0.6;

/// What somebody who is asked for help wants to know.
QString detailsOf(const QString &commandLine, const Error &error)
{
    QString details = commandLine;
    details += QStringLiteral("\n%1 (%2)\n%3")
                   .arg(text(error.id), text(errorCodeName(error.code)), text(error.message));
    if (!error.detail.empty())
        details += QLatin1Char('\n') + text(error.detail);
    return details.trimmed();
}

} // namespace

WorkspacePage::WorkspacePage(const PageServices &services, const PageDescription &description,
                             QWidget *parent)
    : Page({services.theme, services.actions}, description, parent)
    , m_services(services)
{
    connect(&session(), &WorkspaceSession::changed, this, &WorkspacePage::readAgain);
    connect(this, &Page::stopRequested, this, [this] {
        if (m_work)
            m_work->stop();
    });
}

WorkspacePage::~WorkspacePage() = default;

Job *WorkspacePage::work() const
{
    return m_work;
}

QString WorkspacePage::commandLine() const
{
    const QStringList words = command();
    return words.isEmpty() ? QString() : session().commandLine(words);
}

void WorkspacePage::openPage(const QString &id) const
{
    if (m_services.openPage)
        m_services.openPage(id);
}

void WorkspacePage::say(const QString &sentence, const QString &link, std::function<void()> follow) const
{
    if (m_services.toast)
        m_services.toast(sentence, link, std::move(follow));
}

void WorkspacePage::showExample(View view)
{
    m_held = true;
    switch (view) {
    case View::Empty:
        views().showEmpty();
        return;
    case View::Busy:
        views().showBusy(JobSentence::title(command()));
        views().setProgress(exampleFraction, JobSentence::title(command()), tr("%1 left").arg(tr("6 s")));
        return;
    case View::Result:
        refresh();
        views().showResult();
        return;
    case View::Failure:
        showWorkFailure(command(),
                        {ErrorCode::Environment,
                         "disk.full",
                         Json::object(),
                         tr("The disk is full. Make room and try again.").toStdString(),
                         {}});
        return;
    }
}

void WorkspacePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_stale)
        readAgain();
}

void WorkspacePage::readAgain()
{
    m_stale = !isVisible();
    if (!m_stale)
        refresh();
}

void WorkspacePage::showContent(bool isEmpty)
{
    m_isEmpty = isEmpty;
    if (m_held || m_failed || m_work)
        return;
    if (isEmpty)
        views().showEmpty();
    else
        views().showResult();
}

void WorkspacePage::showReadingFailure(const Error &error)
{
    if (m_held)
        return;
    showFailure({.title = tr("The workspace cannot be read"),
                 .sentence = text(error.message),
                 .ways = {{.objectName = id() + QStringLiteral(".read_again"),
                           .verb = tr("&Read again"),
                           .run =
                               [this] {
                                   m_failed = false;
                                   refresh();
                               }}},
                 .details = detailsOf(commandLine(), error)});
}

void WorkspacePage::showContentOf(RowsModelBase &model)
{
    connect(&model, &RowsModelBase::loaded, this, [this, &model] { showContent(model.rowCount() == 0); });
    connect(&model, &RowsModelBase::failed, this, &WorkspacePage::showReadingFailure);
}

Job *WorkspacePage::startWork(const QStringList &command)
{
    if (m_work)
        return nullptr;
    const auto started = session().start(command);
    if (!started) {
        showWorkFailure(command, started.error());
        return nullptr;
    }
    m_failed = false;
    m_work = started.value();
    followWork(m_work);
    actions().refresh();
    return m_work;
}

Job *WorkspacePage::startBeside(const QStringList &command)
{
    const auto started = session().start(command);
    if (!started) {
        showWorkFailure(command, started.error());
        return nullptr;
    }
    connect(started.value(), &Job::finished, this, [this, command](const Result<Json> &outcome) {
        if (!outcome && outcome.error().code != ErrorCode::Cancelled)
            showWorkFailure(command, outcome.error());
        actions().refresh();
    });
    actions().refresh();
    return started.value();
}

void WorkspacePage::followWork(Job *job)
{
    const QStringList command = job->command();
    views().showBusy(JobSentence::title(command));
    connect(job, &Job::progressed, this, [this, job] {
        if (m_work == job)
            views().setProgress(job->fraction(), JobSentence::whole(*job), JobSentence::timeLeft(*job));
    });
    connect(job, &Job::finished, this,
            [this, command](const Result<Json> &outcome) { takeEnd(command, outcome); });
}

void WorkspacePage::takeEnd(const QStringList &command, const Result<Json> &outcome)
{
    m_work = nullptr;
    if (outcome) {
        refresh();
        showContent(false);
    } else if (outcome.error().code == ErrorCode::Cancelled) {
        views().showStopped();
        refresh();
    } else {
        showWorkFailure(command, outcome.error());
    }
    actions().refresh();
}

void WorkspacePage::showFailure(const FailureText &failure)
{
    m_failed = true;
    views().showFailure(failure);
}

void WorkspacePage::leaveFailure()
{
    m_failed = false;
    m_held = false;
    showContent(m_isEmpty);
    refresh();
}

void WorkspacePage::showWorkFailure(const QStringList &command, const Error &error)
{
    const QString details = detailsOf(session().commandLine(command), error);
    showFailure({.title = tr("“%1” did not finish").arg(JobSentence::title(command)),
                 .sentence = tr("%1 What was there before is unchanged.").arg(text(error.message)),
                 .ways = {{.objectName = id() + QStringLiteral(".try_again"),
                           .verb = tr("&Try again"),
                           .run =
                               [this, command] {
                                   leaveFailure();
                                   startWork(command);
                               }},
                          {.objectName = id() + QStringLiteral(".leave_failure"),
                           .verb = tr("&Back"),
                           .run = [this] { leaveFailure(); }},
                          {.objectName = id() + QStringLiteral(".copy_details"),
                           .verb = tr("Copy &details"),
                           .run = [details] { QGuiApplication::clipboard()->setText(details); }}},
                 .details = details});
}

} // namespace slipway::ui
