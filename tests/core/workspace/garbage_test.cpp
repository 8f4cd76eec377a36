#include "core/workspace/garbage.h"

#include "core/base/hash.h"
#include "core/workspace/dataset_edits.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <chrono>
#include <unistd.h>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::SampleWorkspace;
namespace fs = std::filesystem;

class GarbageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatRecordsNameIsNoGarbage();
    void freshContentIsLeftToItsJob();
    void aDeletedVersionGoesWithItsViewAndItsIndex();
    void contentThatTwoVersionsShareStays();
    void aRestoredVersionStays();
    void aDeletedRunGoesUnlessItIsAModel();
    void reportsOfTheLogStay();
    void contentThatAJobTakesUpAgainStays();
    void allIndexesGoWhereThatIsAskedFor();
    void nothingIsRemovedWhileAJobRuns();
    void aSecondCallFinishesWhatAKillHasLeft();
    void showingChangesNothing();
    void oldLogsOfServedFeaturesGo();

private:
    std::unique_ptr<SampleWorkspace> m_sample;

    Workspace &workspace() { return m_sample->workspace(); }

    /// Keeps content as if it had been there for a day.
    std::string keep(const std::string &content)
    {
        const auto hash = workspace().artifacts().putBytes(content).value();
        fs::last_write_time(workspace() / "artifacts" / hash,
                            fs::file_time_type::clock::now() - std::chrono::hours(24));
        return hash;
    }
    DatasetVersion add(const std::string &name, const std::string &content)
    {
        return workspace()
            .datasets()
            .add({.name = name,
                  .digest = sha256("digest of " + content),
                  .fileHash = keep(content),
                  .sourceType = "imported",
                  .source = "x.csv"})
            .value();
    }
    bool isKept(const std::string &hash) { return fs::exists(workspace() / "artifacts" / hash); }
    std::string found(const GarbageOptions &options = {})
    {
        std::string text;
        const auto garbage = findGarbage(workspace(), options);
        for (const auto &each : garbage.value())
            text += std::string(garbageKindName(each.kind)) + " ";
        return text;
    }
    Result<GarbageRemoved> remove(const GarbageOptions &options = {})
    {
        return removeGarbage(workspace(), options, {});
    }
};

void GarbageTest::init()
{
    m_sample = std::make_unique<SampleWorkspace>();
}

void GarbageTest::whatRecordsNameIsNoGarbage()
{
    add("items", "the items");
    const auto lost = keep("nobody knows me");
    QCOMPARE_TEXT(found(), "artifact ");
    QVERIFY_OK(remove());
    QVERIFY(!isKept(lost));
    QVERIFY(isKept(sha256("the items")));
}

void GarbageTest::freshContentIsLeftToItsJob()
{
    QVERIFY_OK(workspace().artifacts().putBytes("about to be recorded"));
    QCOMPARE_TEXT(found(), "");
    QCOMPARE_TEXT(found({.graceSeconds = -1}), "artifact ");
}

void GarbageTest::aDeletedVersionGoesWithItsViewAndItsIndex()
{
    const auto version = add("items", "the items");
    const auto artifact = workspace().artifacts().find(version.fileHash).value();
    QVERIFY_OK(publishViews(workspace().folder(), "feed", {{"data/raw/items.csv", artifact}}));
    fs::create_directories(workspace() / "cache/rows" / version.digest);
    QCOMPARE_TEXT(found(), "");
    QVERIFY_OK(deleteDataset(workspace(), "items", false));
    QCOMPARE_TEXT(found(), "view view artifact index ");
    const auto removed = remove();
    QVERIFY_OK(removed);
    QCOMPARE(removed.value().files, std::int64_t {4});
    QCOMPARE(removed.value().bytes, std::uintmax_t {9});
    QVERIFY(!isKept(version.fileHash));
    QVERIFY(!fs::exists(workspace() / "data/raw/items.csv"));
    QVERIFY(!fs::exists(workspace() / "cache/rows" / version.digest));
    QVERIFY_FAILS(restoreDataset(workspace(), "items@1"), "dataset.removed");
}

void GarbageTest::contentThatTwoVersionsShareStays()
{
    add("items", "the items");
    add("copy", "the items");
    QVERIFY_OK(deleteDataset(workspace(), "copy", false));
    QCOMPARE_TEXT(found(), "");
    QVERIFY_OK(remove());
    QVERIFY(isKept(sha256("the items")));
}

void GarbageTest::aRestoredVersionStays()
{
    add("items", "the items");
    QVERIFY_OK(deleteDataset(workspace(), "items", false));
    QVERIFY_OK(restoreDataset(workspace(), "items@1"));
    QVERIFY_OK(remove());
    QVERIFY(isKept(sha256("the items")));
}

void GarbageTest::aDeletedRunGoesUnlessItIsAModel()
{
    const auto train = [&](const std::string &name) {
        const auto run = m_sample->addRun(name);
        m_sample->addEvent("run.trained", run, {{"files", {{"weights", keep("weights of " + name)}}}});
        fs::create_directories(workspace() / "models/runs" / run);
        return run;
    };
    const auto gone = train("gone");
    const auto model = train("model");
    train("alive");
    QVERIFY_OK(m_sample->store().execute(
        "INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES ('m', 0, 0)"));
    QVERIFY_OK(m_sample->store().execute(
        "INSERT INTO model_versions (name, version, model_id, run_id, source, files, creation_time, "
        "last_updated_time) VALUES ('m', 1, 'm', ?, '', ?, 0, 0)",
        {model, R"({"weights":")" + sha256("weights of model") + R"("})"}));
    QVERIFY_OK(workspace().runs().setDeleted(gone, true));
    QVERIFY_OK(workspace().runs().setDeleted(model, true));
    QCOMPARE_TEXT(found(), "run artifact ");
    QVERIFY_OK(remove());
    QVERIFY(!isKept(sha256("weights of gone")));
    QVERIFY(isKept(sha256("weights of model")));
    QVERIFY(isKept(sha256("weights of alive")));
    QVERIFY(fs::exists(workspace() / "models/runs" / model));
}

void GarbageTest::reportsOfTheLogStay()
{
    m_sample->addEvent("drift.measured", "feed", {{"report", keep("a report")}});
    add("items", "the items");
    QVERIFY_OK(noteDataset(workspace(), "items", "old note"));
    QVERIFY_OK(noteDataset(workspace(), "items", "new note"));
    fs::last_write_time(workspace() / "artifacts" / sha256("old note"),
                        fs::file_time_type::clock::now() - std::chrono::hours(24));
    QVERIFY_OK(remove());
    QVERIFY(isKept(sha256("a report")));
    QVERIFY(isKept(sha256("old note"))); // the inverse of the second note names it
}

void GarbageTest::contentThatAJobTakesUpAgainStays()
{
    const auto hash = keep("lost and found");
    QVERIFY_OK(workspace().artifacts().putBytes("lost and found"));
    QCOMPARE_TEXT(found(), "");
    QVERIFY_OK(remove());
    QVERIFY(isKept(hash));
}

void GarbageTest::allIndexesGoWhereThatIsAskedFor()
{
    const auto version = add("items", "the items");
    fs::create_directories(workspace() / "cache/rows" / version.digest);
    QCOMPARE_TEXT(found(), "");
    QCOMPARE_TEXT(found({.indexes = true}), "index ");
}

void GarbageTest::nothingIsRemovedWhileAJobRuns()
{
    const auto lost = keep("nobody knows me");
    {
        const auto job = JobRecorder::start(workspace().jobs().folder(), "0190", {"features", "build"});
        QVERIFY_OK(job);
        QVERIFY_FAILS(remove(), "gc.jobs_running");
        QVERIFY(isKept(lost));
        job.value()->append("result", {{"result", Json::object()}});
    }
    QVERIFY_OK(remove());
    QVERIFY(!isKept(lost));
}

// A kill between the records and the files leaves a version that is removed, and files that nobody needs.
void GarbageTest::aSecondCallFinishesWhatAKillHasLeft()
{
    const auto version = add("items", "the items");
    QVERIFY_OK(deleteDataset(workspace(), "items", false));
    QVERIFY_OK(workspace().datasets().setStage(version.id, "removed"));
    QCOMPARE_TEXT(found(), "artifact ");
    QVERIFY_OK(remove());
    QVERIFY(!isKept(version.fileHash));
}

void GarbageTest::showingChangesNothing()
{
    const auto version = add("items", "the items");
    QVERIFY_OK(deleteDataset(workspace(), "items", false));
    const auto before = workspace().events().latest(1).value().front().seq;
    QCOMPARE_TEXT(found(), "artifact ");
    QVERIFY(isKept(version.fileHash));
    QCOMPARE(workspace().events().latest(1).value().front().seq, before);
    QVERIFY_OK(restoreDataset(workspace(), "items@1"));
}

void GarbageTest::oldLogsOfServedFeaturesGo()
{
    const auto folder = workspace() / "logs/served";
    fs::create_directories(folder);
    const auto log = [&](const std::string &name, int days) {
        QVERIFY_OK(writeFile(folder / name, "{}\n"));
        fs::last_write_time(folder / name, fs::file_time_type::clock::now() - std::chrono::hours(24 * days));
    };
    log("served-2026-01-20T101112-999999999-000.jsonl", 31); // no such process can be
    log("served-2026-02-20T101112-999999999-001.jsonl", 2);
    log("served-2026-01-20T101112-" + std::to_string(::getpid()) + "-000.jsonl", 31);
    QCOMPARE_TEXT(found(), "log ");
    QCOMPARE_TEXT(found({.logDays = 1}), "log log ");
    const auto removed = remove();
    QVERIFY_OK(removed);
    QCOMPARE(removed.value().bytes, std::uintmax_t {3});
    QVERIFY(!fs::exists(folder / "served-2026-01-20T101112-999999999-000.jsonl"));
    QVERIFY(fs::exists(folder / "served-2026-02-20T101112-999999999-001.jsonl"));
}

SLIPWAY_TEST_MAIN(GarbageTest)
#include "garbage_test.moc"
