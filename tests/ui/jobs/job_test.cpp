#include "ui/jobs/job.h"

#include "core/base/messages.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "tests/ui/jobs/following.h"

#include <QElapsedTimer>

#include <cmath>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::Heard;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;

/// Jobs as real processes of the engine, and job folders as other processes leave them.
class JobTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobIsFollowedFromStartToFinish();
    void aStoppedJobAnswersAtOnceAndSaysNothingMore();
    void aJobCanBeStoppedBeforeItHasSaidAnything();
    void aKilledJobIsLost();
    void anotherObjectFollowsARunningJobOn();
    void aJobThatEndedLongAgoIsToldAgain();
    void aJobOutlivesItsObjects();
    void aVerbWithoutAJobFolderAnswersToo();
    void aCommandThatMakesNoSenseSaysWhy();
    void anEngineThatIsNotThereIsNamed();
    void aGateThatStaysShutIsARefusal();
    void curvesComePointByPoint();
    void deletingAJobAnnouncesNothing();
    void aJobMayBeDeletedWhereItsEndIsHeard();
    void aLongHistoryDoesNotHoldUpTheWindow();

private:
    static constexpr int patience = 30'000; ///< the machine may be busy

    Job *start(SampleWorkspace &workspace, const QStringList &command)
    {
        auto *launcher = new Launcher(workspace.folder(), slipway::testing::engineProgram(), this);
        auto job = launcher->start(command);
        if (!job)
            qFatal("%s", job.error().message.c_str());
        return job.value();
    }
};

void JobTest::aJobIsFollowedFromStartToFinish()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::shortCommand());
    Heard heard(job);
    QCOMPARE(job->state(), Job::State::Starting);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QVERIFY_OK(heard.ends.front());
    QCOMPARE(heard.ends.front().value().at("rows").at("interactions").get<int>(), 2000);
    QCOMPARE(job->state(), Job::State::Done);
    QCOMPARE(heard.words.first(), QStringLiteral("Running"));
    QCOMPARE(heard.words.mid(heard.words.size() - 2),
             (QStringList {QStringLiteral("Done"), QStringLiteral("finished")}));
    QVERIFY(std::is_sorted(heard.progress.begin(), heard.progress.end()));
    QVERIFY(!heard.progress.empty());
    QVERIFY(job->ended() > job->started());
    QCOMPARE(job->command(), slipway::testing::shortCommand());
    QVERIFY_OK(workspace.workspace().datasets().find("interactions"));
    QCOMPARE_TEXT(workspace.workspace().events().latest(1).value().front().origin.through, "console");
}

void JobTest::aStoppedJobAnswersAtOnceAndSaysNothingMore()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::longCommand());
    Heard heard(job);
    QTRY_VERIFY_WITH_TIMEOUT(!heard.progress.empty(), patience);
    heard.words.clear();
    QElapsedTimer timer;
    timer.start();
    job->stop();
    QVERIFY(timer.elapsed() < 50);
    QCOMPARE(job->state(), Job::State::Stopping);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QCOMPARE(
        heard.words,
        (QStringList {QStringLiteral("Stopping"), QStringLiteral("Cancelled"), QStringLiteral("finished")}));
    QCOMPARE(heard.ends.front().error().code, ErrorCode::Cancelled);
    QVERIFY(workspace.workspace().datasets().list().value().empty());
    job->stop(); // a second time, and too late
    QCOMPARE(job->state(), Job::State::Cancelled);
}

void JobTest::aJobCanBeStoppedBeforeItHasSaidAnything()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::longCommand());
    Heard heard(job);
    job->stop();
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QCOMPARE(job->state(), Job::State::Cancelled);
    QCOMPARE(heard.ends.size(), std::size_t {1});
}

void JobTest::aKilledJobIsLost()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::longCommand());
    Heard heard(job);
    QTRY_VERIFY_WITH_TIMEOUT(!heard.progress.empty(), patience);
    ::kill(-slipway::testing::summaryOf(workspace.folder(), job).process.pid, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QCOMPARE(job->state(), Job::State::Lost);
    QVERIFY_FAILS(heard.ends.front(), "job.lost");
}

void JobTest::anotherObjectFollowsARunningJobOn()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::longCommand());
    Heard first(job);
    QTRY_VERIFY_WITH_TIMEOUT(first.progress.size() > 1, patience);

    Job again(workspace.folder() / "jobs", job->id());
    Heard heard(&again);
    QTRY_VERIFY_WITH_TIMEOUT(again.state() == Job::State::Running && heard.progress.size() > 1, patience);
    QCOMPARE(heard.progress.front(), first.progress.front()); // from its beginning
    QCOMPARE(again.command(), job->command());
    again.stop();
    QCOMPARE(again.state(), Job::State::Stopping);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded() && first.hasEnded(), patience);
    QCOMPARE(again.state(), Job::State::Cancelled);
    QCOMPARE(job->state(), Job::State::Cancelled); // who did not stop it hears of it too
}

void JobTest::aJobThatEndedLongAgoIsToldAgain()
{
    const TemporaryFolder folder;
    {
        const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
        recorder->append("progress", {{"fraction", 0.5}, {"stage", "training"}});
        recorder->append("result", {{"result", {{"run_id", "r"}}}});
    }
    Job job(folder.path(), QStringLiteral("j1"));
    Heard heard(&job);
    QTRY_VERIFY(heard.hasEnded());
    QCOMPARE(heard.words,
             (QStringList {QStringLiteral("Running"), QStringLiteral("progress"), QStringLiteral("Done"),
                           QStringLiteral("finished")}));
    QCOMPARE_TEXT(heard.ends.front().value().at("run_id").get<std::string>(), "r");
}

void JobTest::aJobOutlivesItsObjects()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, slipway::testing::longCommand());
    Heard heard(job);
    QTRY_VERIFY_WITH_TIMEOUT(!heard.progress.empty(), patience);
    const auto process = slipway::testing::summaryOf(workspace.folder(), job).process;
    delete job->parent(); // the launcher, as at the end of a window
    QTest::qWait(300);
    QVERIFY(workspace::isAlive(process));
    QCOMPARE(::getpgid(process.pid), process.pid); // a group and a session of its own
    QCOMPARE(::getsid(process.pid), process.pid);
    ::kill(-process.pid, SIGKILL);
    ::waitpid(process.pid, nullptr, 0);
}

void JobTest::aVerbWithoutAJobFolderAnswersToo()
{
    SampleWorkspace workspace;
    const auto run = workspace.addRun("ranker");
    Job *job = start(workspace, {QStringLiteral("runs"), QStringLiteral("delete"), text(run)});
    Heard heard(job);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QVERIFY_OK(heard.ends.front());
    QCOMPARE_TEXT(heard.ends.front().value().at("inverse").get<std::string>(), "runs restore " + run);
    QVERIFY(workspace.workspace().runs().find(run).value().deleted);
}

void JobTest::aCommandThatMakesNoSenseSaysWhy()
{
    SampleWorkspace workspace;
    Job *job = start(workspace, {QStringLiteral("teleport")});
    Heard heard(job);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), patience);
    QCOMPARE(job->state(), Job::State::Failed);
    QVERIFY_FAILS(heard.ends.front(), "engine.unknown_verb");
}

void JobTest::anEngineThatIsNotThereIsNamed()
{
    const TemporaryFolder folder;
    Launcher launcher(folder.path(), QStringLiteral("/no/such/slipway"));
    const auto job = launcher.start({QStringLiteral("train")});
    QVERIFY_FAILS(job, "job.no_engine");
    QVERIFY(job.error().message.find("/no/such/slipway") != std::string::npos);
}

void JobTest::aGateThatStaysShutIsARefusal()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"registry", "promote"}).value();
    Job job(folder.path(), QStringLiteral("j1"));
    Heard heard(&job);
    recorder->append("result", {{"result", {{"passed", false}, {"gates", Json::array()}}}});
    QTRY_VERIFY(heard.hasEnded());
    QCOMPARE(job.state(), Job::State::Refused);
    QVERIFY_OK(heard.ends.front()); // a no is an answer
}

void JobTest::curvesComePointByPoint()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
    Job job(folder.path(), QStringLiteral("j1"));
    Heard heard(&job);
    recorder->append("state", {{"state", "training"}, {"run", "r1"}, {"epochs", 3}});
    recorder->append("metric", {{"run", "r1"}, {"key", "val_auc"}, {"step", 1}, {"value", 0.61}});
    QTRY_COMPARE(heard.points.size(), std::size_t {1});
    QCOMPARE(heard.points[0].key, QStringLiteral("val_auc"));
    QCOMPARE(heard.points[0].value, 0.61);
    QCOMPARE(job.run(), QStringLiteral("r1"));
    QCOMPARE(job.epochs(), 3);
    recorder->append("metric", {{"run", "r1"}, {"key", "val_auc"}, {"step", 2}, {"value", nullptr}});
    QTRY_COMPARE(heard.points.size(), std::size_t {2});
    QVERIFY(std::isnan(heard.points[1].value));
}

void JobTest::deletingAJobAnnouncesNothing()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
    auto *job = new Job(folder.path(), QStringLiteral("j1"));
    Heard heard(job);
    QTRY_COMPARE(job->state(), Job::State::Running);
    recorder->append("result", {{"result", Json::object()}});
    heard.words.clear();
    delete job;
    QTest::qWait(150);
    QVERIFY(heard.words.isEmpty());
}

void JobTest::aJobMayBeDeletedWhereItsEndIsHeard()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("result", {{"result", Json::object()}});
    QPointer<Job> job = new Job(folder.path(), QStringLiteral("j1"));
    connect(job, &Job::finished, this, [&] { delete job.data(); });
    QTRY_VERIFY(job.isNull());
    QPointer<Job> other = new Job(folder.path(), QStringLiteral("j1"));
    connect(other, &Job::stateChanged, this, [&] { delete other.data(); });
    QTRY_VERIFY(other.isNull());
}

// 200,000 points are read in parts: between two of them the window lives.
void JobTest::aLongHistoryDoesNotHoldUpTheWindow()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
    std::string points;
    for (int step = 0; step < 200'000; ++step) {
        points += R"({"event":"metric","key":"loss","run":"r","step":)" + std::to_string(step)
            + R"(,"value":0.5,"v":1})" + "\n";
    }
    std::ofstream(folder / "j1/events.jsonl", std::ios::app) << points;
    qint64 longest = 0;
    QElapsedTimer sinceTick;
    QTimer ticking;
    connect(&ticking, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceTick.restart()); });
    Job job(folder.path(), QStringLiteral("j1"));
    qint64 count = 0;
    connect(&job, &Job::measured, this, [&] { ++count; });
    ticking.start(0);
    sinceTick.start();
    QElapsedTimer whole;
    whole.start();
    QTRY_COMPARE_WITH_TIMEOUT(count, 200'000, patience);
    qInfo("longest pause %lld of %lld ms", static_cast<long long>(longest),
          static_cast<long long>(whole.elapsed()));
    QVERIFY2(longest < whole.elapsed() / 3, "the window stood still"); // a hundredth on a quiet machine
}

SLIPWAY_UI_TEST_MAIN(JobTest)
#include "job_test.moc"
