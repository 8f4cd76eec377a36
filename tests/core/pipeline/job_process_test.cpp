#include "core/pipeline/job_process.h"

#include "core/base/clock.h"
#include "tests/core/pipeline/fake_engine.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>

using namespace slipway;
using namespace slipway::pipeline;
using slipway::testing::FakeEngine;

class JobProcessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aResultComesBack();
    void theCommandLineIsTheDocumentedOne();
    void everyEventIsHandedOn();
    void anErrorComesBackAsItWasSaid();
    void aDeathIsSaidWithItsSignal();
    void aResultBeforeADeathCounts();
    void anEndWithoutAWordIsSaid();
    void linesOfAnotherFormArePassedOver();
    void aClosedOutputIsNoError();
    void followingCanStopAtAnEvent();
    void aStopReachesTheWholeGroup();
    void aStopBeforeTheStartIsPassedOnToo();
    void aJobThatDiesOfTheStopWasCancelled();
    void aDroppedJobIsStopped();
    void aTalkativeJobDoesNotHoldUpItsEnd();
    void aProgramThatIsNotThereIsNamed();
    void thisProgramIsThisTest();

private:
    const FakeEngine m_engine;

    Result<Json> run(const std::string &verb, const RunContext &context = {},
                     const std::function<void(const Json &)> &onEvent = {}) const
    {
        SLIPWAY_ASSIGN(const auto process, JobProcess::start(m_engine.command(), {verb}));
        return process->finish(context, onEvent);
    }
};

void JobProcessTest::aResultComesBack()
{
    const auto result = run("learn");
    QVERIFY_OK(result);
    QCOMPARE_TEXT(writeJson(result.value()), R"({"run_id":"r1"})");
    QVERIFY_OK(run("errors_go_elsewhere"));
    QCOMPARE_TEXT(writeJson(run("refuse").value()), R"({"passed":false})");
}

void JobProcessTest::theCommandLineIsTheDocumentedOne()
{
    const FakeEngine engine;
    const auto process = JobProcess::start(engine.command(), {"say", "--name", "two words"}).value();
    QCOMPARE_TEXT(process->finish({}).value().at("text").get<std::string>(), "--name two words");
    QCOMPARE_TEXT(engine.started(), "-w WORKSPACE --events --origin pipeline say --name two words\n");
}

void JobProcessTest::everyEventIsHandedOn()
{
    std::vector<std::string> kinds;
    QVERIFY_OK(run("learn", {}, [&](const Json &event) { kinds.push_back(event.at("event")); }));
    QCOMPARE(kinds, (std::vector<std::string> {"started", "progress", "metric", "result"}));
    std::size_t count = 0;
    QVERIFY_OK(run("long", {}, [&](const Json &) { ++count; }));
    QCOMPARE(count, std::size_t {3001});
}

void JobProcessTest::anErrorComesBackAsItWasSaid()
{
    const auto result = run("fail");
    QVERIFY_FAILS(result, "json.malformed");
    QCOMPARE(result.error().code, ErrorCode::BadInput);
    QCOMPARE_TEXT(result.error().message, "Line 3 is wrong.");
    QCOMPARE_TEXT(writeJson(result.error().args), R"({"line":3})");
}

void JobProcessTest::aDeathIsSaidWithItsSignal()
{
    const auto result = run("die");
    QVERIFY_FAILS(result, "pipeline.job_died");
    QCOMPARE_TEXT(result.error().message,
                  "The job ended without a word (Segmentation fault). What it had finished before is safe; "
                  "start it again.");
}

void JobProcessTest::aResultBeforeADeathCounts()
{
    QCOMPARE_TEXT(writeJson(run("say_and_die").value()), R"({"run_id":"r1"})");
}

void JobProcessTest::anEndWithoutAWordIsSaid()
{
    QVERIFY_FAILS(run("silent"), "pipeline.no_result");
    QVERIFY_FAILS(run("error_of_no_form"), "pipeline.no_result");
}

void JobProcessTest::linesOfAnotherFormArePassedOver()
{
    int events = 0;
    const auto result = run("garbage", {}, [&](const Json &event) { events += event.is_object() ? 1 : 100; });
    QVERIFY_OK(result);
    QCOMPARE_TEXT(result.value().at("text").get<std::string>(), "survived");
    QCOMPARE(events, 3); // {"event":5}, the odd progress, the result
    QCOMPARE_TEXT(writeJson(run("result_of_no_form").value()), "{}");
    QCOMPARE_TEXT(writeJson(run("result_of_another_form").value()), "[1,2]");
}

// The job goes on to its end all the same, and is waited for.
void JobProcessTest::aClosedOutputIsNoError()
{
    const FakeEngine engine;
    const auto early = JobProcess::start(engine.command(), {"close_early"}).value();
    QCOMPARE_TEXT(early->finish({}).value().at("text").get<std::string>(), "early");
    QCOMPARE_TEXT(engine.file("finished"), "\n");
    QVERIFY_FAILS(run("close_without_a_word"), "pipeline.no_result");
    QCOMPARE_TEXT(m_engine.file("finished"), "\n");
}

void JobProcessTest::followingCanStopAtAnEvent()
{
    const auto process = JobProcess::start(m_engine.command(), {"learn"}).value();
    const auto met = process->follow({}, [](const Json &event) { return event.at("event") == "progress"; });
    QVERIFY_OK(met);
    QVERIFY(met.value());
    QCOMPARE_TEXT(process->finish({}).value().at("run_id").get<std::string>(), "r1");
    const auto again = JobProcess::start(m_engine.command(), {"learn"}).value();
    QVERIFY(!again->follow({}, [](const Json &) { return false; }).value());
}

void JobProcessTest::aStopReachesTheWholeGroup()
{
    const FakeEngine engine;
    std::stop_source source;
    const auto process = JobProcess::start(engine.command(), {"wait_with_a_helper"}).value();
    const double start = steadySeconds();
    const auto result = process->finish({.stop = source.get_token()}, [&](const Json &event) {
        if (event.at("event") == "started") // of the helper, which is ready by then
            source.request_stop();
    });
    QVERIFY_FAILS(result, "base.cancelled");
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QCOMPARE_TEXT(engine.file("interrupted"), "interrupted\ninterrupted\n");
    QVERIFY(steadySeconds() - start < 5);
}

void JobProcessTest::aStopBeforeTheStartIsPassedOnToo()
{
    std::stop_source source;
    source.request_stop();
    const auto result = run("wait", {.stop = source.get_token()});
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

void JobProcessTest::aJobThatDiesOfTheStopWasCancelled()
{
    std::stop_source source;
    const auto result = run("wait_without_a_word", {.stop = source.get_token()},
                            [&](const Json &) { source.request_stop(); });
    QVERIFY_FAILS(result, "base.cancelled");
}

void JobProcessTest::aDroppedJobIsStopped()
{
    const FakeEngine engine;
    {
        const auto process = JobProcess::start(engine.command(), {"wait"}).value();
        QVERIFY(process->follow({}, [](const Json &) { return true; }).value());
    }
    QCOMPARE_TEXT(engine.file("interrupted"), "interrupted\n");
}

// More than a pipe holds, with nobody reading any more.
void JobProcessTest::aTalkativeJobDoesNotHoldUpItsEnd()
{
    const double start = steadySeconds();
    {
        const auto process = JobProcess::start(m_engine.command(), {"talk_when_stopped"}).value();
        QVERIFY(process->follow({}, [](const Json &) { return true; }).value());
    }
    QVERIFY(steadySeconds() - start < 5);
}

void JobProcessTest::aProgramThatIsNotThereIsNamed()
{
    const auto started = JobProcess::start({.program = "/nowhere/slipway", .workspace = "/tmp"}, {"train"});
    QVERIFY_FAILS(started, "pipeline.not_started");
    QCOMPARE_TEXT(started.error().message,
                  "/nowhere/slipway could not be started: No such file or directory.");
}

void JobProcessTest::thisProgramIsThisTest()
{
    QCOMPARE_TEXT(thisProgram().string(), QCoreApplication::applicationFilePath().toStdString());
}

SLIPWAY_TEST_MAIN(JobProcessTest)
#include "job_process_test.moc"
