#include "core/workspace/event_log.h"

#include "core/base/hash.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;

class EventLogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anEmptyLogIsWhole();
    void aChainVerifies();
    void theHashIsThatOfTheDocumentedText();
    void anEventComesBackAsItWasSaid();
    void eventsAreReadForwardAndBackward();
    void bytesThatAreNoTextDoNotBreakTheChain();
    void anEventBelongsToTheTransactionAroundIt();
    void anUnknownOriginIsRefused();
    void aStopIsAnswered();
    void changingAnEventIsRefused();
    void deletingAnEventIsRefused();
    void everyKindOfTamperingIsFound_data();
    void everyKindOfTamperingIsFound();

private:
    std::unique_ptr<Store> m_store;

    EventLog log() const { return EventLog(*m_store); }

    void appendFive() const
    {
        for (int i = 1; i <= 5; ++i) {
            QVERIFY_OK(log().append({"ada", "cli", "job"},
                                    {"run.deleted",
                                     "run/" + std::to_string(i),
                                     {{"number", i}, {"share", 0.5}},
                                     "runs restore " + std::to_string(i)}));
        }
    }
};

void EventLogTest::init()
{
    m_store = openMemoryStore().value();
}

void EventLogTest::anEmptyLogIsWhole()
{
    const auto state = log().verify();
    QVERIFY_OK(state);
    QCOMPARE(state.value().events, std::int64_t {0});
    QCOMPARE_TEXT(state.value().head, std::string(64, '0'));
}

void EventLogTest::aChainVerifies()
{
    appendFive();
    const auto state = log().verify();
    QVERIFY_OK(state);
    QCOMPARE(state.value().events, std::int64_t {5});
    const auto newest = log().latest(1).value().front();
    QCOMPARE(newest.seq, std::int64_t {5});
    QCOMPARE_TEXT(state.value().head, newest.hash);
    QCOMPARE_TEXT(newest.previous, log().latest(2).value()[1].hash);
}

// The text is written out by hand here: keys sorted, no spaces, and the hash of the event before it.
void EventLogTest::theHashIsThatOfTheDocumentedText()
{
    QVERIFY_OK(log().append({"ada", "console", ""},
                            {"model.promoted", "feed-model/3", {{"to", 3}, {"from", nullptr}}, {}}));
    const auto event = log().latest(1).value().front();
    QCOMPARE_TEXT(event.hash,
                  sha256(R"({"actor":"ada","job":"","kind":"model.promoted","origin":"console",)"
                         R"("payload":{"from":null,"to":3},"prev":")"
                         + std::string(64, '0') + R"(","seq":1,"subject":"feed-model/3","time":)"
                         + std::to_string(event.time) + "}"));
    QVERIFY_OK(log().append({"ada", "cli", "j"}, {"run.deleted", "r", Json::object(), "runs restore r"}));
    const auto second = log().latest(1).value().front();
    QCOMPARE_TEXT(second.hash,
                  sha256(R"({"actor":"ada","inverse":"runs restore r","job":"j","kind":"run.deleted",)"
                         R"("origin":"cli","payload":{},"prev":")"
                         + event.hash + R"(","seq":2,"subject":"r","time":)" + std::to_string(second.time)
                         + "}"));
}

void EventLogTest::anEventComesBackAsItWasSaid()
{
    const auto before = utcNow();
    QCOMPARE(log().append({"ada", "server", "j7"}, {"kind", "subject", {{"a", "b"}}, "undo it"}).value(),
             std::int64_t {1});
    const auto event = log().latest(10).value().front();
    QVERIFY(event.time >= before && event.time <= utcNow());
    QCOMPARE_TEXT(event.origin.actor, "ada");
    QCOMPARE_TEXT(event.origin.through, "server");
    QCOMPARE_TEXT(event.origin.job, "j7");
    QCOMPARE_TEXT(event.change.kind, "kind");
    QCOMPARE_TEXT(event.change.subject, "subject");
    QCOMPARE_TEXT(writeJson(event.change.payload), R"({"a":"b"})");
    QCOMPARE_TEXT(event.change.inverse.value_or("none"), "undo it");
    QCOMPARE_TEXT(toJson(event).at("inverse").get<std::string>(), "undo it");
    QVERIFY_OK(log().append({"ada", "cli", ""}, {"cannot be undone", "", Json::object(), {}}));
    QVERIFY(toJson(log().latest(1).value().front()).at("inverse").is_null());
}

void EventLogTest::eventsAreReadForwardAndBackward()
{
    appendFive();
    const auto numbers = [](const std::vector<LoggedEvent> &events) {
        std::string text;
        for (const auto &event : events)
            text += std::to_string(event.seq);
        return text;
    };
    QCOMPARE_TEXT(numbers(log().since(0, 100).value()), "12345");
    QCOMPARE_TEXT(numbers(log().since(2, 2).value()), "34");
    QCOMPARE_TEXT(numbers(log().since(5, 100).value()), "");
    QCOMPARE_TEXT(numbers(log().latest(2).value()), "54");
    QCOMPARE_TEXT(numbers(log().before(4, 2).value()), "32");
    QCOMPARE_TEXT(numbers(log().before(1, 2).value()), "");
}

// A file's name may be Latin-1, a number may be written in many ways: what is stored is what is checked.
void EventLogTest::bytesThatAreNoTextDoNotBreakTheChain()
{
    QVERIFY_OK(log().append({"ada\xE9", "cli", ""},
                            {"dataset.imported",
                             "caf\xE9.csv",
                             {{"file", "caf\xE9.csv"}, {"share", 5.0}, {"big", 1e21}, {"zero", -0.0}},
                             "data forget caf\xE9.csv"}));
    QVERIFY_OK(log().verify());
}

void EventLogTest::anEventBelongsToTheTransactionAroundIt()
{
    QVERIFY_FAILS(m_store->transaction([&]() -> Status {
        SLIPWAY_TRY(log().append({"ada", "cli", ""}, {"kind", "subject", Json::object(), {}}));
        return Error {ErrorCode::Backend, "run.missing", {}, "", ""};
    }),
                  "run.missing");
    QCOMPARE(log().verify().value().events, std::int64_t {0});
    QCOMPARE(log().append({"ada", "cli", ""}, {"kind", "subject", Json::object(), {}}).value(),
             std::int64_t {1});
}

void EventLogTest::anUnknownOriginIsRefused()
{
    QVERIFY_FAILS(log().append({"ada", "elsewhere", ""}, {"kind", "subject", Json::object(), {}}),
                  "workspace.database");
}

void EventLogTest::aStopIsAnswered()
{
    appendFive();
    std::stop_source source;
    source.request_stop();
    QVERIFY_FAILS(log().verify({.stop = source.get_token()}), "base.cancelled");
}

void EventLogTest::changingAnEventIsRefused()
{
    appendFive();
    const auto status = m_store->execute("UPDATE events SET actor = 'eve' WHERE seq = 2");
    QVERIFY_FAILS(status, "workspace.database");
    QVERIFY(status.error().message.find("append-only") != std::string::npos);
    QVERIFY_OK(log().verify());
}

void EventLogTest::deletingAnEventIsRefused()
{
    appendFive();
    QVERIFY_FAILS(m_store->execute("DELETE FROM events WHERE seq = 5"), "workspace.database");
    QVERIFY_FAILS(m_store->execute("DELETE FROM events"), "workspace.database");
    QCOMPARE(log().verify().value().events, std::int64_t {5});
}

void EventLogTest::everyKindOfTamperingIsFound_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("seq");
    const auto row = [](const char *name, const char *sql, int seq) {
        QTest::newRow(name) << QByteArray(sql) << seq;
    };
    row("a changed payload", R"(UPDATE events SET payload = '{"number":9,"share":0.5}' WHERE seq = 3)", 3);
    row("a payload that is no JSON", "UPDATE events SET payload = '{' WHERE seq = 3", 3);
    row("a second value for a key",
        R"(UPDATE events SET payload = '{"number":9,"number":3,"share":0.5}' WHERE seq = 3)", 3);
    row("an emptied payload", "UPDATE events SET payload = '{}' WHERE seq = 1", 1);
    row("a changed actor", "UPDATE events SET actor = 'eve' WHERE seq = 2", 2);
    row("a changed time", "UPDATE events SET time = time + 1 WHERE seq = 5", 5);
    row("a changed inverse", "UPDATE events SET inverse = 'runs delete 1' WHERE seq = 4", 4);
    row("a removed inverse", "UPDATE events SET inverse = NULL WHERE seq = 4", 4);
    row("a changed subject", "UPDATE events SET subject = '' WHERE seq = 4", 4);
    row("an altered hash", "UPDATE events SET hash = 'f' || substr(hash, 2, 62) || 'x' WHERE seq = 2", 2);
    row("an altered link", "UPDATE events SET prev = hash WHERE seq = 4", 4);
    row("a removed event", "DELETE FROM events WHERE seq = 3", 3);
    row("a removed first event", "DELETE FROM events WHERE seq = 1", 1);
    row("two removed events", "DELETE FROM events WHERE seq IN (2, 4)", 2);
    row("a removed event and the rest moved up",
        "UPDATE events SET seq = -seq; DELETE FROM events WHERE seq = -3;"
        "UPDATE events SET seq = -seq - (seq < -3)",
        3);
    row("a swapped pair",
        "UPDATE events SET seq = -2 WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3;"
        "UPDATE events SET seq = 3 WHERE seq = -2",
        2);
    row("an event slipped in",
        "UPDATE events SET seq = -seq WHERE seq > 2; UPDATE events SET seq = 1 - seq WHERE seq < 0;"
        "INSERT INTO events SELECT 3, time, 'eve', origin, job, kind, subject, payload, inverse, hash, hash "
        "FROM events WHERE seq = 2",
        3);
}

void EventLogTest::everyKindOfTamperingIsFound()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, seq);
    appendFive();
    QVERIFY_OK(m_store->execute("DROP TRIGGER events_are_never_changed"));
    QVERIFY_OK(m_store->execute("DROP TRIGGER events_are_never_deleted"));
    for (const auto &statement : sql.split(';'))
        QVERIFY_OK(m_store->execute(statement.toStdString()));
    const auto verified = log().verify();
    QVERIFY_FAILS(verified, "audit.broken");
    QCOMPARE(verified.error().args.at("seq").get<int>(), seq);
    QVERIFY(verified.error().message.find("at event " + std::to_string(seq)) != std::string::npos);
}

SLIPWAY_TEST_MAIN(EventLogTest)
#include "event_log_test.moc"
