#include "core/features/store/redis_store.h"
#include "tests/core/features/store/redis_server.h"
#include "tests/core/features/store/stored_views.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <atomic>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

constexpr RedisOptions patient {.connectMs = 2000, .answerMs = 5000};
constexpr RedisOptions hasty {.connectMs = 300, .answerMs = 100};

RedisStore storeAt(int port, const RedisOptions &options = patient)
{
    return RedisStore({.port = port}, options);
}

std::string problemAt(int port)
{
    const auto status = storeAt(port, hasty).probe();
    return status ? "ok" : status.error().id;
}

void say(int client, std::string_view text)
{
    (void)!::send(client, text.data(), text.size(), MSG_NOSIGNAL);
}

} // namespace

class RedisStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void readsAddresses();
    void doesNotRepeatAPassword();
    void keepsWhatWasWritten();
    void countsRowsAndValues();
    void aReplacementIsSeenAsAWhole();
    void oldRowsAreGone();
    void theRowWithTheLaterEventStays();
    void pushedRowsOutliveAReplacementUnlessItIsNewer();
    void writersAtOnceLoseNothing();
    void rowsOfAnotherDefinitionDoNotJoin();
    void asksForAPassword();
    void eachTroubleHasItsSentence();
    void outOfMemoryIsNamed();
    void aStoppedRedisIsSlowNotForever();

private:
    TemporaryFolder m_folder;
    std::unique_ptr<RedisServer> m_server;
};

void RedisStoreTest::init()
{
    if (!RedisServer::installed())
        QSKIP("redis-server is not on this machine");
    m_server = std::make_unique<RedisServer>(m_folder.path());
}

void RedisStoreTest::readsAddresses()
{
    const auto address = RedisAddress::parse("redis://who:secret:@word@host.example:7000/3");
    QVERIFY_OK(address);
    QCOMPARE_TEXT(address.value().host, "host.example");
    QCOMPARE(address.value().port, 7000);
    QCOMPARE(address.value().database, 3);
    QCOMPARE_TEXT(address.value().user, "who");
    QCOMPARE_TEXT(address.value().password, "secret:@word");
    QCOMPARE_TEXT(address.value().shown(), "redis://host.example:7000/3");
    QCOMPARE_TEXT(RedisAddress::parse("redis://10.0.0.1").value().shown(), "redis://10.0.0.1:6379/0");
    QCOMPARE_TEXT(RedisAddress::parse("redis://[::1]:1/").value().shown(), "redis://[::1]:1/0");
    for (const auto *wrong : {"", "redis", "http://host", "redis://", "redis://host:0", "redis://host:70000",
                              "redis://host:x", "redis://host/x", "redis://:6379"})
        QVERIFY_FAILS(RedisAddress::parse(wrong), "store.unknown_address");
}

void RedisStoreTest::doesNotRepeatAPassword()
{
    const auto wrong = RedisAddress::parse("redis://:secret@host:x");
    QVERIFY(!wrong && wrong.error().message.find("secret") == std::string::npos);
}

void RedisStoreTest::keepsWhatWasWritten()
{
    auto store = storeAt(m_server->port());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(store, view, 5000, 0.25));
    const auto reader = std::move(store.reader()).value();
    QCOMPARE(scoreOf(store, *reader, 4999).value(), 0.25);
    QCOMPARE(scoreOf(store, *reader, 5000).value(), -1.0);
    QCOMPARE(scoreOf(store, *reader, 0, "other").value(), -1.0);
    ReadBatch batch;
    const auto id = store.names()->id("test", "profile");
    const auto none = store.names()->id("test", "none");
    batch.add(id, userKey(7));
    batch.add(none, userKey(7));
    batch.add(id, userKey(8));
    QVERIFY_OK(reader->read(batch));
    QCOMPARE_TEXT(RowView(batch.row(0), 2).text(1), "word 7");
    QVERIFY(batch.row(1).empty() && batch.stored(none) == nullptr);
    QCOMPARE_TEXT(RowView(batch.row(2), 2).text(1), "word 8");
    QCOMPARE(batch.stored(id)->layout, view.layout);
}

void RedisStoreTest::countsRowsAndValues()
{
    auto store = storeAt(m_server->port());
    QVERIFY_OK(replaceUsers(store, userView(), 3000, 0.25, 60));
    const auto stored = store.find("test", "profile");
    QVERIFY_OK(stored);
    QCOMPARE(stored.value()->rows, std::int64_t {3000});
    QCOMPARE(stored.value()->present, (std::vector<std::int64_t> {3000, 2000}));
    QCOMPARE(*stored.value()->latestEvent, TimeMicros {60});
}

void RedisStoreTest::aReplacementIsSeenAsAWhole()
{
    auto store = storeAt(m_server->port());
    QVERIFY_OK(replaceUsers(store, userView(), 50, 1));
    std::atomic<bool> stop {false};
    std::atomic<int> mixed {0};
    std::jthread reading([&] {
        const auto reader = std::move(store.reader()).value();
        ReadBatch batch;
        while (!stop) {
            batch.clear();
            for (std::int64_t user = 0; user < 50; ++user)
                batch.add(store.names()->id("test", "profile"), userKey(user));
            if (!reader->read(batch))
                ++mixed;
            for (std::size_t i = 0; i < 50; ++i) {
                const RowView row(batch.row(i), 2);
                if (!row.valid() || row.number(0) != RowView(batch.row(0), 2).number(0))
                    ++mixed;
            }
        }
    });
    for (int round = 2; round < 100; ++round)
        QVERIFY_OK(replaceUsers(store, userView(), 50, round));
    stop = true;
    reading.join();
    QCOMPARE(mixed.load(), 0);
}

void RedisStoreTest::oldRowsAreGone()
{
    auto store = storeAt(m_server->port());
    for (int round = 0; round < 3; ++round)
        QVERIFY_OK(replaceUsers(store, userView(), 3000, round));
    {
        auto writer = std::move(store.writer(userView(), WriteMode::Replace)).value();
        QVERIFY_OK(writeUsers(*writer, userView(), 5000, 9));
    }
    const auto connection = std::move(RedisConnection::open({.port = m_server->port()}, patient)).value();
    QCOMPARE(connection->ask({"KEYS", "slipway:rows:*"}).value().size(), std::size_t {1});
    // Rows that a killed writer leaves end by themselves; those that are shown do not.
    const auto key = std::string(connection->ask({"KEYS", "slipway:rows:*"}).value().at(0).text());
    QCOMPARE(connection->ask({"TTL", key}).value().number(), std::int64_t {-1});
}

void RedisStoreTest::theRowWithTheLaterEventStays()
{
    auto store = storeAt(m_server->port());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(store, view, 10, 1, 50));
    const auto reader = std::move(store.reader()).value();
    QVERIFY_OK(pushUser(store, view, 3, 2, 49));
    QCOMPARE(scoreOf(store, *reader, 3).value(), 1.0);
    QVERIFY_OK(pushUser(store, view, 3, 3, 51));
    QCOMPARE(scoreOf(store, *reader, 3).value(), 3.0);
    QVERIFY_OK(pushUser(store, view, 11, 5, 1));
    QCOMPARE(scoreOf(store, *reader, 11).value(), 5.0);
    const auto stored = *store.find("test", "profile").value();
    QCOMPARE(stored.rows, std::int64_t {11});
    QCOMPARE(stored.pushed, std::int64_t {2});
    QCOMPARE(stored.to, TimeMicros {100});
}

void RedisStoreTest::pushedRowsOutliveAReplacementUnlessItIsNewer()
{
    auto store = storeAt(m_server->port());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(store, view, 10, 1, 50));
    QVERIFY_OK(pushUser(store, view, 3, 33, 80));
    QVERIFY_OK(pushUser(store, view, 4, 44, 60));
    {
        auto writer = std::move(store.writer(view, WriteMode::Replace)).value();
        QVERIFY_OK(writeUsers(*writer, view, 10, 2, 70));
        QVERIFY_OK(pushUser(store, view, 5, 55, 90)); // while it is under way
        QVERIFY_OK(writer->commit(view));
    }
    const auto reader = std::move(store.reader()).value();
    QCOMPARE(scoreOf(store, *reader, 3).value(), 33.0);
    QCOMPARE(scoreOf(store, *reader, 4).value(), 2.0);
    QCOMPARE(scoreOf(store, *reader, 5).value(), 55.0);
    const auto stored = *store.find("test", "profile").value();
    QCOMPARE(stored.rows, std::int64_t {10});
    QCOMPARE(stored.pushed, std::int64_t {2});
}

void RedisStoreTest::writersAtOnceLoseNothing()
{
    auto store = storeAt(m_server->port());
    QVERIFY_OK(replaceUsers(store, userView(), 1, 1));
    std::atomic<int> failed {0};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 2; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 40; ++i)
                    failed += !pushUser(store, userView(), 1000 * thread + i + 10, 2, 99);
            });
        }
    }
    QCOMPARE(failed.load(), 0);
    QCOMPARE(store.find("test", "profile").value()->rows, std::int64_t {81});
}

void RedisStoreTest::rowsOfAnotherDefinitionDoNotJoin()
{
    auto store = storeAt(m_server->port());
    auto view = userView();
    QVERIFY_OK(replaceUsers(store, view, 10, 1));
    view.definition = "d2";
    auto writer = std::move(store.writer(view, WriteMode::Update)).value();
    QVERIFY_FAILS(writer->commit(view), "store.other_definition");
}

void RedisStoreTest::asksForAPassword()
{
    const RedisServer locked(m_folder.path(), {"--requirepass", "open sesame"});
    QCOMPARE_TEXT(problemAt(locked.port()), "store.redis_denied");
    RedisAddress address {.port = locked.port(), .password = "wrong"};
    QVERIFY_FAILS(RedisStore(address, patient).probe(), "store.redis_denied");
    address.password = "open sesame";
    QVERIFY_OK(RedisStore(address, patient).probe());
}

void RedisStoreTest::eachTroubleHasItsSentence()
{
    QCOMPARE_TEXT(problemAt(freePort()), "store.redis_unreachable");
    const FalseServer counts([](int client) { say(client, ":7\r\n:7\r\n:7\r\n"); });
    QCOMPARE_TEXT(problemAt(counts.port()), "store.redis_other");
    const FalseServer web([](int client) { say(client, "HTTP/1.1 400 Bad Request\r\n\r\n"); });
    QCOMPARE_TEXT(problemAt(web.port()), "store.redis_other");
    const FalseServer hangsUp([](int) {});
    QCOMPARE_TEXT(problemAt(hangsUp.port()), "store.redis_lost");
    const FalseServer half([](int client) { say(client, "$100\r\nabc"); });
    QCOMPARE_TEXT(problemAt(half.port()), "store.redis_lost");
    const FalseServer silent([](int) { std::this_thread::sleep_for(std::chrono::milliseconds(300)); });
    QCOMPARE_TEXT(problemAt(silent.port()), "store.redis_slow");
    // A byte now and then keeps no one waiting longer than the whole answer may take.
    const FalseServer drips([](int client) {
        for (int i = 0; i < 30; ++i) {
            say(client, i == 0 ? "$100\r\n" : "x");
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    QCOMPARE_TEXT(problemAt(drips.port()), "store.redis_slow");
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(400));
    const FalseServer busy(
        [](int client) { say(client, "-LOADING Redis is loading the dataset in memory\r\n"); });
    QCOMPARE_TEXT(problemAt(busy.port()), "store.redis_failed");
}

void RedisStoreTest::outOfMemoryIsNamed()
{
    const RedisServer small(m_folder.path(), {"--maxmemory", "2mb", "--maxmemory-policy", "noeviction"});
    auto store = storeAt(small.port());
    QVERIFY_OK(replaceUsers(store, userView(), 10, 1));
    QVERIFY_FAILS(replaceUsers(store, userView(), 60'000, 2), "store.redis_full");
    const auto reader = std::move(store.reader()).value();
    QCOMPARE(scoreOf(store, *reader, 5).value(), 1.0);
}

void RedisStoreTest::aStoppedRedisIsSlowNotForever()
{
    auto store = storeAt(m_server->port(), hasty);
    QVERIFY_OK(replaceUsers(store, userView(), 10, 1));
    const auto reader = std::move(store.reader()).value();
    QCOMPARE(scoreOf(store, *reader, 5).value(), 1.0);
    m_server->pause();
    QVERIFY_FAILS(scoreOf(store, *reader, 5), "store.redis_slow");
    m_server->resume();
    QCOMPARE(scoreOf(store, *reader, 5).value(), 1.0);
}

SLIPWAY_TEST_MAIN(RedisStoreTest)
#include "redis_store_test.moc"
