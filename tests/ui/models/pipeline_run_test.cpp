#include "ui/models/pipeline_run.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/models/pipeline_sentence.h"
#include "ui/models/pipeline_steps_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;

class PipelineRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePlanComesFirstAndStatesFillIt();
    void withoutAPlanEachStepWaitsForTheOneBefore();
    void aJobThatDiedLeavesNothingRunning();
    void oddEventsHurtNothing();
    void aGainIsToldWithItsIntervalAndRows();
    void theTableFollowsTheRun();
};

namespace {

constexpr TimeMicros began = 1'577'880'000 * microsPerSecond;

Json step(const char *id, const char *state, double after, double seconds = 0, Json result = {})
{
    Json event = {{"event", "state"},      {"state", "step"},
                  {"step", id},            {"title", std::string("Title of ") + id},
                  {"step_state", state},   {"seconds", seconds},
                  {"command", {id, "it"}}, {"time", isoTime(began + static_cast<TimeMicros>(after * microsPerSecond))}};
    if (!result.is_null())
        event["result"] = std::move(result);
    return event;
}

Json plan()
{
    return {{"event", "state"},
            {"state", "plan"},
            {"steps",
             {{{"step", "a"}, {"title", "A"}, {"after", Json::array()}, {"command", {"a"}}},
              {{"step", "b"}, {"title", "B"}, {"after", {"a"}}, {"command", {"b", "{a.text}"}}},
              {{"step", "c"}, {"title", "C"}, {"after", {"a", "b"}}, {"command", {"c"}}}}}};
}

} // namespace

void PipelineRunTest::thePlanComesFirstAndStatesFillIt()
{
    const auto run = pipelineRunFrom(
        {plan(), step("a", "running", 0.5), step("a", "done", 2.5, 2.0, {{"text", "x"}}), step("b", "running", 2.5)},
        began);
    QCOMPARE(run.steps.size(), std::size_t {3});
    QCOMPARE(run.count(StepState::Done), 1);
    QCOMPARE(run.count(StepState::Running), 1);
    QCOMPARE(run.count(StepState::Waiting), 1);
    QCOMPARE_NEAR(run.find(QStringLiteral("a"))->start, 0.5, 1e-6);
    QCOMPARE_NEAR(run.find(QStringLiteral("a"))->seconds, 2.0, 1e-9);
    QCOMPARE(run.find(QStringLiteral("b"))->command, (QStringList {QStringLiteral("b"), QStringLiteral("it")}));
    QCOMPARE(run.find(QStringLiteral("c"))->hasBegun(), false);
    QCOMPARE(run.waitingFor(QStringLiteral("a")), (QStringList {QStringLiteral("b"), QStringLiteral("c")}));
}

void PipelineRunTest::withoutAPlanEachStepWaitsForTheOneBefore()
{
    // An older engine: its first word on a step may even be its last.
    const auto run = pipelineRunFrom({step("a", "done", 2, 1.5), step("b", "running", 2)}, began);
    QCOMPARE(run.steps.size(), std::size_t {2});
    QCOMPARE(run.steps[1].after, QStringList {QStringLiteral("a")});
    QCOMPARE_NEAR(run.steps[0].start, 0.5, 1e-6);
    QCOMPARE(PipelineSentence::title(run.steps[0]), QStringLiteral("Title of a"));
}

void PipelineRunTest::aJobThatDiedLeavesNothingRunning()
{
    auto run = pipelineRunFrom({plan(), step("a", "running", 0)}, began);
    auto stopped = run;
    run.close(false);
    QCOMPARE(run.steps[0].state, StepState::Failed);
    QCOMPARE(run.steps[1].state, StepState::Skipped);
    QCOMPARE(PipelineSentence::outcome(run.steps[0]), QStringLiteral("ended without a word"));
    stopped.close(true);
    QCOMPARE(stopped.steps[0].state, StepState::Cancelled);
}

void PipelineRunTest::oddEventsHurtNothing()
{
    const auto run = pipelineRunFrom({{{"state", 5}},
                                      {{"state", "plan"}, {"steps", "none"}},
                                      {{"state", "step"}, {"step", "a"}, {"step_state", "dancing"}},
                                      {{"state", "step"}, {"seconds", "long"}, {"time", "soon"}}},
                                     began);
    QCOMPARE(run.count(StepState::Running), 0);
    for (const auto &each : run.steps) {
        (void)PipelineSentence::whole(each);
        (void)PipelineSentence::figures(each);
    }
}

/// The engine answers a - b with its interval; a is the model before, so people read the opposite sign.
void PipelineRunTest::aGainIsToldWithItsIntervalAndRows()
{
    PipelineStep compare {.id = QStringLiteral("compare"), .state = StepState::Done};
    compare.result = {{"difference", -0.0739}, {"ci", {-0.0954, -0.0523}}, {"p_value", 1e-11}, {"n", 3000}};
    QCOMPARE(PipelineSentence::outcome(compare),
             QStringLiteral("AUC +0.074 over the model before (+0.052 to +0.095), 3,000 rows"));
    compare.result["ci"] = {-0.01, 0.02};
    QCOMPARE(PipelineSentence::outcome(compare),
             QStringLiteral("no difference in AUC (\u22120.020 to +0.010), 3,000 rows"));
}

void PipelineRunTest::theTableFollowsTheRun()
{
    PipelineStepsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(pipelineRunFrom({plan()}, began));
    QCOMPARE(model.rowCount(), 3);
    model.show(pipelineRunFrom({plan(), step("a", "running", 0), step("a", "done", 0.02, 0.02)}, began));
    QCOMPARE(model.index(0, PipelineStepsModel::State).data().toString(), QStringLiteral("Done"));
    QCOMPARE(model.index(0, PipelineStepsModel::Time).data().toString(), QStringLiteral("< 0.1 s"));
    QCOMPARE(model.index(0, PipelineStepsModel::State).data(StatusRole).toInt(), static_cast<int>(ui::Status::Ok));
    QCOMPARE(model.index(1, PipelineStepsModel::Time).data().toString(), QString());
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

SLIPWAY_UI_TEST_MAIN(PipelineRunTest)
#include "pipeline_run_test.moc"
