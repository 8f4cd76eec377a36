#include "core/base/run_context.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>
#include <vector>

using namespace slipway;

class RunContextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAListenerNothingHappens();
    void everyCallIsOneEvent();
    void progressStaysBetweenNothingAndAll();
    void progressThatIsNoNumberIsNothing();
    void aStopIsSeenOnceItIsRequested();
    void withoutAStopNothingIsCancelled();
};

namespace {

class Listener : public EventSink
{
public:
    void post(const Event &event) override { events.push_back(event); }
    std::vector<Event> events;
};

} // namespace

void RunContextTest::withoutAListenerNothingHappens()
{
    const RunContext context;
    context.progress(0.5, "half");
    context.metric("r", "auc", 1, 0.7);
    context.artifact("report", "reports/a.html");
    context.log("info", "hello");
    context.state("listening", {{"port", 8000}});
}

void RunContextTest::everyCallIsOneEvent()
{
    Listener listener;
    const RunContext context {.events = &listener};
    context.progress(0.5, "half");
    context.metric("r", "auc", 1, 0.75);
    context.artifact("report", "reports/a.html");
    context.log("info", "hello");
    context.state("listening", {{"port", 8000}});
    const std::vector<std::pair<std::string, std::string>> expected {
        {"progress", R"({"fraction":0.5,"stage":"half"})"},
        {"metric", R"({"key":"auc","run":"r","step":1,"value":0.75})"},
        {"artifact", R"({"kind":"report","path":"reports/a.html"})"},
        {"log", R"({"level":"info","message":"hello"})"},
        {"state", R"({"port":8000,"state":"listening"})"},
    };
    QCOMPARE(listener.events.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE_TEXT(listener.events[i].kind, expected[i].first);
        QCOMPARE_TEXT(writeJson(listener.events[i].fields), expected[i].second);
    }
}

void RunContextTest::progressStaysBetweenNothingAndAll()
{
    Listener listener;
    const RunContext context {.events = &listener};
    context.progress(-0.1, "");
    context.progress(1.7, "");
    QCOMPARE(listener.events[0].fields.at("fraction").get<double>(), 0.0);
    QCOMPARE(listener.events[1].fields.at("fraction").get<double>(), 1.0);
}

// 0 rows of 0: JSON has no NaN, and a reader expects a number.
void RunContextTest::progressThatIsNoNumberIsNothing()
{
    Listener listener;
    const RunContext context {.events = &listener};
    context.progress(std::nan(""), "");
    QCOMPARE_TEXT(writeJson(listener.events[0].fields), R"({"fraction":0.0,"stage":""})");
}

void RunContextTest::aStopIsSeenOnceItIsRequested()
{
    std::stop_source source;
    const RunContext context {.stop = source.get_token()};
    QVERIFY(!context.cancelled());
    source.request_stop();
    QVERIFY(context.cancelled());
}

void RunContextTest::withoutAStopNothingIsCancelled()
{
    QVERIFY(!RunContext().cancelled());
}

SLIPWAY_TEST_MAIN(RunContextTest)
#include "run_context_test.moc"
