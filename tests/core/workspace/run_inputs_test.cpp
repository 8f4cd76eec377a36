#include "core/workspace/run_inputs.h"

#include "core/workspace/runs.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;

class RunInputsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunKnowsWhatItHasRead();
    void aRunThatNobodyKnowsHasReadNothing();
};

void RunInputsTest::aRunKnowsWhatItHasRead()
{
    const auto store = openMemoryStore().value();
    Runs runs(*store);
    Datasets datasets(*store);
    const auto train = datasets.add({.name = "feed_train",
                                     .digest = "d1",
                                     .fileHash = "f1",
                                     .sourceType = "features",
                                     .source = "raw",
                                     .rows = 14'000});
    const auto validation = datasets.add({.name = "feed_val", .digest = "d2", .sourceType = "features"});
    QVERIFY_OK(train);
    QVERIFY_OK(validation);
    const auto run = runs.create({"feed", "ranker", "", ""}).value();
    const auto other = runs.create({"feed", "other", "", ""}).value();
    QVERIFY_OK(runs.addInput(run, validation.value().id, "validation"));
    QVERIFY_OK(runs.addInput(run, train.value().id, "training"));
    QVERIFY_OK(runs.addInput(other, validation.value().id, "training"));

    const auto inputs = readRunInputs(*store, run);
    QVERIFY_OK(inputs);
    QCOMPARE(inputs.value().size(), std::size_t {2});
    const auto &first = inputs.value().front();
    QCOMPARE(first.context, std::string("training"));
    QCOMPARE(first.dataset.name, std::string("feed_train"));
    QCOMPARE(first.dataset.version, std::int64_t {1});
    QCOMPARE(first.dataset.source, std::string("raw"));
    QCOMPARE(first.dataset.rows, std::int64_t {14'000});
    QCOMPARE(inputs.value().back().context, std::string("validation"));
}

void RunInputsTest::aRunThatNobodyKnowsHasReadNothing()
{
    const auto store = openMemoryStore().value();
    const auto inputs = readRunInputs(*store, "01a2");
    QVERIFY_OK(inputs);
    QVERIFY(inputs.value().empty());
}

SLIPWAY_TEST_MAIN(RunInputsTest)
#include "run_inputs_test.moc"
