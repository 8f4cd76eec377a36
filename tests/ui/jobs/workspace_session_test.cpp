#include "ui/jobs/workspace_session.h"

#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "tests/ui/jobs/following.h"

#include <QProcess>
#include <QSignalSpy>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;
using workspace::OpenMode;

class WorkspaceSessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyFolderBecomesAWorkspace();
    void aFolderThatIsNoneIsSaid();
    void aChangeByAnotherProcessIsHeardWithinASecond();
    void aPointOfACurveIsAChangeWithoutAnEvent();
    void twoSessionsOnOneWorkspaceHearEachOther();
    void runsOfALostJobAreClosed();
    void aSessionMayEndWhileItReads();

private:
    static constexpr int patience = 30'000;

    std::unique_ptr<WorkspaceSession> open(const SampleWorkspace &workspace)
    {
        auto session =
            WorkspaceSession::open(workspace.name(), OpenMode::Existing, slipway::testing::engineProgram());
        if (!session)
            qFatal("%s", session.error().message.c_str());
        return std::move(session).value();
    }
};

void WorkspaceSessionTest::anEmptyFolderBecomesAWorkspace()
{
    const TemporaryFolder folder;
    const QString name = text((folder / "my feed").string());
    const auto session = WorkspaceSession::open(name, OpenMode::Create);
    QVERIFY_OK(session);
    QCOMPARE(session.value()->name(), QStringLiteral("my feed"));
    QCOMPARE(session.value()->folder(), name);
    QVERIFY(!session.value()->isReadOnly());
    QVERIFY(std::filesystem::exists(folder / "my feed/slipway.db"));
    QCOMPARE(session.value()->commandLine({QStringLiteral("train")}),
             QStringLiteral("slipway -w '%1' train").arg(name));
    QVERIFY_OK(WorkspaceSession::open(name + QLatin1Char('/'), OpenMode::Existing));
}

void WorkspaceSessionTest::aFolderThatIsNoneIsSaid()
{
    const TemporaryFolder folder;
    folder.write("holiday.txt", "sun");
    const QString name = text(folder.path().string());
    QVERIFY_FAILS(WorkspaceSession::open(name, OpenMode::Existing), "workspace.missing");
    QVERIFY_FAILS(WorkspaceSession::open(name, OpenMode::Create), "workspace.not_one");
    QVERIFY_FAILS(WorkspaceSession::open(name + QStringLiteral("/holiday.txt"), OpenMode::Existing),
                  "workspace.not_a_folder");
}

void WorkspaceSessionTest::aChangeByAnotherProcessIsHeardWithinASecond()
{
    SampleWorkspace workspace;
    const auto run = workspace.addRun("ranker");
    const auto session = open(workspace);
    std::vector<workspace::LoggedEvent> heard;
    connect(session.get(), &WorkspaceSession::happened, this,
            [&](const std::vector<workspace::LoggedEvent> &events) {
                heard.insert(heard.end(), events.begin(), events.end());
            });
    QTest::qWait(300);
    QProcess other;
    other.start(slipway::testing::engineProgram(),
                {QStringLiteral("-w"), workspace.name(), QStringLiteral("runs"), QStringLiteral("delete"),
                 text(run)});
    QVERIFY(other.waitForFinished(patience)); // nothing is polled meanwhile: the second begins now
    QCOMPARE(other.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(heard.size(), std::size_t {1}, 1000);
    QCOMPARE_TEXT(heard.front().change.kind, "run.deleted");
    QCOMPARE_TEXT(heard.front().change.subject, run);
}

void WorkspaceSessionTest::aPointOfACurveIsAChangeWithoutAnEvent()
{
    SampleWorkspace workspace;
    const auto run = workspace.addRun("ranker");
    const auto session = open(workspace);
    QTest::qWait(600); // what the session itself tidies up is over
    int changes = 0;
    int events = 0;
    connect(session.get(), &WorkspaceSession::changed, this, [&] { ++changes; });
    connect(session.get(), &WorkspaceSession::happened, this, [&] { ++events; });
    QVERIFY_OK(workspace.workspace().runs().addMetrics(run, {{"loss", 1, 1, 0.5}}));
    QTRY_COMPARE_WITH_TIMEOUT(changes, 1, 1000);
    QTest::qWait(600);
    QCOMPARE(changes, 1);
    QCOMPARE(events, 0);
}

void WorkspaceSessionTest::twoSessionsOnOneWorkspaceHearEachOther()
{
    SampleWorkspace workspace;
    const auto first = open(workspace);
    const auto second = open(workspace);
    QTRY_VERIFY(second->jobs().isComplete());
    int heard = 0;
    connect(second.get(), &WorkspaceSession::happened, this, [&] { ++heard; });
    const auto job = first->start(slipway::testing::shortCommand());
    QVERIFY_OK(job);
    QTRY_VERIFY_WITH_TIMEOUT(job.value()->hasEnded(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(second->jobs().job(job.value()->id()), patience);
    QTRY_COMPARE_WITH_TIMEOUT(second->jobs().job(job.value()->id())->state(), Job::State::Done, patience);
    QTRY_VERIFY_WITH_TIMEOUT(heard > 0, 2000);
    QCOMPARE(first->jobs().rowCount(), 1);
}

// A training that was killed could not say so in its run.
void WorkspaceSessionTest::runsOfALostJobAreClosed()
{
    SampleWorkspace workspace;
    const auto session = open(workspace);
    const auto job = session->start(slipway::testing::longCommand());
    QVERIFY_OK(job);
    QTRY_VERIFY_WITH_TIMEOUT(job.value()->fraction() > 0, patience);
    const auto run = workspace.workspace()
                         .runs()
                         .create({"feed", "ranker", "ada", job.value()->id().toStdString()})
                         .value();
    ::kill(-slipway::testing::summaryOf(workspace.folder(), job.value()).process.pid, SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(job.value()->state(), Job::State::Lost, patience);
    QTRY_COMPARE_WITH_TIMEOUT(text(workspace.workspace().runs().find(run).value().status),
                              QStringLiteral("KILLED"), patience);
}

void WorkspaceSessionTest::aSessionMayEndWhileItReads()
{
    SampleWorkspace workspace;
    for (int i = 0; i < 20; ++i)
        workspace.addRun("run");
    for (int i = 0; i < 20; ++i) {
        auto session = open(workspace);
        Pending pending;
        session->reader().runs(pending, {}, [](const auto &) { QFAIL("answered after its end"); });
        session.reset();
        QCoreApplication::processEvents();
    }
}

SLIPWAY_UI_TEST_MAIN(WorkspaceSessionTest)
#include "workspace_session_test.moc"
