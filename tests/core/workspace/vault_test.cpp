#include "core/workspace/vault.h"

#include "core/workspace/process.h"
#include "tests/core/workspace/child.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

#include <csignal>
#include <fstream>
#include <set>
#include <sys/resource.h>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::inChild;
using slipway::testing::onSmallDisk;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;
using slipway::testing::withoutRights;

class VaultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileAppearsWhole();
    void aDroppedFileLeavesNothing();
    void aMovedFileIsFinishedOnce();
    void aLibraryCanWriteTheFileItself();
    void aFileThatNobodyWroteReplacesNothing();
    void foldersAboveAreMade();
    void aNameWithoutAFolderIsInTheFolderOneIsIn();
    void anEmptyFileIsAFileToo();
    void aFileIsReadWhole();
    void aFileLargerThanTheLimitIsRefused();
    void aFileThatIsNotThereIsNamed();
    void theSweepRemovesOnlyWhatTheDeadLeft();
    void theSweepKnowsAReusedProcessNumber();
    void theSweepLeavesOtherNamesAlone();
    void aReadOnlyFolderIsSaid();
    void aFullDiskIsSaidAndTheOldFileStays();
    void aSizeLimitIsSaidAndTheOldFileStays();
};

namespace {

namespace fs = std::filesystem;

std::set<std::string> namesIn(const fs::path &folder)
{
    std::set<std::string> names;
    for (const auto &entry : fs::recursive_directory_iterator(folder))
        names.insert(entry.path().lexically_relative(folder).string());
    return names;
}

using Names = std::set<std::string>;

} // namespace

void VaultTest::aFileAppearsWhole()
{
    const TemporaryFolder folder;
    folder.write("report.json", "old");
    auto file = NewFile::create(folder / "report.json");
    QVERIFY_OK(file);
    QVERIFY_OK(file.value().write("half "));
    QCOMPARE_TEXT(readText(folder / "report.json"), "old");
    QVERIFY_OK(file.value().write("and half"));
    QCOMPARE_TEXT(readText(folder / "report.json"), "old");
    QVERIFY_OK(file.value().commit());
    QCOMPARE_TEXT(readText(folder / "report.json"), "half and half");
    QCOMPARE(namesIn(folder.path()), Names {"report.json"});
}

void VaultTest::aDroppedFileLeavesNothing()
{
    const TemporaryFolder folder;
    {
        auto written = NewFile::create(folder / "a").value();
        QVERIFY_OK(written.write("text"));
        auto byLibrary = NewFile::create(folder / "b").value();
        std::ofstream(byLibrary.temporaryPath()) << "text";
        QCOMPARE(namesIn(folder.path()).size(), std::size_t {2});
    }
    QCOMPARE(namesIn(folder.path()), Names {});
}

void VaultTest::aMovedFileIsFinishedOnce()
{
    const TemporaryFolder folder;
    auto first = NewFile::create(folder / "first").value();
    QVERIFY_OK(first.write("1"));
    auto second = NewFile::create(folder / "second").value();
    QVERIFY_OK(second.write("2"));
    first = std::move(second); // drops the first
    QVERIFY_OK(first.commit());
    QCOMPARE(namesIn(folder.path()), Names {"second"});
}

void VaultTest::aLibraryCanWriteTheFileItself()
{
    const TemporaryFolder folder;
    auto file = NewFile::create(folder / "table.parquet").value();
    QCOMPARE_TEXT(file.temporaryPath().parent_path().string(), folder.path().string());
    QVERIFY(!fs::exists(file.temporaryPath()));
    std::ofstream(file.temporaryPath()) << "rows";
    QVERIFY_OK(file.commit());
    QCOMPARE_TEXT(readText(folder / "table.parquet"), "rows");
}

void VaultTest::aFileThatNobodyWroteReplacesNothing()
{
    const TemporaryFolder folder;
    folder.write("table.parquet", "old");
    auto file = NewFile::create(folder / "table.parquet").value();
    QVERIFY_FAILS(file.commit(), "file.unwritable");
    QCOMPARE_TEXT(readText(folder / "table.parquet"), "old");
}

void VaultTest::foldersAboveAreMade()
{
    const TemporaryFolder folder;
    QVERIFY_OK(writeFile(folder / "a/b/c.txt", "deep"));
    QCOMPARE_TEXT(readText(folder / "a/b/c.txt"), "deep");
    const auto below = writeFile(folder / "a/b/c.txt/d.txt", "a file is no folder");
    QVERIFY_FAILS(below, "file.unwritable");
    QVERIFY(below.error().message.find("d.txt") != std::string::npos);
}

void VaultTest::aNameWithoutAFolderIsInTheFolderOneIsIn()
{
    const TemporaryFolder folder;
    QCOMPARE_TEXT(inChild([&] {
                      fs::current_path(folder.path());
                      return said(writeFile("report.json", "here"));
                  }),
                  "ok");
    QCOMPARE_TEXT(readText(folder / "report.json"), "here");
}

void VaultTest::anEmptyFileIsAFileToo()
{
    const TemporaryFolder folder;
    QVERIFY_OK(writeFile(folder / "empty", ""));
    QVERIFY(fs::is_regular_file(folder / "empty"));
    QCOMPARE_TEXT(readFile(folder / "empty").value(), "");
}

void VaultTest::aFileIsReadWhole()
{
    const TemporaryFolder folder;
    const std::string text = std::string(300'000, 'x') + std::string("\0\xFF", 2);
    QCOMPARE_TEXT(readFile(folder.write("file", text)).value(), text);
}

void VaultTest::aFileLargerThanTheLimitIsRefused()
{
    const TemporaryFolder folder;
    const auto file = folder.write("config.yaml", std::string(1000, 'x'));
    QVERIFY_OK(readFile(file, 1000));
    const auto read = readFile(file, 999);
    QVERIFY_FAILS(read, "file.too_large");
    QCOMPARE_TEXT(read.error().message, file.string() + " is larger than 999 bytes and was not read.");
    QVERIFY_FAILS(readFile("/dev/zero", 100'000), "file.too_large");
}

void VaultTest::aFileThatIsNotThereIsNamed()
{
    const TemporaryFolder folder;
    const auto read = readFile(folder / "no.yaml");
    QVERIFY_FAILS(read, "file.missing");
    QVERIFY(read.error().message.find("no.yaml") != std::string::npos);
    QVERIFY_FAILS(readFile(folder.write("file", "") / "below"), "file.missing");
    QVERIFY_FAILS(readFile(folder.path()), "file.unreadable");
}

// A child that ends without a word, as a kill does it.
void VaultTest::theSweepRemovesOnlyWhatTheDeadLeft()
{
    const TemporaryFolder folder;
    folder.write("data/raw/items.csv", "kept");
    auto mine = NewFile::create(folder / "data/raw/users.csv").value();
    QVERIFY_OK(mine.write("still being written"));
    QCOMPARE_TEXT(inChild([&] {
                      auto file = NewFile::create(folder / "data/raw/items.csv").value();
                      (void)file.write("half");
                      const auto model = temporaryName(folder / "models/best");
                      fs::create_directories(model / "layers");
                      std::ofstream(model / "layers/weights") << "half";
                      ::_exit(0);
                      return std::string();
                  }),
                  "");
    QCOMPARE(namesIn(folder.path()).size(), std::size_t {9});

    QCOMPARE(sweepTemporaries(folder.path()), std::size_t {2});
    QCOMPARE(namesIn(folder.path()),
             (Names {"data", "data/raw", "data/raw/items.csv", "models",
                     "data/raw/" + mine.temporaryPath().filename().string()}));
    QCOMPARE_TEXT(readText(folder / "data/raw/items.csv"), "kept");
    QVERIFY_OK(mine.commit());
    QCOMPARE(sweepTemporaries(folder.path()), std::size_t {0});
}

void VaultTest::theSweepKnowsAReusedProcessNumber()
{
    const TemporaryFolder folder;
    const auto self = thisProcess();
    folder.write(fmt::format(".slipway-{}-{}-abc-file", self.pid, self.start), "mine");
    folder.write(fmt::format(".slipway-{}-{}-abc-file", self.pid, self.start + 1), "of who had my number");
    QCOMPARE(sweepTemporaries(folder.path()), std::size_t {1});
    QVERIFY(fs::exists(folder / fmt::format(".slipway-{}-{}-abc-file", self.pid, self.start)));
}

void VaultTest::theSweepLeavesOtherNamesAlone()
{
    const TemporaryFolder folder;
    for (const char *name : {".slipway-notes", ".slipway-", ".slipway-12", "slipway-1-2-x", ".hidden", "1-2"})
        folder.write(name, "mine");
    QCOMPARE(sweepTemporaries(folder.path()), std::size_t {0});
    QCOMPARE(namesIn(folder.path()).size(), std::size_t {6});
    QCOMPARE(sweepTemporaries(folder / "missing"), std::size_t {0});
}

void VaultTest::aReadOnlyFolderIsSaid()
{
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms(0555));
    const std::string sentence = "file.read_only: " + folder.path().string()
        + " cannot be written to. Choose another folder, or ask for write permission.";
    const auto written = withoutRights([&] { return said(writeFile(folder / "file", "text")); });
    SKIP_IF_NOT_PERMITTED(written);
    QCOMPARE_TEXT(written, sentence);
    const auto made = withoutRights([&] { return said(writeFile(folder / "new/file", "text")); });
    QVERIFY2(made.starts_with("file.read_only: "), made.c_str());
    QCOMPARE(namesIn(folder.path()), Names {});
}

void VaultTest::aFullDiskIsSaidAndTheOldFileStays()
{
    const TemporaryFolder folder;
    const auto answer = onSmallDisk(folder.path(), "64k", [&] {
        if (!writeFile(folder / "report.json", "old"))
            return std::string("the small disk takes nothing");
        const auto written = said(writeFile(folder / "report.json", std::string(200'000, 'x')));
        return written + "|" + readText(folder / "report.json") + "|"
            + std::to_string(namesIn(folder.path()).size());
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "file.disk_full: The disk that holds " + folder.path().string()
                      + " is full; nothing was changed. Free some space and try again.|old|1");
}

void VaultTest::aSizeLimitIsSaidAndTheOldFileStays()
{
    const TemporaryFolder folder;
    folder.write("report.json", "old");
    const auto answer = inChild([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit {1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        return said(writeFile(folder / "report.json", std::string(5000, 'x')));
    });
    QCOMPARE_TEXT(answer,
                  "file.unwritable: " + (folder / "report.json").string()
                      + " could not be written: File too large.");
    QCOMPARE_TEXT(readText(folder / "report.json"), "old");
    QCOMPARE(namesIn(folder.path()), Names {"report.json"});
}

SLIPWAY_TEST_MAIN(VaultTest)
#include "vault_test.moc"
