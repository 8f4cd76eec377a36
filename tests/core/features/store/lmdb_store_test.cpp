#include "core/features/store/lmdb_store.h"
#include "tests/core/features/store/stored_views.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <csignal>
#include <fstream>
#include <stop_token>
#include <thread>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

std::unique_ptr<LmdbStore> storeIn(const std::filesystem::path &folder, std::size_t mapBytes = 1 << 30)
{
    auto store = LmdbStore::open(folder, {.create = true, .mapBytes = mapBytes});
    return store ? std::move(store).value() : nullptr;
}

/// The counts of the view, found by looking at every row.
StoredView counted(LmdbStore &store, std::int64_t upTo)
{
    auto reader = store.reader();
    auto view = userView();
    view.layoutId = view.layout.id();
    ReadBatch batch;
    for (std::int64_t user = 0; user < upTo; ++user)
        batch.add(store.names()->id("test", "profile"), userKey(user));
    if (!reader || !reader.value()->read(batch))
        return view;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (const RowView row(batch.row(i), 2); row.valid())
            view.count(row, 1);
    }
    return view;
}

} // namespace

class LmdbStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFolderWithoutAStoreIsNamed();
    void keepsWhatWasWritten();
    void countsRowsAndValues();
    void readersSeeNothingBeforeTheCommit();
    void aReplacementIsSeenAsAWhole();
    void thePlaceOfOldRowsIsUsedAgain();
    void theRowWithTheLaterEventStays();
    void pushedRowsOutliveAReplacementUnlessItIsNewer();
    void rowsOfAnotherDefinitionDoNotJoin();
    void growsBeyondItsMap();
    void growsWhileOthersRead();
    void saysWhenItMayNotGrow();
    void stopsWhenAsked();
    void aKilledWriterLeavesEverythingAsItWas();
    void anotherProcessSeesWhatIsWritten();
    void aWriterThatDoesNotLetGoIsNamed();
    void otherFilesAreRefusedAndLeftAlone();
    void aFileThatWasCutShortIsNamed();
    void readsFromAFolderWithoutRightsToWrite();
    void aFullDiskIsNamedAndNothingIsLost();
    void aDiskWithoutRoomForTheLocksIsNamed();
};

void LmdbStoreTest::aFolderWithoutAStoreIsNamed()
{
    TemporaryFolder folder;
    QVERIFY_FAILS(LmdbStore::open(folder / "none"), "store.missing");
    QVERIFY_FAILS(LmdbStore::open(folder.path()), "store.missing");
    QVERIFY(!std::filesystem::exists(folder / "data.mdb"));
}

void LmdbStoreTest::keepsWhatWasWritten()
{
    TemporaryFolder folder;
    const auto view = userView();
    {
        const auto store = storeIn(folder.path());
        QVERIFY_OK(replaceUsers(*store, view, 1000, 0.25));
    }
    const auto store = storeIn(folder.path());
    const auto reader = store->reader();
    QVERIFY_OK(reader);
    QCOMPARE(scoreOf(*store, *reader.value(), 999).value(), 0.25);
    QCOMPARE(scoreOf(*store, *reader.value(), 1000).value(), -1.0);
    QCOMPARE(scoreOf(*store, *reader.value(), 0, "other").value(), -1.0);

    ReadBatch batch;
    const auto id = store->names()->id("test", "profile");
    batch.add(id, userKey(7));
    QVERIFY_OK(reader.value()->read(batch));
    QCOMPARE_TEXT(RowView(batch.row(0), 2).text(1), "word 7");
    QCOMPARE(batch.stored(id)->layout, view.layout);
    QVERIFY(!batch.stale());
}

void LmdbStoreTest::countsRowsAndValues()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    QVERIFY_OK(replaceUsers(*store, userView(), 1000, 0.25, 60));
    const auto stored = store->find("test", "profile");
    QVERIFY_OK(stored);
    QVERIFY(stored.value().has_value());
    QCOMPARE(stored.value()->rows, std::int64_t {1000});
    QCOMPARE(stored.value()->present, (std::vector<std::int64_t> {1000, 666}));
    QCOMPARE(stored.value()->values(), std::int64_t {1666});
    QCOMPARE(stored.value()->to, TimeMicros {100});
    QCOMPARE(*stored.value()->latestEvent, TimeMicros {60});
    QCOMPARE_NEAR(completeness(*stored.value()).at("word").get<double>(), 0.666, 1e-12);
}

void LmdbStoreTest::readersSeeNothingBeforeTheCommit()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 100, 1));
    const auto reader = std::move(store->reader()).value();
    {
        // More than fits into one transaction.
        auto writer = store->writer(view, WriteMode::Replace);
        QVERIFY_OK(writer);
        QVERIFY_OK(writeUsers(*writer.value(), view, 400'000, 2));
        QCOMPARE(scoreOf(*store, *reader, 5).value(), 1.0);
    }
    QCOMPARE(scoreOf(*store, *reader, 5).value(), 1.0); // dropped without a commit
    QCOMPARE(scoreOf(*store, *reader, 101).value(), -1.0);
    QCOMPARE(store->find("test", "profile").value()->rows, std::int64_t {100});
}

void LmdbStoreTest::aReplacementIsSeenAsAWhole()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 50, 1));
    std::atomic<bool> stop {false};
    std::atomic<int> mixed {0};
    std::atomic<int> looks {0};
    std::jthread reading([&] {
        const auto reader = std::move(store->reader()).value();
        ReadBatch batch;
        while (!stop) {
            batch.clear();
            for (std::int64_t user = 0; user < 50; ++user)
                batch.add(store->names()->id("test", "profile"), userKey(user));
            if (!reader->read(batch))
                ++mixed;
            for (std::size_t i = 0; i < 50; ++i) {
                const RowView row(batch.row(i), 2);
                if (!row.valid() || row.number(0) != RowView(batch.row(0), 2).number(0))
                    ++mixed;
            }
            ++looks;
        }
    });
    for (int round = 2; round < 60; ++round)
        QVERIFY_OK(replaceUsers(*store, view, 50, round));
    while (looks < 100)
        std::this_thread::yield();
    stop = true;
    reading.join();
    QCOMPARE(mixed.load(), 0);
}

void LmdbStoreTest::thePlaceOfOldRowsIsUsedAgain()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    for (int round = 0; round < 3; ++round)
        QVERIFY_OK(replaceUsers(*store, userView(), 5'000, round));
    const auto before = std::filesystem::file_size(folder / "data.mdb");
    for (int round = 0; round < 6; ++round)
        QVERIFY_OK(replaceUsers(*store, userView(), 5'000, round));
    const auto after = std::filesystem::file_size(folder / "data.mdb");
    QVERIFY2(after <= before * 3 / 2, qPrintable(QStringLiteral("%1 after %2").arg(after).arg(before)));
}

void LmdbStoreTest::theRowWithTheLaterEventStays()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 10, 1, 50));
    const auto reader = std::move(store->reader()).value();
    QVERIFY_OK(pushUser(*store, view, 3, 2, 49));
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    QVERIFY_OK(pushUser(*store, view, 3, 3, 51));
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 3.0);
    QVERIFY_OK(pushUser(*store, view, 3, 4, 51)); // of the same moment: what comes later
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 4.0);
    QVERIFY_OK(pushUser(*store, view, 11, 5, 1));
    QCOMPARE(scoreOf(*store, *reader, 11).value(), 5.0);
    const auto stored = *store->find("test", "profile").value();
    QCOMPARE(stored.rows, std::int64_t {11});
    QCOMPARE(stored.pushed, std::int64_t {2});
    QCOMPARE(stored.present, counted(*store, 20).present);
    QCOMPARE(stored.to, TimeMicros {100});
}

void LmdbStoreTest::pushedRowsOutliveAReplacementUnlessItIsNewer()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    const auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 10, 1, 50));
    QVERIFY_OK(pushUser(*store, view, 3, 33, 80));
    QVERIFY_OK(pushUser(*store, view, 4, 44, 60));
    {
        auto writer = std::move(store->writer(view, WriteMode::Replace)).value();
        QVERIFY_OK(writeUsers(*writer, view, 10, 2, 70));
        QVERIFY_OK(pushUser(*store, view, 5, 55, 90)); // while it is under way
        QVERIFY_OK(writer->commit(view));
    }
    const auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 33.0);
    QCOMPARE(scoreOf(*store, *reader, 4).value(), 2.0);
    QCOMPARE(scoreOf(*store, *reader, 5).value(), 55.0);
    const auto stored = *store->find("test", "profile").value();
    QCOMPARE(stored.rows, std::int64_t {10});
    QCOMPARE(stored.pushed, std::int64_t {2});
    QCOMPARE(stored.present, counted(*store, 10).present);
}

void LmdbStoreTest::rowsOfAnotherDefinitionDoNotJoin()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 10, 1));
    view.definition = "d2";
    auto writer = store->writer(view, WriteMode::Update);
    QVERIFY_OK(writer);
    QVERIFY_FAILS(writer.value()->commit(view), "store.other_definition");
    view.layout.columns[0].name = "other";
    QVERIFY_FAILS(pushUser(*store, view, 1, 1, 99), "store.other_definition");
}

void LmdbStoreTest::growsBeyondItsMap()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path(), 1 << 20);
    const auto view = userView();
    QVERIFY_OK(replaceUsers(*store, view, 50'000, 1)); // some 4 MB in one transaction
    QCOMPARE(counted(*store, 50'000).rows, std::int64_t {50'000});
    QCOMPARE(store->find("test", "profile").value()->rows, std::int64_t {50'000});
    QVERIFY(std::filesystem::file_size(folder / "data.mdb") > (3U << 20));
}

void LmdbStoreTest::growsWhileOthersRead()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path(), 1 << 20);
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    std::atomic<bool> stop {false};
    std::atomic<int> wrong {0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            const auto reader = std::move(store->reader()).value();
            while (!stop) {
                const auto score = scoreOf(*store, *reader, 5);
                wrong += !score || score.value() < 1;
            }
        });
    }
    for (int round = 1; round < 8; ++round)
        QVERIFY_OK(replaceUsers(*store, userView(), 4'000 * round, round));
    stop = true;
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

void LmdbStoreTest::saysWhenItMayNotGrow()
{
    TemporaryFolder folder;
    auto store = LmdbStore::open(folder.path(), {.create = true, .mapBytes = 1 << 20, .mostBytes = 2 << 20});
    QVERIFY_OK(store);
    QVERIFY_OK(replaceUsers(*store.value(), userView(), 100, 1));
    QVERIFY_FAILS(replaceUsers(*store.value(), userView(), 100'000, 2), "store.full");
    const auto reader = std::move(store.value()->reader()).value();
    QCOMPARE(scoreOf(*store.value(), *reader, 5).value(), 1.0);
    QVERIFY_OK(replaceUsers(*store.value(), userView(), 100, 3)); // what fits still does
}

void LmdbStoreTest::stopsWhenAsked()
{
    TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    std::stop_source source;
    RunContext context;
    context.stop = source.get_token();
    auto writer = store->writer(userView(), WriteMode::Replace, context);
    QVERIFY_OK(writer);
    source.request_stop();
    QVERIFY_FAILS(writer.value()->commit(userView()), "base.cancelled");
    QVERIFY(!store->find("test", "profile").value());
}

// The child fills a new generation until it is killed; where it was at that moment differs.
void LmdbStoreTest::aKilledWriterLeavesEverythingAsItWas()
{
    TemporaryFolder folder;
    const auto view = userView();
    QVERIFY(inChild([&] { return said(replaceUsers(*storeIn(folder.path()), view, 500, 1)); }) == "ok");
    for (int round = 0; round < 6; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto store = storeIn(folder.path(), 1 << 22);
            auto writer = std::move(store->writer(view, WriteMode::Replace)).value();
            while (writeUsers(*writer, view, 1'000'000, 2)) { }
            ::_exit(1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(30 + 40 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const auto answer = inChild([&]() -> std::string {
            const auto store = storeIn(folder.path());
            const auto found = counted(*store, 600);
            const auto stored = store->find("test", "profile").value();
            if (found.rows != 500 || stored->rows != 500 || stored->present != found.present)
                return fmt::format("{} rows, {} counted", found.rows, stored->rows);
            return said(pushUser(*store, view, 1, 1, 51));
        });
        QCOMPARE_TEXT(answer, "ok");
    }
    const auto store = storeIn(folder.path());
    QVERIFY_OK(replaceUsers(*store, view, 500, 3)); // sweeps what the killed ones left
    const auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 499).value(), 3.0);
}

void LmdbStoreTest::anotherProcessSeesWhatIsWritten()
{
    TemporaryFolder folder;
    Child child([&]() -> std::string {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        const auto store = storeIn(folder.path(), 1 << 20); // it must take over the other's larger map
        const auto reader = std::move(store->reader()).value();
        for (int i = 0; i < 200; ++i) {
            if (scoreOf(*store, *reader, 5).value() == 9)
                return "ok";
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return "never seen";
    });
    const auto store = storeIn(folder.path(), 1 << 20);
    for (int round = 0; round < 10; ++round)
        QVERIFY_OK(replaceUsers(*store, userView(), 5'000, round));
    QCOMPARE_TEXT(child.answer(), "ok");
}

// A process that is stopped in the middle of a transaction.
void LmdbStoreTest::aWriterThatDoesNotLetGoIsNamed()
{
    TemporaryFolder folder;
    QVERIFY(inChild([&] { return said(replaceUsers(*storeIn(folder.path()), userView(), 10, 4)); }) == "ok");
    const pid_t child = ::fork();
    if (child == 0) {
        const auto environment = std::move(LmdbEnvironment::open(folder.path(), {})).value();
        static_cast<void>(environment->write([&](LmdbTransaction &) {
            folder.write("inside", "");
            ::pause();
            return done();
        }));
        ::_exit(0);
    }
    while (!std::filesystem::exists(folder / "inside"))
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    {
        const auto store =
            std::move(LmdbStore::open(folder.path(), {.patience = std::chrono::milliseconds(50)})).value();
        QVERIFY_FAILS(pushUser(*store, userView(), 1, 5, 99), "store.busy");
        const auto reader = std::move(store->reader()).value();
        QCOMPARE(scoreOf(*store, *reader, 1).value(), 4.0); // who reads does not wait
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto store = storeIn(folder.path());
    QVERIFY_OK(pushUser(*store, userView(), 1, 5, 99));
}

void LmdbStoreTest::otherFilesAreRefusedAndLeftAlone()
{
    TemporaryFolder folder;
    const std::string text(10'000, 'x');
    folder.write("data.mdb", text);
    QVERIFY_FAILS(LmdbStore::open(folder.path()), "store.other_format");
    QCOMPARE_TEXT(readText(folder / "data.mdb"), text);

    TemporaryFolder other;
    {
        const auto environment = LmdbEnvironment::open(other.path(), {.create = true});
        QVERIFY_OK(environment);
        QVERIFY_OK(environment.value()->write(
            [](LmdbTransaction &changes) { return changes.put(LmdbTable::Contents, "format", "99"); }));
    }
    QVERIFY_FAILS(LmdbStore::open(other.path()), "store.other_format");
}

void LmdbStoreTest::aFileThatWasCutShortIsNamed()
{
    TemporaryFolder folder;
    QVERIFY_OK(replaceUsers(*storeIn(folder.path()), userView(), 10'000, 1));
    const auto size = std::filesystem::file_size(folder / "data.mdb");
    for (const auto part : {size - 4096, size / 2, std::uintmax_t {8192}}) {
        std::filesystem::resize_file(folder / "data.mdb", part);
        QVERIFY_FAILS(LmdbStore::open(folder.path()), "store.damaged");
    }
    for (const auto part : {4096, 100, 0}) {
        std::filesystem::resize_file(folder / "data.mdb", static_cast<std::uintmax_t>(part));
        const auto opened = LmdbStore::open(folder.path());
        QVERIFY(opened || opened.error().message.ends_with("."));
    }
}

void LmdbStoreTest::readsFromAFolderWithoutRightsToWrite()
{
    TemporaryFolder folder;
    QVERIFY(inChild([&] { return said(replaceUsers(*storeIn(folder.path()), userView(), 10, 4)); }) == "ok");
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    const auto answer = withoutRights([&]() -> std::string {
        auto store = LmdbStore::open(folder.path());
        if (!store)
            return said(store);
        const auto reader = store.value()->reader();
        const auto score = scoreOf(*store.value(), *reader.value(), 5);
        if (!score || score.value() != 4)
            return "not read";
        return said(pushUser(*store.value(), userView(), 1, 1, 99)).substr(0, 14);
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer, "file.read_only");
}

void LmdbStoreTest::aFullDiskIsNamedAndNothingIsLost()
{
    TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "3m", [&]() -> std::string {
        const auto store = storeIn(folder.path());
        if (const auto small = replaceUsers(*store, userView(), 100, 1); !small)
            return said(small);
        const auto large = replaceUsers(*store, userView(), 100'000, 2);
        if (large || large.error().id != "file.disk_full")
            return said(large);
        const auto reader = std::move(store->reader()).value();
        if (const auto score = scoreOf(*store, *reader, 5); !score || score.value() != 1)
            return "lost";
        return said(replaceUsers(*store, userView(), 100, 3));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer, "ok");
}

// The store is there, but not the file of its locks, as after a copy.
void LmdbStoreTest::aDiskWithoutRoomForTheLocksIsNamed()
{
    TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "3m", [&]() -> std::string {
        if (const auto small = replaceUsers(*storeIn(folder.path()), userView(), 100, 1); !small)
            return said(small);
        std::filesystem::remove(folder / "lock.mdb");
        {
            std::ofstream fill(folder / "fill", std::ios::binary);
            for (int i = 0; i < 1000 && fill; ++i)
                fill << std::string(4096, 'x') << std::flush;
        }
        if (const auto store = LmdbStore::open(folder.path()); store || store.error().id != "file.disk_full")
            return said(store);
        std::filesystem::remove(folder / "fill");
        return said(replaceUsers(*storeIn(folder.path()), userView(), 100, 2));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer, "ok");
}

SLIPWAY_TEST_MAIN(LmdbStoreTest)
#include "lmdb_store_test.moc"
