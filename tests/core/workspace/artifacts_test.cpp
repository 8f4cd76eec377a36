#include "core/workspace/artifacts.h"

#include "core/base/hash.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fstream>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

class ArtifactsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contentIsKeptUnderItsHash();
    void theSameContentIsKeptOnce();
    void aFileFromElsewhereIsCopied();
    void aJobsOwnFileIsNotCopied();
    void aLinkIsFollowed();
    void artifactsAreReadOnly();
    void whatIsNotThereIsNamed();
    void damageIsFound();
    void aMissingFileIsNotKept();
    void aStopIsAnswered();
};

namespace {

namespace fs = std::filesystem;

/// A workspace's folder with artifacts in it, and a folder of the user's beside it.
struct Place {
    TemporaryFolder folder;
    fs::path workspace = folder / "workspace";
    Artifacts artifacts {workspace / "artifacts"};
};

} // namespace

void ArtifactsTest::contentIsKeptUnderItsHash()
{
    const Place place;
    const auto hash = place.artifacts.putBytes("abc");
    QVERIFY_OK(hash);
    QCOMPARE_TEXT(hash.value(), sha256("abc"));
    QCOMPARE_TEXT(place.artifacts.find(hash.value()).value().string(),
                  (place.workspace / "artifacts" / sha256("abc")).string());
    QCOMPARE_TEXT(readText(place.artifacts.find(hash.value()).value()), "abc");
    QVERIFY_OK(place.artifacts.verify(hash.value()));
    QCOMPARE_TEXT(place.artifacts.put(place.folder.write("mine.csv", "a,b\n")).value(), sha256("a,b\n"));
    QCOMPARE_TEXT(place.artifacts.putBytes("").value(), sha256(""));
}

void ArtifactsTest::theSameContentIsKeptOnce()
{
    const Place place;
    const auto hash = place.artifacts.putBytes("abc").value();
    QCOMPARE_TEXT(place.artifacts.putBytes("abc").value(), hash);
    QCOMPARE_TEXT(place.artifacts.put(place.folder.write("mine", "abc")).value(), hash);
    const auto files = fs::directory_iterator(place.workspace / "artifacts");
    QCOMPARE(std::distance(begin(files), end(files)), std::ptrdiff_t {1});
}

// People go on working in their own files: a second name for one would change with it.
void ArtifactsTest::aFileFromElsewhereIsCopied()
{
    const Place place;
    const auto mine = place.folder.write("mine.csv", "first line\n");
    const auto hash = place.artifacts.put(mine).value();
    std::ofstream(mine, std::ios::app) << "second line\n";
    QVERIFY_OK(place.artifacts.verify(hash));
    QCOMPARE_TEXT(readText(place.artifacts.find(hash).value()), "first line\n");
    QCOMPARE_TEXT(readText(mine), "first line\nsecond line\n");
    QVERIFY((fs::status(mine).permissions() & fs::perms::owner_write) != fs::perms::none);
}

void ArtifactsTest::aJobsOwnFileIsNotCopied()
{
    const Place place;
    const auto made = place.folder.write("workspace/jobs/j1/work/items.parquet", "rows");
    const auto hash = place.artifacts.adopt(made).value();
    QVERIFY(fs::equivalent(made, place.artifacts.find(hash).value()));
    fs::remove_all(place.workspace / "jobs");
    QVERIFY_OK(place.artifacts.verify(hash));
}

void ArtifactsTest::aLinkIsFollowed()
{
    const Place place;
    const auto link = place.folder / "link";
    fs::create_symlink(place.folder.write("target", "content"), link);
    for (const auto &hash : {place.artifacts.put(link), place.artifacts.adopt(link)}) {
        QVERIFY_OK(hash);
        const auto artifact = place.workspace / "artifacts" / hash.value();
        QVERIFY(!fs::is_symlink(artifact));
        QCOMPARE_TEXT(readText(artifact), "content");
    }
    fs::remove(place.workspace / "artifacts" / sha256("content"));
    const auto adopted = place.artifacts.adopt(link);
    QVERIFY_OK(adopted);
    QVERIFY(!fs::is_symlink(place.artifacts.find(adopted.value()).value()));
}

void ArtifactsTest::artifactsAreReadOnly()
{
    const Place place;
    const auto written = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    for (const auto &hash :
         {place.artifacts.putBytes("abc").value(),
          place.artifacts.put(place.folder.write("mine", "def")).value(),
          place.artifacts.adopt(place.folder.write("workspace/jobs/made", "ghi")).value()}) {
        const auto status = fs::status(place.artifacts.find(hash).value());
        QCOMPARE(status.permissions() & written, fs::perms::none);
    }
}

void ArtifactsTest::whatIsNotThereIsNamed()
{
    const Place place;
    const auto missing = place.artifacts.find(sha256("abc"));
    QVERIFY_FAILS(missing, "artifact.missing");
    QVERIFY(missing.error().message.find(sha256("abc")) != std::string::npos);
    QVERIFY_FAILS(place.artifacts.find(""), "artifact.missing");
    QVERIFY_FAILS(place.artifacts.find(std::string(5000, 'a')), "artifact.missing");
    QVERIFY_FAILS(place.artifacts.verify("abc"), "artifact.missing");
    place.folder.write("workspace/secret", "not an artifact");
    QVERIFY_FAILS(place.artifacts.find("../secret"), "artifact.missing");
}

void ArtifactsTest::damageIsFound()
{
    const Place place;
    const auto hash = place.artifacts.putBytes("abc").value();
    fs::remove(place.artifacts.find(hash).value());
    place.folder.write("workspace/artifacts/" + hash, "abd");
    const auto verified = place.artifacts.verify(hash);
    QVERIFY_FAILS(verified, "artifact.damaged");
    QVERIFY(verified.error().message.find(hash) != std::string::npos);
}

void ArtifactsTest::aMissingFileIsNotKept()
{
    const Place place;
    QVERIFY_FAILS(place.artifacts.put(place.folder / "missing.csv"), "file.unreadable");
    QVERIFY_FAILS(place.artifacts.adopt(place.folder / "missing.csv"), "file.unreadable");
    QVERIFY(!fs::exists(place.workspace / "artifacts") || fs::is_empty(place.workspace / "artifacts"));
}

void ArtifactsTest::aStopIsAnswered()
{
    const Place place;
    std::stop_source source;
    source.request_stop();
    const RunContext context {.stop = source.get_token()};
    QVERIFY_FAILS(place.artifacts.put(place.folder.write("mine", "abc"), context), "base.cancelled");
    const auto hash = place.artifacts.putBytes("abc").value();
    QVERIFY_FAILS(place.artifacts.verify(hash, context), "base.cancelled");
}

SLIPWAY_TEST_MAIN(ArtifactsTest)
#include "artifacts_test.moc"
