#include "core/workspace/change_feed.h"

#include "core/workspace/runs.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::TemporaryFolder;

class ChangeFeedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatWasThereBeforeIsNoNews();
    void anotherConnectionsChangeIsSeenOnce();
    void aChangeWithoutAnEventIsSeenToo();
    void aChangeThatIsTakenBackIsNoNews();
    void manyEventsComeInSeveralPolls();
    void twoFeedsBothHear();

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<Store> m_mine;
    std::unique_ptr<Store> m_other;

    void append(Store &store, const std::string &subject) const
    {
        QVERIFY_OK(EventLog(store).append({"ada", "cli", ""}, {"kind", subject, Json::object(), {}}));
    }
};

void ChangeFeedTest::init()
{
    m_mine.reset();
    m_other.reset();
    m_folder = std::make_unique<TemporaryFolder>();
    m_mine = openSqliteStore(*m_folder / "slipway.db").value();
    m_other = openSqliteStore(*m_folder / "slipway.db").value();
}

void ChangeFeedTest::whatWasThereBeforeIsNoNews()
{
    append(*m_other, "old");
    auto feed = ChangeFeed::start(*m_mine).value();
    const auto news = feed.poll();
    QVERIFY_OK(news);
    QVERIFY(!news.value().changed);
    QVERIFY(news.value().events.empty());
}

void ChangeFeedTest::anotherConnectionsChangeIsSeenOnce()
{
    append(*m_other, "old");
    auto feed = ChangeFeed::start(*m_mine).value();
    append(*m_other, "new");
    const auto news = feed.poll().value();
    QVERIFY(news.changed);
    QCOMPARE(news.events.size(), std::size_t {1});
    QCOMPARE_TEXT(news.events.front().change.subject, "new");
    QVERIFY(!feed.poll().value().changed);
    append(*m_other, "newer");
    QCOMPARE_TEXT(feed.poll().value().events.front().change.subject, "newer");
    QVERIFY(!feed.poll().value().changed);
}

void ChangeFeedTest::aChangeWithoutAnEventIsSeenToo()
{
    auto feed = ChangeFeed::start(*m_mine).value();
    QVERIFY_OK(Runs(*m_other).create({.experiment = "feed"}));
    const auto news = feed.poll().value();
    QVERIFY(news.changed);
    QVERIFY(news.events.empty());
    QVERIFY(!feed.poll().value().changed);
}

void ChangeFeedTest::aChangeThatIsTakenBackIsNoNews()
{
    auto feed = ChangeFeed::start(*m_mine).value();
    QVERIFY_FAILS(m_other->transaction([&]() -> Status {
        append(*m_other, "taken back");
        return Error {ErrorCode::Cancelled, "base.cancelled", {}, "", ""};
    }),
                  "base.cancelled");
    QVERIFY(!feed.poll().value().changed);
}

void ChangeFeedTest::manyEventsComeInSeveralPolls()
{
    auto feed = ChangeFeed::start(*m_mine).value();
    QVERIFY_OK(m_other->transaction([&] {
        for (int i = 1; i <= 1500; ++i)
            append(*m_other, std::to_string(i));
        return done();
    }));
    std::int64_t expected = 0;
    int polls = 0;
    for (auto news = feed.poll().value(); news.changed; news = feed.poll().value(), ++polls) {
        for (const auto &event : news.events)
            QCOMPARE(event.seq, ++expected);
    }
    QCOMPARE(expected, std::int64_t {1500});
    QVERIFY(polls >= 2);
}

void ChangeFeedTest::twoFeedsBothHear()
{
    const auto third = openSqliteStore(*m_folder / "slipway.db").value();
    auto first = ChangeFeed::start(*m_mine).value();
    auto second = ChangeFeed::start(*third).value();
    append(*m_other, "new");
    QCOMPARE(first.poll().value().events.size(), std::size_t {1});
    QCOMPARE(second.poll().value().events.size(), std::size_t {1});
}

SLIPWAY_TEST_MAIN(ChangeFeedTest)
#include "change_feed_test.moc"
