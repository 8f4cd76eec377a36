#include "core/pipeline/graph.h"

#include "tests/core/pipeline/fake_engine.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::pipeline;
using slipway::testing::FakeEngine;

class GraphTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsRunAfterThoseTheyWaitFor();
    void independentStepsKeepTheirOrder();
    void anUnknownStepIsNamed();
    void aCircleIsRefused_data();
    void aCircleIsRefused();
    void nothingIsStartedWhereTheOrderIsWrong();
    void resultsFillThePlaceholders();
    void aResultIsNeverReadAsAPlaceholder();
    void aPlaceholderWithoutAnAnswerIsSaid_data();
    void aPlaceholderWithoutAnAnswerIsSaid();
    void aFailureEndsThePipeline();
    void aDeathEndsThePipeline();
    void aRefusalEndsThePipelineUnlessItIsOnlyReported();
    void aStopEndsThePipeline();
    void aStopBetweenStepsStartsNoMore();
    void everyChangeIsAnEvent();
    void anOddResultIsNoRefusal();
    void theJsonHasItsFixedKeys();
};

namespace {

class Listener : public EventSink
{
public:
    void post(const Event &event) override { events.push_back(event); }
    std::vector<Event> events;
};

std::string order(const std::vector<Step> &steps)
{
    const auto found = runningOrder(steps);
    if (!found)
        return found.error().id;
    std::string ids;
    for (const Step *step : found.value())
        ids += step->id;
    return ids;
}

/// Runs steps and writes down each state that each step took: "a:running a:done".
struct Watched {
    FakeEngine engine;
    std::string states;
    std::vector<StepOutcome> last;

    Result<std::vector<StepOutcome>> run(const std::vector<Step> &steps, const RunContext &context = {})
    {
        return runSteps(
            steps, engine.command(),
            [this](const StepOutcome &outcome) {
                states += (states.empty() ? "" : " ") + outcome.id + ":"
                    + std::string(stepStateName(outcome.state));
                last.push_back(outcome);
            },
            context);
    }
};

} // namespace

void GraphTest::stepsRunAfterThoseTheyWaitFor()
{
    QCOMPARE_TEXT(order({{"c", "", {}, {"b"}}, {"b", "", {}, {"a"}}, {"a", "", {}, {}}}), "abc");
    QCOMPARE_TEXT(
        order({{"d", "", {}, {"b", "c"}}, {"b", "", {}, {"a"}}, {"c", "", {}, {"a"}}, {"a", "", {}, {}}}),
        "abcd");
    QCOMPARE_TEXT(order({}), "");
}

void GraphTest::independentStepsKeepTheirOrder()
{
    QCOMPARE_TEXT(order({{"b", "", {}, {}}, {"a", "", {}, {}}, {"c", "", {}, {}}}), "bac");
}

void GraphTest::anUnknownStepIsNamed()
{
    const std::vector<Step> steps {{"a", "", {}, {}}, {"b", "", {}, {"z"}}};
    const auto found = runningOrder(steps);
    QVERIFY_FAILS(found, "pipeline.unknown_step");
    QCOMPARE_TEXT(found.error().message, "Step b waits for z, which does not exist.");
}

void GraphTest::aCircleIsRefused_data()
{
    QTest::addColumn<std::vector<Step>>("steps");
    QTest::newRow("of one") << std::vector<Step> {{"a", "", {}, {"a"}}};
    QTest::newRow("of two") << std::vector<Step> {{"a", "", {}, {"b"}}, {"b", "", {}, {"a"}}};
    QTest::newRow("of three behind a start") << std::vector<Step> {
        {"s", "", {}, {}}, {"a", "", {}, {"s", "c"}}, {"b", "", {}, {"a"}}, {"c", "", {}, {"b"}}};
}

void GraphTest::aCircleIsRefused()
{
    QFETCH(std::vector<Step>, steps);
    QCOMPARE_TEXT(order(steps), "pipeline.circle");
}

void GraphTest::nothingIsStartedWhereTheOrderIsWrong()
{
    Watched watched;
    QVERIFY_FAILS(watched.run({{"a", "A", {"say"}, {}}, {"b", "B", {"say"}, {"b"}}}), "pipeline.circle");
    QCOMPARE_TEXT(watched.engine.started(), "");
    QCOMPARE_TEXT(watched.states, "");
}

void GraphTest::resultsFillThePlaceholders()
{
    Watched watched;
    const auto outcomes =
        watched.run({{"train", "Train", {"learn"}, {}},
                     {"look", "Look", {"say", "{train.run_id}", "--run={train.run_id}"}, {"train"}},
                     {"tell", "Tell", {"say", "{look.number}", "{look.list} of {look.text}"}, {"look"}}});
    QVERIFY_OK(outcomes);
    QCOMPARE(outcomes.value()[1].command, (std::vector<std::string> {"say", "r1", "--run=r1"}));
    QCOMPARE(outcomes.value()[2].command, (std::vector<std::string> {"say", "7", "[1,2] of r1 --run=r1"}));
    QCOMPARE_TEXT(watched.states, "train:running train:done look:running look:done tell:running tell:done");
    QCOMPARE_TEXT(watched.engine.started(),
                  "-w WORKSPACE --events --origin pipeline learn\n"
                  "-w WORKSPACE --events --origin pipeline say r1 --run=r1\n"
                  "-w WORKSPACE --events --origin pipeline say 7 [1,2] of r1 --run=r1\n");
}

void GraphTest::aResultIsNeverReadAsAPlaceholder()
{
    Watched watched;
    const auto outcomes =
        watched.run({{"a", "A", {"say", "plain"}, {}}, {"b", "B", {"say", "{a.text}{a.text}"}, {"a"}}});
    QVERIFY_OK(outcomes);
    QCOMPARE_TEXT(outcomes.value()[1].command[1], "plainplain");
}

void GraphTest::aPlaceholderWithoutAnAnswerIsSaid_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"{a.nothing}", "{z.text}", "{b.text}", "{a}", "{a.text", "{}", "{.}", "x{a.text}{"})
        QTest::newRow(text) << QByteArray(text);
}

void GraphTest::aPlaceholderWithoutAnAnswerIsSaid()
{
    QFETCH(QByteArray, text);
    Watched watched;
    const auto outcomes =
        watched.run({{"a", "First", {"say", "x"}, {}}, {"b", "Second", {"say", text.toStdString()}, {"a"}}});
    QVERIFY_FAILS(outcomes, "pipeline.placeholder");
    QCOMPARE_TEXT(outcomes.error().message,
                  "Second: \"" + text.toStdString()
                      + "\" asks for something that no earlier step has answered.");
    QCOMPARE_TEXT(watched.states, "a:running a:done b:running b:failed");
}

void GraphTest::aFailureEndsThePipeline()
{
    Watched watched;
    const auto outcomes = watched.run({{"a", "First", {"say"}, {}},
                                       {"b", "Second", {"fail"}, {"a"}},
                                       {"c", "Third", {"say"}, {"b"}},
                                       {"d", "Fourth", {"say"}, {"a"}}});
    QVERIFY_FAILS(outcomes, "json.malformed");
    QCOMPARE_TEXT(outcomes.error().message, "Second: Line 3 is wrong.");
    QCOMPARE(outcomes.error().code, ErrorCode::BadInput);
    QCOMPARE_TEXT(watched.states, "a:running a:done b:running b:failed c:skipped d:skipped");
    QCOMPARE_TEXT(watched.last[3].error.at("message").get<std::string>(), "Line 3 is wrong.");
    QCOMPARE(watched.engine.started(),
             std::string("-w WORKSPACE --events --origin pipeline say\n"
                         "-w WORKSPACE --events --origin pipeline fail\n"));
}

void GraphTest::aDeathEndsThePipeline()
{
    Watched watched;
    const auto outcomes = watched.run({{"a", "First", {"die"}, {}}, {"b", "Second", {"say"}, {"a"}}});
    QVERIFY_FAILS(outcomes, "pipeline.job_died");
    QVERIFY(outcomes.error().message.starts_with("First: The job ended without a word"));
    QCOMPARE_TEXT(watched.states, "a:running a:failed b:skipped");
}

void GraphTest::aRefusalEndsThePipelineUnlessItIsOnlyReported()
{
    Watched stopped;
    const auto ended = stopped.run({{"a", "First", {"refuse"}, {}}, {"b", "Second", {"say"}, {"a"}}});
    QVERIFY_OK(ended);
    QCOMPARE_TEXT(stopped.states, "a:running a:refused b:skipped");
    QCOMPARE(ended.value()[1].state, StepState::Skipped);
    Watched reported;
    QVERIFY_OK(reported.run({{"a", "First", {"refuse"}, {}, false}, {"b", "Second", {"say"}, {"a"}}}));
    QCOMPARE_TEXT(reported.states, "a:running a:refused b:running b:done");
}

void GraphTest::aStopEndsThePipeline()
{
    Watched watched;
    std::stop_source source;
    Listener listener;
    const auto outcomes =
        runSteps({{"a", "First", {"wait"}, {}}, {"b", "Second", {"say"}, {"a"}}}, watched.engine.command(),
                 [&](const StepOutcome &outcome) {
                     watched.states += outcome.id + ":" + std::string(stepStateName(outcome.state)) + " ";
                     if (outcome.state == StepState::Running)
                         source.request_stop();
                 },
                 {.stop = source.get_token(), .events = &listener});
    QVERIFY_FAILS(outcomes, "base.cancelled");
    QVERIFY(!outcomes.error().message.starts_with("First"));
    QCOMPARE_TEXT(watched.states, "a:running a:cancelled b:skipped ");
}

void GraphTest::aStopBetweenStepsStartsNoMore()
{
    Watched watched;
    std::stop_source source;
    const auto outcomes =
        runSteps({{"a", "First", {"say"}, {}}, {"b", "Second", {"say"}, {"a"}}}, watched.engine.command(),
                 [&](const StepOutcome &outcome) {
                     if (outcome.state == StepState::Done)
                         source.request_stop();
                 },
                 {.stop = source.get_token()});
    QVERIFY_FAILS(outcomes, "base.cancelled");
    QCOMPARE_TEXT(watched.engine.started(), "-w WORKSPACE --events --origin pipeline say\n");
}

void GraphTest::everyChangeIsAnEvent()
{
    Watched watched;
    Listener listener;
    QVERIFY_OK(watched.run({{"a", "First", {"learn"}, {}}, {"b", "Second", {"learn"}, {"a"}}},
                           {.events = &listener}));
    std::string text;
    for (const auto &event : listener.events) {
        Json fields = event.fields;
        fields.erase("seconds");
        text += event.kind + writeJson(fields) + "\n";
    }
    const std::string metric = R"(step_metric{"event":"metric","key":"auc","run":"r","step":1,"value":0.7})"
                               "\n";
    QCOMPARE_TEXT(text,
                  R"(state{"state":"plan","steps":[{"after":[],"command":["learn"],"step":"a","title":"First"},)"
                  R"({"after":["a"],"command":["learn"],"step":"b","title":"Second"}]})"
                  "\n"
                  R"(state{"command":["learn"],"state":"step","step":"a","step_state":"running","title":"First"})"
                  "\n"
                  R"(progress{"fraction":0.25,"stage":"First: Epoch 1"})"
                  "\n" + metric
                      + R"(state{"command":["learn"],"result":{"run_id":"r1"},"state":"step","step":"a",)"
                        R"("step_state":"done","title":"First"})"
                        "\n"
                        R"(state{"command":["learn"],"state":"step","step":"b","step_state":"running",)"
                        R"("title":"Second"})"
                        "\n"
                        R"(progress{"fraction":0.75,"stage":"Second: Epoch 1"})"
                        "\n"
                      + metric
                      + R"(state{"command":["learn"],"result":{"run_id":"r1"},"state":"step","step":"b",)"
                        R"("step_state":"done","title":"Second"})"
                        "\n");
}

void GraphTest::anOddResultIsNoRefusal()
{
    Watched watched;
    QVERIFY_OK(
        watched.run({{"a", "First", {"result_of_another_form"}, {}}, {"b", "Second", {"garbage"}, {}}}));
    QCOMPARE_TEXT(watched.states, "a:running a:done b:running b:done");
}

void GraphTest::theJsonHasItsFixedKeys()
{
    Watched watched;
    const auto outcomes = watched.run({{"a", "First", {"learn"}, {}}});
    Json json = toJson(outcomes.value().front());
    QVERIFY(json.at("seconds").get<double>() > 0);
    json.erase("seconds");
    QCOMPARE_TEXT(
        writeJson(json),
        R"({"command":["learn"],"result":{"run_id":"r1"},"state":"done","step":"a","title":"First"})");
}

SLIPWAY_TEST_MAIN(GraphTest)
#include "graph_test.moc"
