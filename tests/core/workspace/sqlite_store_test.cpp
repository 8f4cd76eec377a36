#include "core/workspace/sqlite_store.h"

#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/workspace/migrations.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <stdexcept>
#include <thread>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::Child;
using slipway::testing::onSmallDisk;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;
using slipway::testing::withoutRights;

class SqliteStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyFileGetsTheNewestSchema();
    void anotherOpeningChangesNothing();
    void severalProcessesCanMakeTheSameFile();
    void aNewerVersionIsRefusedAndNotTouched();
    void aDamagedHeaderIsSaidAndNothingIsTouched();
    void aDamagedPageIsSaid();
    void valuesComeBackAsTheyWere();
    void numbersThatDoNotExistComeBackToo();
    void aTransactionIsAllOrNothing();
    void nestedTransactionsRollBackTogether();
    void aTransactionThatThrowsIsRolledBack();
    void aSnapshotSeesNoLaterChange();
    void theSameStatementCanRunInsideItself();
    void aMistakeInAStatementIsSaid();
    void recordsThatOthersPointToAreKept();
    void aWriterWaitsForAnother();
    void connectionsInterleaveTheirWrites();
    void theDataVersionTellsOfOthersOnly();
    void aReadOnlyFolderOpensReadOnly();
    void aReadOnlyFolderShowsWhatAnotherProcessJustWrote();
    void aReadOnlyFolderWithoutRecordsIsSaid();
    void aDiskThatFillsUpLosesNothing();
    void aFullDiskOpensReadOnly();
    void aFolderMayHaveAnyName();
};

namespace {

std::int64_t number(Store &store, std::string_view sql)
{
    std::int64_t value = -1;
    const auto status = store.each(sql, {}, [&](const Row &row) { value = row.integer(0); });
    return status ? value : -2;
}

std::int64_t tagCount(Store &store)
{
    return number(store, "SELECT COUNT(*) FROM experiment_tags");
}

Status addTag(Store &store, const std::string &key)
{
    return store.execute("INSERT INTO experiment_tags (experiment_id, key, value) VALUES (0, ?, '')", {key});
}

std::set<std::string> namesIn(const std::filesystem::path &folder)
{
    std::set<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// A folder that everybody may look into, which a test's temporary folder is not.
std::filesystem::path openFolder(const TemporaryFolder &folder)
{
    using std::filesystem::perms;
    std::filesystem::permissions(folder.path(), perms(0755));
    return folder / "slipway.db";
}

} // namespace

void SqliteStoreTest::anEmptyFileGetsTheNewestSchema()
{
    const TemporaryFolder folder;
    const auto store = openSqliteStore(folder / "slipway.db");
    QVERIFY_OK(store);
    QVERIFY(!store.value()->readOnly());
    QCOMPARE(number(*store.value(), "PRAGMA user_version"), static_cast<std::int64_t>(migrations().size()));
    QCOMPARE(number(*store.value(), "PRAGMA foreign_keys"), std::int64_t {1});
    std::string mode;
    QVERIFY_OK(store.value()->each("PRAGMA journal_mode", {}, [&](const Row &row) { mode = row.text(0); }));
    QCOMPARE_TEXT(mode, "wal");
    QCOMPARE(number(*store.value(), "SELECT experiment_id FROM experiments WHERE name = 'Default'"),
             std::int64_t {0});
}

void SqliteStoreTest::anotherOpeningChangesNothing()
{
    const TemporaryFolder folder;
    QVERIFY_OK(addTag(*openSqliteStore(folder / "slipway.db").value(), "kept"));
    const auto before = readText(folder / "slipway.db");
    QCOMPARE(tagCount(*openSqliteStore(folder / "slipway.db").value()), std::int64_t {1});
    QVERIFY(readText(folder / "slipway.db") == before);
}

void SqliteStoreTest::severalProcessesCanMakeTheSameFile()
{
    const TemporaryFolder folder;
    const auto make = [&] {
        const auto store = openSqliteStore(folder / "slipway.db");
        return store ? std::to_string(number(*store.value(), "SELECT COUNT(*) FROM experiments"))
                     : said(store);
    };
    Child first(make);
    Child second(make);
    Child third(make);
    for (auto *child : {&first, &second, &third})
        QCOMPARE_TEXT(child->answer(), "1");
}

void SqliteStoreTest::aNewerVersionIsRefusedAndNotTouched()
{
    const TemporaryFolder folder;
    {
        const auto store = openSqliteStore(folder / "slipway.db").value();
        QVERIFY_OK(addTag(*store, "from the future"));
        QVERIFY_OK(store->execute("PRAGMA user_version = 99"));
    }
    const auto before = readText(folder / "slipway.db");
    const auto opened = openSqliteStore(folder / "slipway.db");
    QVERIFY_FAILS(opened, "workspace.newer");
    QCOMPARE_TEXT(opened.error().message,
                  folder.path().string() + " was written by a newer Slipway (format 99, this one knows "
                      + std::to_string(migrations().size())
                      + "). Update Slipway; the workspace was not changed.");
    QVERIFY(readText(folder / "slipway.db") == before);
    QCOMPARE(namesIn(folder.path()), std::set<std::string> {"slipway.db"});
}

void SqliteStoreTest::aDamagedHeaderIsSaidAndNothingIsTouched()
{
    const TemporaryFolder folder;
    const auto file = folder / "slipway.db";
    QVERIFY_OK(openSqliteStore(file));
    auto bytes = readText(file);
    bytes.replace(0, 100, std::string(100, '\x5A'));
    folder.write("slipway.db", bytes);
    const auto opened = openSqliteStore(file);
    QVERIFY_FAILS(opened, "workspace.damaged");
    QVERIFY(opened.error().message.find(file.string()) != std::string::npos);
    QVERIFY(readText(file) == bytes);

    folder.write("slipway.db", "this was a shopping list, long enough to be no empty file\n");
    QVERIFY_FAILS(openSqliteStore(file), "workspace.damaged");
}

void SqliteStoreTest::aDamagedPageIsSaid()
{
    const TemporaryFolder folder;
    const auto file = folder / "slipway.db";
    QVERIFY_OK(addTag(*openSqliteStore(file).value(), "on a page that will be lost"));
    auto bytes = readText(file);
    std::fill(bytes.begin() + 4096, bytes.end(), '\xFF');
    folder.write("slipway.db", bytes);
    const auto opened = openSqliteStore(file);
    const auto read = opened ? opened.value()->each("SELECT * FROM experiment_tags", {}, [](const Row &) {})
                             : Status(opened.error());
    QVERIFY_FAILS(read, "workspace.damaged");
}

void SqliteStoreTest::valuesComeBackAsTheyWere()
{
    const auto store = openMemoryStore().value();
    const std::string text("caf\xC3\xA9\0 after a zero", 20);
    bool visited = false;
    QVERIFY_OK(store->each("SELECT ?, ?, ?, ?, ?",
                           {std::numeric_limits<std::int64_t>::min(), 0.1, text, std::string(), Value()},
                           [&](const Row &row) {
                               visited = true;
                               QCOMPARE(row.integer(0), std::numeric_limits<std::int64_t>::min());
                               QCOMPARE(row.real(1), 0.1);
                               QCOMPARE_TEXT(row.text(2), text);
                               QVERIFY(!row.isNull(3));
                               QCOMPARE_TEXT(row.text(3), "");
                               QVERIFY(row.isNull(4));
                               QCOMPARE_TEXT(row.text(4), "");
                           }));
    QVERIFY(visited);
}

void SqliteStoreTest::numbersThatDoNotExistComeBackToo()
{
    const auto store = openMemoryStore().value();
    QVERIFY_OK(store->execute("CREATE TABLE numbers (value REAL)"));
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double value : {infinity, -infinity, std::nan(""), 5e-324, -0.0})
        QVERIFY_OK(store->execute("INSERT INTO numbers VALUES (?)", {value}));
    std::vector<double> back;
    QVERIFY_OK(store->each("SELECT value FROM numbers ORDER BY rowid", {},
                           [&](const Row &row) { back.push_back(row.real(0)); }));
    QCOMPARE(back.size(), std::size_t {5});
    QCOMPARE(back[0], infinity);
    QCOMPARE(back[1], -infinity);
    QVERIFY(std::isnan(back[2]));
    QCOMPARE(back[3], 5e-324);
    QCOMPARE(back[4], 0.0);
}

void SqliteStoreTest::aTransactionIsAllOrNothing()
{
    const auto store = openMemoryStore().value();
    QVERIFY_FAILS(store->transaction([&]() -> Status {
        SLIPWAY_TRY(addTag(*store, "a"));
        return cancelled();
    }),
                  "base.cancelled");
    QCOMPARE(tagCount(*store), std::int64_t {0});
    QVERIFY_OK(store->transaction([&] { return addTag(*store, "a"); }));
    QCOMPARE(tagCount(*store), std::int64_t {1});
}

void SqliteStoreTest::nestedTransactionsRollBackTogether()
{
    const auto store = openMemoryStore().value();
    QVERIFY_FAILS(store->transaction([&]() -> Status {
        SLIPWAY_TRY(addTag(*store, "outer"));
        SLIPWAY_TRY(store->transaction([&] { return addTag(*store, "inner"); }));
        return cancelled();
    }),
                  "base.cancelled");
    QCOMPARE(tagCount(*store), std::int64_t {0});
    QVERIFY_FAILS(store->transaction([&]() -> Status {
        SLIPWAY_TRY(addTag(*store, "outer"));
        return store->transaction([&]() -> Status {
            SLIPWAY_TRY(addTag(*store, "inner"));
            return addTag(*store, "inner"); // the key is there already
        });
    }),
                  "workspace.database");
    QCOMPARE(tagCount(*store), std::int64_t {0});
    QVERIFY_OK(addTag(*store, "the store goes on"));
}

void SqliteStoreTest::aTransactionThatThrowsIsRolledBack()
{
    const auto store = openMemoryStore().value();
    QVERIFY_EXCEPTION_THROWN((void)store->transaction([&]() -> Status {
        SLIPWAY_TRY(addTag(*store, "a"));
        throw std::runtime_error("a library's exception");
    }),
                             std::runtime_error);
    QCOMPARE(tagCount(*store), std::int64_t {0});
    QVERIFY_OK(store->transaction([&] { return addTag(*store, "b"); }));
    QCOMPARE(tagCount(*store), std::int64_t {1});
}

void SqliteStoreTest::aSnapshotSeesNoLaterChange()
{
    const TemporaryFolder folder;
    const auto store = openSqliteStore(folder / "slipway.db").value();
    const auto other = openSqliteStore(folder / "slipway.db").value();
    const auto experiments = [&] {
        std::int64_t count = 0;
        (void)store->each("SELECT COUNT(*) FROM experiments", {},
                          [&](const Row &row) { count = row.integer(0); });
        return count;
    };
    const auto before = experiments();
    QVERIFY_OK(store->snapshot([&]() -> Status {
        const auto first = experiments();
        SLIPWAY_TRY(other->execute(
            "INSERT INTO experiments (name, creation_time, last_update_time) VALUES ('new', 0, 0)"));
        return first == before && experiments() == before ? done()
                                                          : Status(failure("workspace.busy", {{"file", ""}}));
    }));
    QCOMPARE(experiments(), before + 1);
    QVERIFY_OK(
        store->transaction([&] { return store->execute("DELETE FROM experiments WHERE name = 'new'"); }));
    QCOMPARE(experiments(), before);
}

void SqliteStoreTest::theSameStatementCanRunInsideItself()
{
    const auto store = openMemoryStore().value();
    for (const char *key : {"a", "b", "c"})
        QVERIFY_OK(addTag(*store, key));
    const auto sql = "SELECT key FROM experiment_tags ORDER BY key";
    std::string seen;
    QVERIFY_OK(store->each(sql, {}, [&](const Row &outer) {
        seen += outer.text(0) + ":";
        (void)store->each(sql, {}, [&](const Row &inner) { seen += inner.text(0); });
        seen += " ";
    }));
    QCOMPARE_TEXT(seen, "a:abc b:abc c:abc ");
}

void SqliteStoreTest::aMistakeInAStatementIsSaid()
{
    const auto store = openMemoryStore().value();
    const auto status = store->execute("SELECT * FROM nowhere");
    QVERIFY_FAILS(status, "workspace.database");
    QVERIFY(status.error().message.find("no such table: nowhere") != std::string::npos);
}

void SqliteStoreTest::recordsThatOthersPointToAreKept()
{
    const auto store = openMemoryStore().value();
    QVERIFY_OK(addTag(*store, "a"));
    QVERIFY_FAILS(store->execute("DELETE FROM experiments WHERE experiment_id = 0"), "workspace.database");
    QVERIFY_FAILS(store->execute("INSERT INTO experiment_tags VALUES (7, 'a', '')"), "workspace.database");
}

void SqliteStoreTest::aWriterWaitsForAnother()
{
    const TemporaryFolder folder;
    const auto first = openSqliteStore(folder / "slipway.db").value();
    const auto second = openSqliteStore(folder / "slipway.db").value();
    std::jthread waiting;
    std::string answer;
    double waited = 0;
    QVERIFY_OK(first->transaction([&]() -> Status {
        waiting = std::jthread([&] {
            const double start = steadySeconds();
            answer = said(second->transaction([&] { return addTag(*second, "second"); }));
            waited = steadySeconds() - start;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return addTag(*first, "first");
    }));
    waiting.join();
    QCOMPARE_TEXT(answer, "ok");
    QVERIFY(waited > 0.02);
    QCOMPARE(tagCount(*first), std::int64_t {2});
}

// Two other processes and two threads of this one, each with a connection of its own.
void SqliteStoreTest::connectionsInterleaveTheirWrites()
{
    const TemporaryFolder folder;
    constexpr int writes = 15;
    const auto writeAll = [&](const std::string &writer) {
        const auto store = openSqliteStore(folder / "slipway.db");
        if (!store)
            return said(store);
        for (int i = 0; i < writes; ++i) {
            const auto status = store.value()->transaction([&]() -> Status {
                const auto count = tagCount(*store.value()); // to read first fails where a writer may wait
                return addTag(*store.value(), writer + std::to_string(i) + "/" + std::to_string(count));
            });
            if (!status)
                return said(status);
        }
        return std::string("ok");
    };
    Child third([&] { return writeAll("third"); });
    Child fourth([&] { return writeAll("fourth"); });
    std::string first;
    std::string second;
    {
        const std::jthread one([&] { first = writeAll("first"); });
        const std::jthread two([&] { second = writeAll("second"); });
    }
    for (const auto &answer : {first, second, third.answer(), fourth.answer()})
        QCOMPARE_TEXT(answer, "ok");
    const auto store = openSqliteStore(folder / "slipway.db").value();
    QCOMPARE(tagCount(*store), std::int64_t {4 * writes});
    // Each transaction saw all that were committed before it: no two counted the same.
    QCOMPARE(number(*store, "SELECT COUNT(DISTINCT substr(key, instr(key, '/'))) FROM experiment_tags"),
             std::int64_t {4 * writes});
}

void SqliteStoreTest::theDataVersionTellsOfOthersOnly()
{
    const TemporaryFolder folder;
    const auto mine = openSqliteStore(folder / "slipway.db").value();
    const auto other = openSqliteStore(folder / "slipway.db").value();
    const auto before = mine->dataVersion().value();
    QVERIFY_OK(addTag(*mine, "mine"));
    QCOMPARE(mine->dataVersion().value(), before);
    QVERIFY_OK(addTag(*other, "other's"));
    QVERIFY(mine->dataVersion().value() != before);
}

void SqliteStoreTest::aReadOnlyFolderOpensReadOnly()
{
    const TemporaryFolder folder;
    const auto file = openFolder(folder);
    QVERIFY_OK(addTag(*openSqliteStore(file).value(), "seen"));
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    const auto answer = withoutRights([&] {
        const auto opened = openSqliteStore(file);
        if (!opened)
            return said(opened);
        auto &store = *opened.value();
        return std::to_string(store.readOnly()) + std::to_string(tagCount(store)) + "|"
            + said(addTag(store, "refused")) + "|" + said(store.transaction([] { return done(); }));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    const std::string refused = "workspace.read_only: The workspace " + folder.path().string()
        + " is read only here: records cannot be changed. Free disk space or give write permission, then try "
          "again.";
    QCOMPARE_TEXT(answer, "11|" + refused + "|" + refused);
    QCOMPARE(namesIn(folder.path()), std::set<std::string> {"slipway.db"});
}

void SqliteStoreTest::aReadOnlyFolderShowsWhatAnotherProcessJustWrote()
{
    const TemporaryFolder folder;
    const auto file = openFolder(folder);
    int written[2];
    int finished[2];
    QCOMPARE(::pipe(written) + ::pipe(finished), 0);
    Child writer([&] {
        ::close(finished[1]);
        const auto store = openSqliteStore(file);
        const auto added = store ? addTag(*store.value(), "still in the log only") : Status(store.error());
        char byte = 'x';
        (void)!::write(written[1], &byte, 1);
        (void)!::read(finished[0], &byte, 1);
        return said(added);
    });
    char byte = 0;
    QCOMPARE(::read(written[0], &byte, 1), ssize_t {1});
    const auto answer = withoutRights([&] {
        const auto opened = openSqliteStore(file);
        return opened ? std::to_string(tagCount(*opened.value())) : said(opened);
    });
    for (const int end : {written[0], written[1], finished[0], finished[1]})
        ::close(end);
    QCOMPARE_TEXT(writer.answer(), "ok");
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer, "1");
}

void SqliteStoreTest::aReadOnlyFolderWithoutRecordsIsSaid()
{
    const TemporaryFolder folder;
    const auto file = openFolder(folder);
    const auto answer = withoutRights([&] { return said(openSqliteStore(file)); });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "file.read_only: " + folder.path().string()
                      + " cannot be written to. Choose another folder, or ask for write permission.");
}

void SqliteStoreTest::aDiskThatFillsUpLosesNothing()
{
    const TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "2m", [&] {
        const auto opened = openSqliteStore(folder / "slipway.db");
        if (!opened)
            return said(opened);
        auto &store = *opened.value();
        Status status = done();
        std::int64_t added = 0;
        for (; status && added < 1000; added += status ? 1 : 0)
            status = addTag(store, std::to_string(added) + std::string(20'000, 'x'));
        const bool allKept = added > 10 && tagCount(store) == added;
        std::ofstream(folder / "filler") << std::string(2 << 20, 'x');
        const auto again = openSqliteStore(folder / "slipway.db");
        return said(status) + "|" + (allKept ? "all kept" : "lost") + "|"
            + (again ? std::to_string(tagCount(*again.value()) - added) : said(again));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "file.disk_full: The disk that holds " + folder.path().string()
                      + " is full; nothing was changed. Free some space and try again.|all kept|0");
}

void SqliteStoreTest::aFullDiskOpensReadOnly()
{
    const TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "1m", [&] {
        {
            const auto opened = openSqliteStore(folder / "slipway.db");
            if (!opened || !addTag(*opened.value(), "kept"))
                return std::string("the small disk takes nothing");
        }
        std::ofstream(folder / "filler") << std::string(1 << 20, 'x');
        const auto opened = openSqliteStore(folder / "slipway.db");
        const auto fresh = openSqliteStore(folder / "other.db");
        if (!opened)
            return said(opened);
        return std::to_string(opened.value()->readOnly()) + std::to_string(tagCount(*opened.value())) + "|"
            + said(fresh);
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "11|file.disk_full: The disk that holds " + folder.path().string()
                      + " is full; nothing was changed. Free some space and try again.");
}

void SqliteStoreTest::aFolderMayHaveAnyName()
{
    const TemporaryFolder folder;
    const auto file = folder / "50% of \"caf\xC3\xA9\"? #1 & 'more'/slipway.db";
    std::filesystem::create_directories(file.parent_path());
    QVERIFY_OK(addTag(*openSqliteStore(file).value(), "kept"));
    QCOMPARE(tagCount(*openSqliteStore(file).value()), std::int64_t {1});
    QVERIFY(std::filesystem::exists(file));
}

SLIPWAY_TEST_MAIN(SqliteStoreTest)
#include "sqlite_store_test.moc"
