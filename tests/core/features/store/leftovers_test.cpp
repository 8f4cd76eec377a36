#include "core/features/store/leftovers.h"

#include "core/features/store/lmdb_store.h"
#include "tests/core/features/store/stored_views.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <unistd.h>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

/// The set that the stored views belong to, with the views of these names.
FeatureSet setWith(const std::vector<std::string> &views)
{
    FeatureSet set;
    set.name = "test";
    for (const auto &view : views) {
        set.views.emplace_back();
        set.views.back().name = view;
    }
    return set;
}

std::unique_ptr<LmdbStore> storeIn(const std::filesystem::path &folder)
{
    return std::move(LmdbStore::open(folder, {.create = true})).value();
}

} // namespace

class LeftoversTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whereNothingIsStoredNothingIsLeft();
    void viewsOfSetsInForceStay();
    void aViewThatIsStoredAnewStays();
    void whatAKilledWriterHasLeftGoes();
    void whatIsBeingWrittenIsNotAll();
};

void LeftoversTest::whereNothingIsStoredNothingIsLeft()
{
    const TemporaryFolder folder;
    const auto found = findLeftovers(folder / "none", {});
    QVERIFY_OK(found);
    QVERIFY(found.value().views.empty() && !found.value().isAll);
    QVERIFY(!std::filesystem::exists(folder / "none"));
}

void LeftoversTest::viewsOfSetsInForceStay()
{
    const TemporaryFolder folder;
    {
        const auto store = storeIn(folder.path());
        QVERIFY_OK(replaceUsers(*store, userView("profile"), 10, 1));
        QVERIFY_OK(replaceUsers(*store, userView("gone"), 20, 1));
    }
    const auto none = findLeftovers(folder.path(), {});
    QVERIFY_OK(none);
    QCOMPARE(none.value().views.size(), std::size_t {2});
    QVERIFY(none.value().isAll);
    const auto found = findLeftovers(folder.path(), {setWith({"profile"})});
    QVERIFY_OK(found);
    QCOMPARE(found.value().views.size(), std::size_t {1});
    QCOMPARE_TEXT(found.value().views[0].view, "gone");
    QCOMPARE(found.value().views[0].rows, std::int64_t {20});
    QVERIFY(!found.value().isAll);
    QVERIFY_OK(removeLeftovers(folder.path(), found.value(), {}));
    const auto store = storeIn(folder.path());
    QCOMPARE(store->views().value().size(), std::size_t {1});
    auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
    QCOMPARE(scoreOf(*store, *reader, 3, "gone").value(), -1.0);
    QCOMPARE(findLeftovers(folder.path(), {setWith({"profile"})}).value().halfWritten, std::int64_t {0});
}

void LeftoversTest::aViewThatIsStoredAnewStays()
{
    const TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 1));
    const auto found = findLeftovers(folder.path(), {});
    QVERIFY_OK(found);
    QVERIFY_OK(replaceUsers(*store, userView(), 10, 2));
    QVERIFY_OK(removeLeftovers(folder.path(), found.value(), {}));
    auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 2.0);
}

void LeftoversTest::whatAKilledWriterHasLeftGoes()
{
    const TemporaryFolder folder;
    QVERIFY_OK(replaceUsers(*storeIn(folder.path()), userView(), 10, 1));
    const pid_t child = ::fork();
    if (child == 0) {
        const auto store = storeIn(folder.path());
        const auto writer = std::move(store->writer(userView(), WriteMode::Replace)).value();
        static_cast<void>(writeUsers(*writer, userView(), 500'000, 2)); // more than one piece
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    const auto found = findLeftovers(folder.path(), {setWith({"profile"})});
    QVERIFY_OK(found);
    QVERIFY(found.value().views.empty());
    QVERIFY2(found.value().halfWritten > 10'000, std::to_string(found.value().halfWritten).c_str());
    QVERIFY_OK(removeLeftovers(folder.path(), found.value(), {}));
    QCOMPARE(findLeftovers(folder.path(), {setWith({"profile"})}).value().halfWritten, std::int64_t {0});
    const auto store = storeIn(folder.path());
    auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 3).value(), 1.0);
}

void LeftoversTest::whatIsBeingWrittenIsNotAll()
{
    const TemporaryFolder folder;
    const auto store = storeIn(folder.path());
    QVERIFY_OK(replaceUsers(*store, userView("gone"), 10, 1));
    const auto writer = std::move(store->writer(userView(), WriteMode::Replace)).value();
    QVERIFY_OK(writeUsers(*writer, userView(), 500'000, 2));
    const auto found = findLeftovers(folder.path(), {});
    QVERIFY_OK(found);
    QVERIFY(!found.value().isAll);
    QCOMPARE(found.value().halfWritten, std::int64_t {0});
    QVERIFY_OK(removeLeftovers(folder.path(), found.value(), {}));
    QVERIFY_OK(writer->commit(userView()));
    auto reader = std::move(store->reader()).value();
    QCOMPARE(scoreOf(*store, *reader, 499'999).value(), 2.0);
}

SLIPWAY_TEST_MAIN(LeftoversTest)
#include "leftovers_test.moc"
