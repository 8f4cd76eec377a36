#include "core/workspace/views.h"

#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <thread>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::inChild;
using slipway::testing::onSmallDisk;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;

class ViewsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aViewIsASecondNameForTheContent();
    void aViewIsReplacedAtOnce();
    void theContentOfTheOldViewSurvives();
    void aViewOfItselfIsLeftAlone();
    void aContentOnAnotherDiskIsCopied();
    void aMissingContentReplacesNothing();
    void aFolderIsNoContent();
    void everyNameStandsBelowItsScenarioToo();
};

namespace {

namespace fs = std::filesystem;

std::size_t entriesIn(const fs::path &folder)
{
    const auto all = fs::directory_iterator(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace

void ViewsTest::aViewIsASecondNameForTheContent()
{
    const TemporaryFolder folder;
    const auto content = folder.write("artifacts/1", "one");
    QVERIFY_OK(linkOrCopy(content, folder / "data/raw/items.csv"));
    QVERIFY(fs::equivalent(content, folder / "data/raw/items.csv"));
    QCOMPARE(fs::hard_link_count(content), std::uintmax_t {2});
}

// Whoever looks sees the old or the new content, and never none.
void ViewsTest::aViewIsReplacedAtOnce()
{
    const TemporaryFolder folder;
    const fs::path contents[] {folder.write("1", "one"), folder.write("2", "two")};
    const auto view = folder / "view";
    QVERIFY_OK(linkOrCopy(contents[0], view));
    std::atomic<int> wrong = 0;
    std::jthread reader([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            const auto text = readText(view);
            wrong += text != "one" && text != "two" ? 1 : 0;
        }
    });
    for (int i = 0; i < 50; ++i)
        QVERIFY_OK(linkOrCopy(contents[i % 2], view));
    reader.request_stop();
    reader.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE_TEXT(readText(view), "two");
    QCOMPARE(entriesIn(folder.path()), std::size_t {3});
}

void ViewsTest::theContentOfTheOldViewSurvives()
{
    const TemporaryFolder folder;
    const auto old = folder.write("artifacts/1", "one");
    QVERIFY_OK(linkOrCopy(old, folder / "view"));
    QVERIFY_OK(linkOrCopy(folder.write("artifacts/2", "two"), folder / "view"));
    QCOMPARE_TEXT(readText(old), "one");
    QCOMPARE_TEXT(readText(folder / "view"), "two");
}

void ViewsTest::aViewOfItselfIsLeftAlone()
{
    const TemporaryFolder folder;
    const auto content = folder.write("artifacts/1", "one");
    QVERIFY_OK(linkOrCopy(content, folder / "view"));
    QVERIFY_OK(linkOrCopy(content, folder / "view"));
    QVERIFY_OK(linkOrCopy(content, content));
    QCOMPARE_TEXT(readText(content), "one");
    QCOMPARE(fs::hard_link_count(content), std::uintmax_t {2});
}

void ViewsTest::aContentOnAnotherDiskIsCopied()
{
    const TemporaryFolder folder;
    const auto content = folder.write("1", std::string(2'500'000, 'x'));
    fs::create_directory(folder / "disk");
    const auto answer = onSmallDisk(folder / "disk", "4m", [&] {
        const auto linked = linkOrCopy(content, folder / "disk/view");
        return said(linked) + "|" + (readText(folder / "disk/view") == readText(content) ? "same" : "other")
            + "|" + std::to_string(fs::hard_link_count(content));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer, "ok|same|1");
}

void ViewsTest::aMissingContentReplacesNothing()
{
    const TemporaryFolder folder;
    folder.write("view", "old");
    const auto linked = linkOrCopy(folder / "missing", folder / "view");
    QVERIFY_FAILS(linked, "file.missing");
    QVERIFY(linked.error().message.find("missing") != std::string::npos);
    QCOMPARE_TEXT(readText(folder / "view"), "old");
    QCOMPARE(entriesIn(folder.path()), std::size_t {1});
}

void ViewsTest::aFolderIsNoContent()
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "artifacts");
    folder.write("view", "old");
    QVERIFY_FAILS(linkOrCopy(folder / "artifacts", folder / "view"), "file.unreadable");
    QCOMPARE_TEXT(readText(folder / "view"), "old");
}

void ViewsTest::everyNameStandsBelowItsScenarioToo()
{
    const TemporaryFolder folder;
    const auto items = folder.write("artifacts/1", "items");
    const auto users = folder.write("artifacts/2", "users");
    QVERIFY_OK(
        publishViews(folder.path(), "feed", {{"data/raw/items.csv", items}, {"data/raw/users.csv", users}}));
    QVERIFY_OK(publishViews(folder.path(), "churn", {{"data/raw/items.csv", users}}));
    QCOMPARE_TEXT(readText(folder / "data/raw/items.csv"), "users"); // of the last scenario
    QCOMPARE_TEXT(readText(folder / "data/raw/users.csv"), "users");
    QCOMPARE_TEXT(readText(folder / "views/feed/data/raw/items.csv"), "items");
    QCOMPARE_TEXT(readText(folder / "views/churn/data/raw/items.csv"), "users");
}

SLIPWAY_TEST_MAIN(ViewsTest)
#include "views_test.moc"
