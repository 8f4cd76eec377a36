#include "core/workspace/jobs.h"

#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <thread>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::inChild;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;
using slipway::testing::withoutRights;

class JobsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStartedJobIsRunning();
    void everyEventIsOneNumberedLine();
    void aJobThatEndedWellIsDone();
    void aResultThatSaysNoIsRefused();
    void anErrorIsAFailure();
    void aCancelledJobDidNotFail();
    void nothingComesAfterTheLastEvent();
    void eventsOfManyThreadsDoNotMix();
    void aFollowerReadsEachEventOnce();
    void aLongHistoryIsReadInParts();
    void aHalfWrittenLineIsLeftForTheNextTime();
    void linesOfAnotherFormArePassedOver();
    void aJobWhoseProcessIsGoneIsLost();
    void theLastEventCountsThoughTheProcessIsGone();
    void jobsAreListedNewestFirst();
    void aJobThatIsNotThereIsNamed();
    void aCancelledJobGetsTheSignalAsAGroup();
    void aJobThatEndedCannotBeCancelled();
    void aJobOfSomebodyElseCannotBeCancelled();
    void aFullDiskDoesNotTakeTheLastEventWithIt();
    void aFolderThatCannotBeMadeIsNamed();
};

namespace {

namespace fs = std::filesystem;

JobSummary found(const TemporaryFolder &folder, const std::string &id)
{
    return Jobs(folder.path()).find(id).value();
}

} // namespace

void JobsTest::aStartedJobIsRunning()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train", "--set", "epochs=3"});
    QVERIFY_OK(recorder);
    const auto job = found(folder, "j1");
    QCOMPARE_TEXT(job.id, "j1");
    QCOMPARE(job.state, JobState::Running);
    QCOMPARE(job.command, (std::vector<std::string> {"train", "--set", "epochs=3"}));
    QVERIFY(job.process == thisProcess());
    QVERIFY(std::abs(job.started - utcNow()) < 60 * microsPerSecond);
    QCOMPARE(job.ended, TimeMicros {0});
    QVERIFY(job.result.is_null());
    recorder.value()->append("progress", {{"fraction", 0.25}, {"stage", "Epoch 1"}});
    QCOMPARE(found(folder, "j1").fraction, 0.25);
    QCOMPARE_TEXT(found(folder, "j1").stage, "Epoch 1");
}

// DESIGN.md: {"v":1,"seq","time","job","event", ...}.
void JobsTest::everyEventIsOneNumberedLine()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    const Json written = recorder->append("log", {{"level", "info"}, {"message", "two\nlines"}});
    auto events = JobFollower(folder / "j1").poll().value();
    QCOMPARE(events.size(), std::size_t {2});
    QCOMPARE_TEXT(events[0].at("event").get<std::string>(), "started");
    QCOMPARE(events[0].at("seq").get<int>(), 1);
    QCOMPARE(events[0].at("pid").get<int>(), ::getpid());
    QVERIFY(events[1] == written);
    QVERIFY_OK(parseIsoTime(events[1].at("time").get<std::string>()));
    events[1].erase("time");
    QCOMPARE_TEXT(writeJson(events[1]),
                  R"({"event":"log","job":"j1","level":"info","message":"two\nlines","seq":2,"v":1})");
}

void JobsTest::aJobThatEndedWellIsDone()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("result", {{"result", {{"run_id", "r"}}}});
    const auto job = found(folder, "j1");
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.fraction, 1.0);
    QVERIFY(job.ended >= job.started);
    QCOMPARE_TEXT(job.result.at("run_id").get<std::string>(), "r");
    QCOMPARE_TEXT(toJson(job).at("state").get<std::string>(), "done");
}

void JobsTest::aResultThatSaysNoIsRefused()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"registry", "promote"}).value();
    recorder->append("result", {{"result", {{"passed", false}}}});
    QCOMPARE(found(folder, "j1").state, JobState::Refused);
}

void JobsTest::anErrorIsAFailure()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("error", {{"error", {{"code", "bad_input"}, {"message", "No rows."}}}});
    const auto job = found(folder, "j1");
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE_TEXT(toJson(job).at("error").at("message").get<std::string>(), "No rows.");
}

void JobsTest::aCancelledJobDidNotFail()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("error", {{"error", {{"code", "cancelled"}}}});
    QCOMPARE(found(folder, "j1").state, JobState::Cancelled);
}

void JobsTest::nothingComesAfterTheLastEvent()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("result", {{"result", Json::object()}});
    const auto text = readText(folder / "j1/events.jsonl");
    QVERIFY(recorder->append("progress", {{"fraction", 0.5}}).empty());
    QVERIFY(recorder->append("error", {{"error", Json::object()}}).empty());
    QCOMPARE_TEXT(readText(folder / "j1/events.jsonl"), text);
}

void JobsTest::eventsOfManyThreadsDoNotMix()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 100; ++i)
                    recorder->append("metric", {{"key", std::string(200, 'k')}, {"value", i}});
            });
        }
    }
    const auto events = JobFollower(folder / "j1").poll().value();
    QCOMPARE(events.size(), std::size_t {401});
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].at("seq").get<std::size_t>(), i + 1);
}

void JobsTest::aFollowerReadsEachEventOnce()
{
    const TemporaryFolder folder;
    JobFollower follower(folder / "j1");
    QVERIFY_FAILS(follower.poll(), "job.missing");
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    QCOMPARE(follower.poll().value().size(), std::size_t {1});
    QVERIFY(follower.poll().value().empty());
    recorder->append("log", {{"message", "one"}});
    recorder->append("log", {{"message", "two"}});
    const auto events = follower.poll().value();
    QCOMPARE(events.size(), std::size_t {2});
    QCOMPARE_TEXT(events[1].at("message").get<std::string>(), "two");
    QVERIFY(follower.poll().value().empty());
}

void JobsTest::aLongHistoryIsReadInParts()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("log", {{"message", std::string(300'000, 'x')}}); // longer than any part
    for (int i = 0; i < 2000; ++i)
        recorder->append("log", {{"message", std::string(200, 'y')}});
    JobFollower follower(folder / "j1");
    std::vector<Json> events;
    int parts = 0;
    do {
        for (auto &event : follower.poll(100'000).value())
            events.push_back(std::move(event));
        ++parts;
    } while (follower.hasMore());
    QVERIFY(parts > 3);
    QCOMPARE(events.size(), std::size_t {2002});
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].at("seq").get<std::size_t>(), i + 1);
}

void JobsTest::aHalfWrittenLineIsLeftForTheNextTime()
{
    const TemporaryFolder folder;
    const auto file = folder.write("j1/events.jsonl", "{\"event\":\"started\"}\n{\"event\":\"prog");
    JobFollower follower(folder / "j1");
    QCOMPARE(follower.poll().value().size(), std::size_t {1});
    QVERIFY(follower.poll().value().empty());
    std::ofstream(file, std::ios::app) << "ress\"}\n";
    const auto events = follower.poll().value();
    QCOMPARE(events.size(), std::size_t {1});
    QCOMPARE_TEXT(events[0].at("event").get<std::string>(), "progress");
}

// Files are edited, damaged, and written by newer versions: none of that may end the one who reads them.
void JobsTest::linesOfAnotherFormArePassedOver()
{
    const TemporaryFolder folder;
    const auto self = thisProcess();
    folder.write("j1/events.jsonl",
                 "{\"event\":\"started\",\"command\":[\"train\"],\"pid\":" + std::to_string(self.pid)
                     + ",\"pid_start\":" + std::to_string(self.start) + "}\n"
                     + "garbage\n\n[1,2]\nnull\n{\"event\":5}\n{\"time\":7,\"event\":\"log\"}\n"
                       "{\"event\":\"progress\",\"fraction\":null}\n"
                       "{\"event\":\"progress\",\"fraction\":0.5,\"stage\":[]}\n"
                       "{\"event\":\"started\",\"command\":\"train\"}\n"
                       "{\"event\":\"from_the_future\",\"x\":1}\n"
                       "{\"event\":\"progress\",\"fraction\":0.75,\"stage\":\"Epoch 3\"}\n");
    const auto job = found(folder, "j1");
    QCOMPARE(job.state, JobState::Running);
    QCOMPARE(job.fraction, 0.75);
    QCOMPARE_TEXT(job.stage, "Epoch 3");
    QCOMPARE(job.command, std::vector<std::string> {"train"});
    QCOMPARE(Jobs(folder.path()).list().value().size(), std::size_t {1});

    folder.write("j2/events.jsonl", "{\"event\":\"result\",\"result\":[1]}\n");
    folder.write("j3/events.jsonl", "{\"event\":\"result\",\"result\":{\"passed\":\"yes\"}}\n");
    folder.write("j4/events.jsonl", "{\"event\":\"error\",\"error\":\"text\"}\n");
    folder.write("j5/events.jsonl", "{\"event\":\"error\"}\n");
    QCOMPARE(found(folder, "j2").state, JobState::Done);
    QCOMPARE(found(folder, "j3").state, JobState::Done);
    QCOMPARE(found(folder, "j4").state, JobState::Failed);
    QCOMPARE(found(folder, "j5").state, JobState::Failed);
}

void JobsTest::aJobWhoseProcessIsGoneIsLost()
{
    const TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] {
                      const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"});
                      if (recorder)
                          recorder.value()->append("progress", {{"fraction", 0.5}, {"stage", "Epoch 2"}});
                      return said(recorder);
                  }),
                  "ok");
    const auto job = found(folder, "j1");
    QCOMPARE(job.state, JobState::Lost);
    QCOMPARE(job.fraction, 0.5);
    folder.write("j2/events.jsonl", ""); // killed before its first word
    QCOMPARE(found(folder, "j2").state, JobState::Lost);
}

void JobsTest::theLastEventCountsThoughTheProcessIsGone()
{
    const TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] {
                      const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"});
                      recorder.value()->append("result", {{"result", Json::object()}});
                      return said(recorder);
                  }),
                  "ok");
    QCOMPARE(found(folder, "j1").state, JobState::Done);
}

void JobsTest::jobsAreListedNewestFirst()
{
    const TemporaryFolder folder;
    for (const char *id : {"0190a", "0190c", "0190b"})
        QVERIFY_OK(JobRecorder::start(folder.path(), id, {"train"}));
    folder.write("notes.txt", "no job");
    fs::create_directory(folder / "0190d"); // a folder without events
    std::string order;
    const auto list = Jobs(folder.path()).list();
    for (const auto &job : list.value())
        order += job.id + " ";
    QCOMPARE_TEXT(order, "0190c 0190b 0190a ");
    QVERIFY(Jobs(folder / "missing").list().value().empty());
}

void JobsTest::aJobThatIsNotThereIsNamed()
{
    const TemporaryFolder folder;
    folder.write("events.jsonl", "{}\n");
    fs::create_directory(folder / "jobs");
    const Jobs jobs(folder / "jobs");
    const auto missing = jobs.find("0123");
    QVERIFY_FAILS(missing, "job.missing");
    QCOMPARE_TEXT(missing.error().message, "There is no job 0123. List them with: slipway jobs list");
    for (const char *id : {"", ".", "..", "../jobs", "a/b", "/"})
        QVERIFY_FAILS(jobs.find(id), "job.missing");
    QVERIFY_FAILS(jobs.cancel("0123"), "job.missing");
}

void JobsTest::aCancelledJobGetsTheSignalAsAGroup()
{
    const TemporaryFolder folder;
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t leader = ::fork();
    if (leader == 0) {
        ::signal(SIGINT, SIG_DFL); // without the test library's report
        ::setpgid(0, 0);
        const pid_t member = ::fork();
        const auto recorder =
            member == 0 ? nullptr : JobRecorder::start(folder.path(), "j1", {"train"}).value();
        (void)!::write(ready[1], "x", 1);
        ::sleep(30); // SIGINT ends both; the leader waits for the member first
        ::_exit(1);
    }
    char text[2];
    for (int heard = 0; heard < 2;)
        heard += static_cast<int>(::read(ready[0], text, 1));
    ::close(ready[1]);
    QVERIFY_OK(Jobs(folder.path()).cancel("j1"));
    int status = 0;
    ::waitpid(leader, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGINT);
    QCOMPARE(::read(ready[0], text, 1), ssize_t {0}); // the member's end of the pipe is closed too
    ::close(ready[0]);
    QCOMPARE(found(folder, "j1").state, JobState::Lost);
}

void JobsTest::aJobThatEndedCannotBeCancelled()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("result", {{"result", Json::object()}});
    const auto cancelled = Jobs(folder.path()).cancel("j1");
    QVERIFY_FAILS(cancelled, "job.finished");
    QCOMPARE_TEXT(cancelled.error().message, "Job j1 has ended already.");
}

void JobsTest::aJobOfSomebodyElseCannotBeCancelled()
{
    if (::geteuid() != 0)
        QSKIP("only root can pretend to be somebody else");
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms(0755));
    const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
    const auto answer = withoutRights([&] { return said(Jobs(folder.path()).cancel("j1")); });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "job.not_yours: Job j1 could not be stopped: Operation not permitted. Ask the person who "
                  "started it.");
}

// The disk takes a part of a line, then room is made: what comes later must not be lost with that part.
void JobsTest::aFullDiskDoesNotTakeTheLastEventWithIt()
{
    const TemporaryFolder folder;
    const auto answer = inChild([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const auto recorder = JobRecorder::start(folder.path(), "j1", {"train"}).value();
        const auto size = fs::file_size(folder / "j1/events.jsonl");
        rlimit limit {};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        const rlimit full {size + 10, limit.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &full);
        recorder->append("log", {{"message", "cut off"}});
        recorder->append("log", {{"message", "not written at all"}});
        ::setrlimit(RLIMIT_FSIZE, &limit);
        recorder->append("result", {{"result", {{"run_id", "r"}}}});
        return said(Jobs(folder.path()).find("j1"));
    });
    QCOMPARE_TEXT(answer, "ok");
    QCOMPARE(found(folder, "j1").state, JobState::Done);
    QCOMPARE_TEXT(found(folder, "j1").result.at("run_id").get<std::string>(), "r");
}

void JobsTest::aFolderThatCannotBeMadeIsNamed()
{
    const TemporaryFolder folder;
    const auto recorder = JobRecorder::start(folder.write("file", ""), "j1", {"train"});
    QVERIFY_FAILS(recorder, "file.unwritable");
    QVERIFY(recorder.error().message.find("j1") != std::string::npos);
}

SLIPWAY_TEST_MAIN(JobsTest)
#include "jobs_test.moc"
