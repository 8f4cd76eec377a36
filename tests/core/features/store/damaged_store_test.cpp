#include "core/base/random.h"
#include "core/features/store/lmdb_pages.h"
#include "core/features/store/lmdb_store.h"
#include "tests/core/features/store/stored_views.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <cstdlib>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

constexpr std::size_t pageBytes = 4096;
constexpr std::size_t metaBytes = 152;

/// Many small rows on pages with branches above them, and some that need pages of their own. The second
/// filling leaves a list of free pages.
Status fill(const std::filesystem::path &folder, std::int64_t users)
{
    SLIPWAY_ASSIGN(const auto store, LmdbStore::open(folder, {.create = true}));
    SLIPWAY_TRY(replaceUsers(*store, userView(), users, 0.5));
    SLIPWAY_TRY(replaceUsers(*store, userView(), users, 0.25));
    auto large = userView("large");
    SLIPWAY_ASSIGN(const auto writer, store->writer(large, WriteMode::Replace));
    RowWriter row(large.layout);
    for (std::int64_t user = 0; user < 5; ++user) {
        row.begin(50, 50);
        row.setText(1, std::string(10'000, 'x'));
        const auto key = userKey(user);
        const NewRow one {key, row.bytes()};
        SLIPWAY_TRY(writer->put({&one, 1}));
    }
    SLIPWAY_TRY(writer->commit(large));
    return done();
}

/// Reads everything, then writes. "ok" where all of it is what was written, else the sentence's id or what is
/// wrong.
std::string lookAt(const std::filesystem::path &folder, std::int64_t users)
{
    const auto opened = LmdbStore::open(folder, {.create = true});
    if (!opened)
        return opened.error().id;
    auto &store = *opened.value();
    const auto stored = store.find("test", "profile");
    if (!stored)
        return stored.error().id;
    if (!stored.value() || stored.value()->rows != users)
        return "another number of rows";
    const auto reader = store.reader();
    for (std::int64_t user = 0; user < users; ++user) {
        const auto score = scoreOf(store, *reader.value(), user);
        if (!score)
            return score.error().id;
        if (score.value() != 0.25)
            return fmt::format("user {} has {}", user, score.value());
    }
    ReadBatch batch;
    batch.add(store.names()->id("test", "large"), userKey(3));
    if (const auto read = reader.value()->read(batch); !read)
        return read.error().id;
    if (const RowView row(batch.row(0), 2); !row.valid() || row.text(1) != std::string(10'000, 'x'))
        return "another text";
    if (const auto pushed = pushUser(store, userView(), 1, 0.75, 51); !pushed)
        return pushed.error().id;
    const auto replaced = replaceUsers(store, userView(), users, 0.25);
    return replaced ? "ok" : replaced.error().id;
}

} // namespace

/// One bit of a store's file has turned around, as disks and memories do it.
class DamagedStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noFlippedBitEndsTheProcessOrChangesAValue();
    void aFileThatIsInUseIsWhole();
    void aLargeFileIsOpenedWithoutItsLeaves();
};

void DamagedStoreTest::noFlippedBitEndsTheProcessOrChangesAValue()
{
    constexpr std::int64_t users = 400;
    TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] { return said(fill(folder.path(), users)); }), "ok");
    const auto whole = readText(folder / "data.mdb");
    const char *asked = std::getenv("SLIPWAY_ROUNDS");
    const int rounds = asked ? std::atoi(asked) : 120;
    Random random(7);
    int told = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto pages = whole.size() / pageBytes;
        // In turn: what a commit says of itself, the head of a page, anything.
        const auto place = round % 3 == 0 ? pageBytes * random.below(2) + random.below(metaBytes)
            : round % 3 == 1              ? pageBytes * random.below(pages) + random.below(64)
                                          : random.below(whole.size());
        auto broken = whole;
        broken[place] =
            static_cast<char>(static_cast<unsigned char>(broken[place]) ^ (1U << random.below(8)));
        TemporaryFolder damaged;
        damaged.write("data.mdb", broken);
        const auto answer = inChild([&] {
            ::alarm(30);
            return lookAt(damaged.path(), users);
        });
        const bool isTold = answer == "store.damaged" || answer == "store.other_format";
        QVERIFY2(answer == "ok" || isTold, fmt::format("byte {}: {}", place, answer).c_str());
        told += isTold ? 1 : 0;
    }
    QVERIFY2(told > rounds / 3, fmt::format("{} of {}", told, rounds).c_str());
}

// Another process commits all the time; opening the store must not take that for damage.
void DamagedStoreTest::aFileThatIsInUseIsWhole()
{
    TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] { return said(fill(folder.path(), 2000)); }), "ok");
    Child writer([&]() -> std::string {
        const auto store = LmdbStore::open(folder.path());
        for (int round = 0; round < 300; ++round) {
            if (const auto pushed = pushUser(*store.value(), userView(), round, 1, 60 + round); !pushed)
                return said(pushed);
        }
        return said(replaceUsers(*store.value(), userView(), 2000, 2));
    });
    for (int i = 0; i < 200; ++i)
        QCOMPARE(checkLmdbPages(folder / "data.mdb"), LmdbPages::Whole);
    QCOMPARE_TEXT(writer.answer(), "ok");
}

void DamagedStoreTest::aLargeFileIsOpenedWithoutItsLeaves()
{
    TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] { return said(fill(folder.path(), 400)); }), "ok");
    auto broken = readText(folder / "data.mdb");
    const auto at = broken.find("word 77");
    QVERIFY(at != std::string::npos);
    for (auto each = at; each != std::string::npos; each = broken.find("word 77", each + 1))
        broken[each] = 'W';
    folder.write("data.mdb", broken);
    QCOMPARE(checkLmdbPages(folder / "data.mdb"), LmdbPages::Damaged);
    QCOMPARE(checkLmdbPages(folder / "data.mdb", 1000), LmdbPages::Whole);
}

SLIPWAY_TEST_MAIN(DamagedStoreTest)
#include "damaged_store_test.moc"
