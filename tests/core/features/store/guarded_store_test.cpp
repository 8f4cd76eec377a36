#include "core/features/store/open_store.h"
#include "core/features/store/redis_connection.h"
#include "tests/core/features/store/redis_server.h"
#include "tests/core/features/store/stored_views.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <atomic>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

StoreOptions optionsFor(const RedisServer &server, const TemporaryFolder &folder)
{
    StoreOptions options;
    options.address = server.address();
    options.folder = folder / "online";
    options.patienceMs = 100;
    options.guard.circuit = {.failures = 3, .slow = 60ms, .rest = 50ms};
    options.guard.cacheAge = 0ms;
    return options;
}

bool waitFor(const std::function<bool()> &condition)
{
    for (int i = 0; i < 500 && !condition(); ++i)
        std::this_thread::sleep_for(10ms);
    return condition();
}

} // namespace

class GuardedStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void breaksAfterSoManyFailuresInARow();
    void slowAnswersCountAsFailures();
    void triesByItselfAndCloses();
    void hotRowsStayWithinTheirBytes();
    void hotRowsOfAnOldGenerationAreNotHandedOut();
    void hotRowsSaveQuestions();
    void aReplacementReachesHotReaders();
    void answersWithoutRedis();
    void anEmptyRedisIsNoLossEither();
    void whatIsNoRowIsNotHandedOut();
    void theNewerOfHotAndCopyIsLastKnown();
    void aSlowRedisSlowsFewRequests();
    void noRequestFailsWhileRedisDiesAndComesBack();
    void pushesSayThatRedisRests();

private:
    TemporaryFolder m_folder;
    std::unique_ptr<RedisServer> m_server;
};

void GuardedStoreTest::init()
{
    if (!RedisServer::installed())
        QSKIP("redis-server is not on this machine");
    m_server = std::make_unique<RedisServer>(m_folder.path());
    std::filesystem::remove_all(m_folder / "online");
}

void GuardedStoreTest::breaksAfterSoManyFailuresInARow()
{
    CircuitBreaker breaker({.failures = 3, .slow = 10ms, .rest = 10s}, [] { return true; });
    breaker.failed();
    breaker.failed();
    breaker.succeeded(1ms);
    breaker.failed();
    breaker.failed();
    QVERIFY(breaker.allows());
    breaker.failed();
    QVERIFY(!breaker.allows());
    QCOMPARE(breaker.figures().opened, std::uint64_t {1});
    QCOMPARE(breaker.figures().failures, std::uint64_t {5});
    QCOMPARE_TEXT(circuitStateName(breaker.figures().state), "open");
}

void GuardedStoreTest::slowAnswersCountAsFailures()
{
    CircuitBreaker breaker({.failures = 2, .slow = 10ms, .rest = 10s}, [] { return true; });
    breaker.succeeded(11ms);
    breaker.succeeded(11ms);
    QVERIFY(!breaker.allows());
    QCOMPARE(breaker.figures().slow, std::uint64_t {2});
}

void GuardedStoreTest::triesByItselfAndCloses()
{
    std::atomic<int> tries {0};
    CircuitBreaker breaker({.failures = 1, .slow = 50ms, .rest = 10ms}, [&] { return ++tries == 3; });
    breaker.failed();
    QVERIFY(!breaker.allows());
    QVERIFY(waitFor([&] { return breaker.allows(); }));
    QCOMPARE(tries.load(), 3);
    QCOMPARE(breaker.figures().probes, std::uint64_t {3});
}

void GuardedStoreTest::hotRowsStayWithinTheirBytes()
{
    HotRows hot(1 << 20);
    std::string row;
    for (int i = 0; i < 20'000; ++i) {
        hot.keep(0, 1, userKey(i), std::string(100, 'x'));
        QVERIFY(hot.find(0, 1, userKey(0), row) || i > 20);
    }
    QVERIFY(hot.figures().bytes <= (1U << 20));
    QVERIFY(hot.figures().bytes > (1U << 19));
    row.clear();
    QVERIFY(hot.find(0, 1, userKey(19'999), row));
    QCOMPARE(row.size(), std::size_t {100});
    QVERIFY(hot.find(0, 1, userKey(0), row)); // asked for all the time
    QVERIFY(!hot.find(0, 1, userKey(50), row));
}

void GuardedStoreTest::hotRowsOfAnOldGenerationAreNotHandedOut()
{
    HotRows hot(1 << 20);
    std::string row;
    hot.keep(0, 1, "a", "row");
    QVERIFY(hot.find(0, 1, "a", row));
    QVERIFY(!hot.find(0, 2, "a", row));
    QVERIFY(!hot.find(1, 1, "a", row));
    QVERIFY(hot.find(0, 0, "a", row)); // whichever there is
    hot.forget(0, "a");
    QVERIFY(!hot.find(0, 0, "a", row));
}

void GuardedStoreTest::hotRowsSaveQuestions()
{
    auto options = optionsFor(*m_server, m_folder);
    options.guard.cacheAge = 10s;
    const auto store = std::move(openStore(options)).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    const auto reader = std::move(store->reader()).value();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    QCOMPARE(scoreOf(*store, *reader, 77).value(), -1.0);
    QCOMPARE(scoreOf(*store, *reader, 77).value(), -1.0); // that there is none is known too
    const auto figures = dynamic_cast<GuardedStore &>(*store).figures();
    QCOMPARE(figures.cache.hits, std::uint64_t {5});
    QCOMPARE(figures.cache.misses, std::uint64_t {2});
    QVERIFY_OK(pushUser(*store, userView(), 3, 4, 99));
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 4.0);
}

void GuardedStoreTest::aReplacementReachesHotReaders()
{
    auto options = optionsFor(*m_server, m_folder);
    options.guard.cacheAge = 50ms;
    const auto store = std::move(openStore(options)).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    const auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 2));
    QVERIFY(waitFor([&] { return scoreOf(*store, *reader, 3).value() == 2; }));
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 2.0);
}

void GuardedStoreTest::answersWithoutRedis()
{
    const auto store = std::move(openStore(optionsFor(*m_server, m_folder))).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 100, 1));
    const auto reader = std::move(store->reader()).value();
    m_server->stop();
    for (int user = 0; user < 100; ++user) {
        ReadBatch batch;
        batch.add(store->names()->id("test", "profile"), userKey(user));
        QVERIFY_OK(reader->read(batch));
        QVERIFY(batch.stale());
        QCOMPARE(RowView(batch.row(0), 2).number(0), 1.0);
    }
    const auto figures = dynamic_cast<GuardedStore &>(*store).figures();
    QCOMPARE(figures.circuit.opened, std::uint64_t {1});
    QCOMPARE(figures.stale, std::uint64_t {100});
    QCOMPARE(store->views().value().size(), std::size_t {1});
}

void GuardedStoreTest::anEmptyRedisIsNoLossEither()
{
    const auto store = std::move(openStore(optionsFor(*m_server, m_folder))).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    m_server->stop();
    QVERIFY(m_server->start());
    const auto reader = std::move(store->reader()).value();
    ReadBatch batch;
    batch.add(store->names()->id("test", "profile"), userKey(3));
    QVERIFY_OK(reader->read(batch));
    QVERIFY(batch.stale());
    QCOMPARE(RowView(batch.row(0), 2).number(0), 1.0);
}

void GuardedStoreTest::whatIsNoRowIsNotHandedOut()
{
    const auto store = std::move(openStore(optionsFor(*m_server, m_folder))).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    const auto connection = std::move(RedisConnection::open({.port = m_server->port()}, {})).value();
    const auto rows = std::string(connection->ask({"KEYS", "slipway:rows:*"}).value().at(0).text());
    const auto reader = std::move(store->reader()).value();
    for (const auto &garbage : {std::string("x"), std::string(200, '\xFF')}) {
        QVERIFY_OK(connection->ask({"HSET", rows, userKey(3), garbage}));
        QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
        QCOMPARE(scoreOf(*store, *reader, 4).value(), 1.0);
    }
    QVERIFY_OK(connection->ask({"HSET", "slipway:view:test/profile", "stamp", "x", "head", "{}"}));
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 1.0);
    QVERIFY_OK(connection->ask({"SET", "slipway:view:test/profile", "no hash"}));
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 1.0);
}

// Another machine pushes into Redis; this one has read it, and its copy has not.
void GuardedStoreTest::theNewerOfHotAndCopyIsLastKnown()
{
    auto options = optionsFor(*m_server, m_folder);
    const auto store = std::move(openStore(options)).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    options.folder = m_folder / "other";
    QVERIFY_OK(pushUser(*std::move(openStore(options)).value(), userView(), 3, 7, 99));
    const auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 7.0);
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 1.0);
    m_server->stop();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 7.0);
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 1.0);
    QCOMPARE(scoreOf(*store, *reader, 5).value(), 1.0);
}

void GuardedStoreTest::aSlowRedisSlowsFewRequests()
{
    const auto store = std::move(openStore(optionsFor(*m_server, m_folder))).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 100, 1));
    const auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    m_server->pause();
    int slow = 0;
    for (int i = 0; i < 200; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        QCOMPARE(scoreOf(*store, *reader, i % 100).value(), 1.0);
        slow += std::chrono::steady_clock::now() - begin > 50ms;
        std::this_thread::sleep_for(2ms);
    }
    QVERIFY2(slow <= 3, qPrintable(QString::number(slow)));
    m_server->resume();
    QVERIFY(waitFor([&] {
        return dynamic_cast<GuardedStore &>(*store).figures().circuit.state == CircuitState::Closed;
    }));
}

void GuardedStoreTest::noRequestFailsWhileRedisDiesAndComesBack()
{
    const auto store = std::move(openStore(optionsFor(*m_server, m_folder))).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 100, 1));
    std::atomic<bool> stop {false};
    std::atomic<int> wrong {0};
    std::atomic<int> reads {0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
        threads.emplace_back([&] {
            const auto reader = std::move(store->reader()).value();
            for (int user = 0; !stop; user = (user + 1) % 100) {
                const auto score = scoreOf(*store, *reader, user);
                wrong += !score || score.value() != 1;
                ++reads;
            }
        });
    }
    for (int round = 0; round < 2; ++round) {
        std::this_thread::sleep_for(100ms);
        m_server->stop();
        std::this_thread::sleep_for(200ms);
        QVERIFY(m_server->start());
        QVERIFY(waitFor([&] {
            return dynamic_cast<GuardedStore &>(*store).figures().circuit.state == CircuitState::Closed;
        }));
    }
    stop = true;
    threads.clear();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(reads > 100);
}

void GuardedStoreTest::pushesSayThatRedisRests()
{
    auto options = optionsFor(*m_server, m_folder);
    options.guard.circuit.rest = 10s;
    const auto store = std::move(openStore(options)).value();
    QVERIFY_OK(replaceUsers(*store, userView(), 100, 1));
    m_server->stop();
    const auto reader = std::move(store->reader()).value();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    QVERIFY_FAILS(pushUser(*store, userView(), 3, 4, 99), "store.redis_resting");
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
}

SLIPWAY_TEST_MAIN(GuardedStoreTest)
#include "guarded_store_test.moc"
