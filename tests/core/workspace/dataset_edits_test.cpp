#include "core/workspace/dataset_edits.h"

#include "core/base/hash.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::readText;
using slipway::testing::SampleWorkspace;

class DatasetEditsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aTagIsThereAndIsTakenBack();
    void anOldTagIsKeptForItsInverse();
    void aNoteIsKeptForItsInverse();
    void theLogHoldsNoTextThatAPersonWrote();
    void nothingChangedIsNoEvent();
    void aDeletedVersionIsGoneUntilItIsRestored();
    void theNewestIsTheNewestThatIsThere();
    void theSameContentBringsADeletedVersionBack();
    void whatOthersWereMadeFromNeedsForce();
    void removedContentCannotBeRestored();
    void whatIsWrongIsSaid();

private:
    std::unique_ptr<SampleWorkspace> m_sample;

    Workspace &workspace() { return m_sample->workspace(); }
    DatasetVersion add(const std::string &name, const std::string &digest,
                       const std::string &source = "file.csv", const std::string &type = "imported")
    {
        return workspace()
            .datasets()
            .add({.name = name,
                  .digest = digest,
                  .fileHash = sha256(digest),
                  .sourceType = type,
                  .source = source})
            .value();
    }
    LoggedEvent lastEvent() { return workspace().events().latest(1).value().front(); }
};

void DatasetEditsTest::init()
{
    m_sample = std::make_unique<SampleWorkspace>();
    add("items", "one");
}

void DatasetEditsTest::aTagIsThereAndIsTakenBack()
{
    const auto tagged = tagDataset(workspace(), "items", "owner", "analytics");
    QVERIFY_OK(tagged);
    QCOMPARE_TEXT(tagged.value().version.tags.at("owner"), "analytics");
    QCOMPARE_TEXT(tagged.value().inverse, "data untag items@1 owner");
    QCOMPARE_TEXT(lastEvent().change.inverse.value(), "data untag items@1 owner");
    QVERIFY_OK(untagDataset(workspace(), "items@1", "owner"));
    QVERIFY(workspace().datasets().find("items").value().tags.empty());
}

void DatasetEditsTest::anOldTagIsKeptForItsInverse()
{
    QVERIFY_OK(tagDataset(workspace(), "items", "owner", "first"));
    const auto second = tagDataset(workspace(), "items", "owner", "second");
    QVERIFY_OK(second);
    const auto hash = sha256("first");
    QCOMPARE_TEXT(second.value().inverse, "data tag items@1 owner --from " + hash);
    QCOMPARE_TEXT(readText(workspace().artifacts().find(hash).value()), "first");
}

void DatasetEditsTest::aNoteIsKeptForItsInverse()
{
    QVERIFY_OK(noteDataset(workspace(), "items", "Prices are in cents."));
    const auto second = noteDataset(workspace(), "items", "Prices are in euros.");
    QVERIFY_OK(second);
    QCOMPARE_TEXT(second.value().version.note, "Prices are in euros.");
    QCOMPARE_TEXT(second.value().inverse, "data note items@1 --from " + sha256("Prices are in cents."));
}

void DatasetEditsTest::theLogHoldsNoTextThatAPersonWrote()
{
    QVERIFY_OK(noteDataset(workspace(), "items", "asked ada@example.org"));
    QVERIFY_OK(noteDataset(workspace(), "items", ""));
    QVERIFY_OK(tagDataset(workspace(), "items", "owner", "ada@example.org"));
    QVERIFY_OK(untagDataset(workspace(), "items", "owner"));
    const auto events = workspace().events().latest(10).value();
    QCOMPARE(events.size(), std::size_t {4});
    for (const auto &event : events)
        QVERIFY(writeJson(toJson(event)).find("example.org") == std::string::npos);
}

void DatasetEditsTest::nothingChangedIsNoEvent()
{
    QVERIFY_OK(tagDataset(workspace(), "items", "owner", "x"));
    const auto before = lastEvent().seq;
    QCOMPARE_TEXT(tagDataset(workspace(), "items", "owner", "x").value().inverse, "");
    QCOMPARE_TEXT(noteDataset(workspace(), "items", "").value().inverse, "");
    QCOMPARE(lastEvent().seq, before);
}

void DatasetEditsTest::aDeletedVersionIsGoneUntilItIsRestored()
{
    const auto deleted = deleteDataset(workspace(), "items@1", false);
    QVERIFY_OK(deleted);
    QCOMPARE_TEXT(deleted.value().inverse, "data restore items@1");
    QVERIFY_FAILS(workspace().datasets().find("items"), "dataset.missing");
    QVERIFY_FAILS(workspace().datasets().find("items@1"), "dataset.deleted");
    QVERIFY(workspace().datasets().list().value().empty());
    QCOMPARE(workspace().datasets().listWithDeleted().value().size(), std::size_t {1});
    const auto restored = restoreDataset(workspace(), "items@1");
    QVERIFY_OK(restored);
    QCOMPARE_TEXT(restored.value().inverse, "data delete items@1 --force");
    QVERIFY_OK(workspace().datasets().find("items"));
}

void DatasetEditsTest::theNewestIsTheNewestThatIsThere()
{
    add("items", "two");
    QVERIFY_OK(deleteDataset(workspace(), "items@2", false));
    QCOMPARE(workspace().datasets().find("items").value().version, std::int64_t {1});
    QCOMPARE(add("items", "three").version, std::int64_t {3}); // numbers are not given twice
}

void DatasetEditsTest::theSameContentBringsADeletedVersionBack()
{
    QVERIFY_OK(deleteDataset(workspace(), "items@1", false));
    QVERIFY_OK(workspace().datasets().setStage(1, "removed"));
    const auto again = workspace().datasets().add(
        {.name = "items", .digest = "one", .fileHash = "another file", .sourceType = "imported"});
    QVERIFY_OK(again);
    QCOMPARE(again.value().version, std::int64_t {1});
    const auto found = workspace().datasets().find("items@1");
    QVERIFY_OK(found);
    QCOMPARE_TEXT(found.value().fileHash, "another file");
}

void DatasetEditsTest::whatOthersWereMadeFromNeedsForce()
{
    const auto features = add("feed_train", "features of one", "one", "features");
    const auto run = m_sample->addRun("ranker");
    QVERIFY_OK(workspace().runs().addInput(run, features.id, "training"));
    const auto refused = deleteDataset(workspace(), "items@1", false);
    QVERIFY_FAILS(refused, "dataset.in_use");
    QCOMPARE_TEXT(refused.error().args.at("users").get<std::string>(), "features feed_train@1, run ranker");
    QVERIFY_OK(deleteDataset(workspace(), "items@1", true));
    QVERIFY_FAILS(deleteDataset(workspace(), "items@1", true), "dataset.deleted_already");

    QVERIFY_OK(workspace().runs().setDeleted(run, true));
    QVERIFY_OK(deleteDataset(workspace(), "feed_train", false)); // only a deleted run has read it
}

void DatasetEditsTest::removedContentCannotBeRestored()
{
    QVERIFY_OK(deleteDataset(workspace(), "items@1", false));
    QVERIFY_OK(workspace().datasets().setStage(1, "removed"));
    QVERIFY_FAILS(restoreDataset(workspace(), "items@1"), "dataset.removed");
}

void DatasetEditsTest::whatIsWrongIsSaid()
{
    QVERIFY_FAILS(tagDataset(workspace(), "items", "", "x"), "dataset.tag_key");
    QVERIFY_FAILS(tagDataset(workspace(), "items", "two words", "x"), "dataset.tag_key");
    QVERIFY_FAILS(tagDataset(workspace(), "items", "--force", "x"), "dataset.tag_key");
    QVERIFY_FAILS(tagDataset(workspace(), "users", "owner", "x"), "dataset.missing");
    QVERIFY_FAILS(tagDataset(workspace(), "items", "owner", std::string(10'000, 'x')), "dataset.text_long");
    QVERIFY_FAILS(untagDataset(workspace(), "items", "owner"), "dataset.tag_missing");
    QVERIFY_FAILS(restoreDataset(workspace(), "items@1"), "dataset.not_deleted");
    QVERIFY_FAILS(deleteDataset(workspace(), "items@7", false), "dataset.missing");
}

SLIPWAY_TEST_MAIN(DatasetEditsTest)
#include "dataset_edits_test.moc"
