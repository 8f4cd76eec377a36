#include "core/workspace/runs.h"

#include "core/workspace/datasets.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>
#include <limits>

using namespace slipway;
using namespace slipway::workspace;

class RunsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewRunIsRunning();
    void aFinishedRunHasItsEnd();
    void experimentsAreMadeByName();
    void aParameterKeepsItsFirstValue();
    void aTagTakesItsLastValue();
    void theLatestMetricIsOfTheGreatestStepThenTime();
    void aMetricMayBeNoNumber();
    void aCurveIsSortedByStep();
    void tenThousandPointsAreOneTransaction();
    void aMistakeAmongThePointsAddsNone();
    void aRunIsFoundByTheStartOfItsId();
    void anAmbiguousStartIsRefused();
    void aDeletedRunCanBeRestored();
    void theListIsNewestFirst();
    void anInputIsRememberedOnce();
    void aRunThatIsNotThereIsNamed();
    void theJsonHasItsFixedKeys();

private:
    const std::unique_ptr<Store> m_store = openMemoryStore().value();
    Runs m_runs {*m_store};

    std::string newRun(const std::string &name = "run", const std::string &experiment = "feed")
    {
        return m_runs.create({.experiment = experiment, .name = name}).value();
    }

    /// Runs whose ids a test knows.
    void insertRun(const std::string &id)
    {
        QVERIFY_OK(m_store->execute("INSERT INTO runs (run_id, experiment_id, name, status, start_time) "
                                    "VALUES (?, 0, 'known', 'FINISHED', 1)",
                                    {id}));
    }
};

void RunsTest::aNewRunIsRunning()
{
    const auto before = utcNow();
    const auto id =
        m_runs.create({.experiment = "feed", .name = "ranker", .user = "ada", .job = "j1"}).value();
    const auto run = m_runs.find(id).value();
    QCOMPARE(id.size(), std::size_t {32});
    QCOMPARE_TEXT(run.id, id);
    QCOMPARE_TEXT(run.experiment, "feed");
    QCOMPARE_TEXT(run.name, "ranker");
    QCOMPARE_TEXT(run.status, "RUNNING");
    QCOMPARE_TEXT(run.job, "j1");
    QVERIFY(run.start >= before && run.start <= utcNow());
    QCOMPARE(run.end, TimeMicros {0});
    QVERIFY(!run.deleted);
}

void RunsTest::aFinishedRunHasItsEnd()
{
    const auto id = newRun();
    QVERIFY_OK(m_runs.finish(id, "FINISHED"));
    const auto run = m_runs.find(id).value();
    QCOMPARE_TEXT(run.status, "FINISHED");
    QVERIFY(run.end >= run.start);
    QVERIFY_FAILS(m_runs.finish(id, "PERHAPS"), "workspace.database");
    QCOMPARE_TEXT(m_runs.find(id).value().status, "FINISHED");
}

void RunsTest::experimentsAreMadeByName()
{
    newRun("one", "made once");
    newRun("two", "made once");
    std::int64_t count = 0;
    QVERIFY_OK(m_store->each("SELECT COUNT(*) FROM experiments WHERE name = 'made once'", {},
                             [&](const Row &row) { count = row.integer(0); }));
    QCOMPARE(count, std::int64_t {1});
    QCOMPARE(m_runs.list("made once", false, 100).value().size(), std::size_t {2});
    QCOMPARE(m_runs.list("never made", false, 100).value().size(), std::size_t {0});
}

void RunsTest::aParameterKeepsItsFirstValue()
{
    const auto id = newRun();
    QVERIFY_OK(m_runs.setParam(id, "epochs", "10"));
    QVERIFY_OK(m_runs.setParam(id, "epochs", "10"));
    const auto changed = m_runs.setParam(id, "epochs", "11");
    QVERIFY_FAILS(changed, "param.changed");
    QCOMPARE_TEXT(changed.error().message,
                  "Run " + id + " has epochs = \"10\" already; a parameter keeps its first value.");
    QCOMPARE_TEXT(m_runs.find(id).value().params.at("epochs"), "10");
    QVERIFY_OK(m_runs.setParam(newRun(), "epochs", "11"));
}

void RunsTest::aTagTakesItsLastValue()
{
    const auto id = newRun();
    QVERIFY_OK(m_runs.setTag(id, "note", "first"));
    QVERIFY_OK(m_runs.setTag(id, "note", "second"));
    QCOMPARE_TEXT(m_runs.find(id).value().tags.at("note"), "second");
}

void RunsTest::theLatestMetricIsOfTheGreatestStepThenTime()
{
    const auto id = newRun();
    QVERIFY_OK(m_runs.addMetrics(id, {{"auc", 2, 50, 0.7}, {"auc", 1, 90, 0.9}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("auc"), 0.7); // the greater step, though earlier
    QVERIFY_OK(m_runs.addMetrics(id, {{"auc", 2, 49, 0.8}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("auc"), 0.7); // the same step, earlier
    QVERIFY_OK(m_runs.addMetrics(id, {{"auc", 2, 51, 0.6}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("auc"), 0.6); // the same step, later
    QVERIFY_OK(m_runs.addMetrics(id, {{"auc", 2, 51, 0.5}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("auc"), 0.6); // the same step and time, smaller
    QVERIFY_OK(m_runs.addMetrics(id, {{"auc", 3, 1, 0.1}, {"loss", -1, 1, 5}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("auc"), 0.1);
    QCOMPARE(m_runs.find(id).value().metrics.at("loss"), 5.0);
}

void RunsTest::aMetricMayBeNoNumber()
{
    const auto id = newRun();
    const double infinity = std::numeric_limits<double>::infinity();
    QVERIFY_OK(m_runs.addMetrics(
        id, {{"nan", 1, 1, std::nan("")}, {"up", 1, 1, infinity}, {"down", 1, 1, -infinity}}));
    const auto run = m_runs.find(id).value();
    QVERIFY(std::isnan(run.metrics.at("nan")));
    QCOMPARE(run.metrics.at("up"), infinity);
    QCOMPARE(run.metrics.at("down"), -infinity);
    QVERIFY(std::isnan(m_runs.history(id, "nan").value().front().value));
    QCOMPARE_TEXT(writeJson(toJson(run).at("metrics")),
                  R"({"down":null,"nan":null,"undefined":{"down":"infinite","nan":"not a number",)"
                  R"("up":"infinite"},"up":null})");
    QVERIFY_OK(m_runs.addMetrics(id, {{"nan", 2, 1, 0.5}}));
    QCOMPARE(m_runs.find(id).value().metrics.at("nan"), 0.5);
}

void RunsTest::aCurveIsSortedByStep()
{
    const auto id = newRun();
    QVERIFY_OK(m_runs.addMetrics(id,
                                 {{"loss", 3, 30, 0.3},
                                  {"loss", 1, 10, 0.9},
                                  {"auc", 1, 10, 0.5},
                                  {"loss", 2, 25, 0.5},
                                  {"loss", 2, 20, 0.6}}));
    QVERIFY_OK(m_runs.addMetrics(newRun(), {{"loss", 1, 10, 99}}));
    const auto points = m_runs.history(id, "loss").value();
    std::vector<double> values;
    for (const auto &point : points)
        values.push_back(point.value);
    QCOMPARE(values, (std::vector<double> {0.9, 0.6, 0.5, 0.3}));
    QCOMPARE(points[1].step, std::int64_t {2});
    QCOMPARE(points[1].time, TimeMicros {20});
    QVERIFY(m_runs.history(id, "never measured").value().empty());
}

void RunsTest::tenThousandPointsAreOneTransaction()
{
    const auto id = newRun();
    std::vector<MetricPoint> points;
    for (int step = 0; step < 5000; ++step) {
        points.push_back({"loss", step, step, 1.0 / (step + 1)});
        points.push_back({"auc", step, step, 0.5});
    }
    QVERIFY_OK(m_runs.addMetrics(id, points));
    QCOMPARE(m_runs.history(id, "loss").value().size(), std::size_t {5000});
    QCOMPARE(m_runs.find(id).value().metrics.at("loss"), 1.0 / 5000);
}

void RunsTest::aMistakeAmongThePointsAddsNone()
{
    const auto id = newRun();
    QVERIFY_FAILS(m_store->transaction([&]() -> Status {
        SLIPWAY_TRY(m_runs.addMetrics(id, {{"loss", 1, 1, 0.5}}));
        return m_runs.addMetrics("0123", {{"loss", 1, 1, 0.5}});
    }),
                  "run.missing");
    QVERIFY(m_runs.history(id, "loss").value().empty());
    QVERIFY(m_runs.find(id).value().metrics.empty());
}

void RunsTest::aRunIsFoundByTheStartOfItsId()
{
    insertRun("abc11111111111111111111111111111");
    insertRun("abd22222222222222222222222222222");
    QCOMPARE_TEXT(m_runs.find("abc").value().id, "abc11111111111111111111111111111");
    QCOMPARE_TEXT(m_runs.find("abd22222222222222222222222222222").value().id,
                  "abd22222222222222222222222222222");
    QVERIFY_FAILS(m_runs.find("abe"), "run.missing");
    QVERIFY_FAILS(m_runs.find(""), "run.missing");
    QVERIFY_FAILS(m_runs.find("ab%"), "run.missing");
    QVERIFY_FAILS(m_runs.find("abc11111111111111111111111111111f"), "run.missing");
}

void RunsTest::anAmbiguousStartIsRefused()
{
    insertRun("fff11111111111111111111111111111");
    insertRun("fff22222222222222222222222222222");
    const auto found = m_runs.find("fff");
    QVERIFY_FAILS(found, "run.ambiguous");
    QCOMPARE_TEXT(found.error().message, "fff is the start of several runs. Give more of the id.");
    QVERIFY_OK(m_runs.find("fff2"));
}

void RunsTest::aDeletedRunCanBeRestored()
{
    const auto id = newRun("to be deleted", "undo");
    QVERIFY_OK(m_runs.setParam(id, "epochs", "3"));
    QVERIFY_FAILS(m_runs.setDeleted(id, false), "run.not_deleted");
    QVERIFY_OK(m_runs.setDeleted(id, true));
    QVERIFY_FAILS(m_runs.setDeleted(id, true), "run.deleted_already");
    QVERIFY(m_runs.list("undo", false, 10).value().empty());
    QCOMPARE_TEXT(m_runs.list("undo", true, 10).value().front().id, id);
    QVERIFY(m_runs.find(id).value().deleted);
    QVERIFY_OK(m_runs.setDeleted(id, false));
    QCOMPARE_TEXT(m_runs.list("undo", false, 10).value().front().params.at("epochs"), "3");
}

void RunsTest::theListIsNewestFirst()
{
    std::vector<std::string> ids;
    for (int i = 0; i < 5; ++i)
        ids.push_back(newRun("run " + std::to_string(i), "listed"));
    const auto all = m_runs.list("listed", false, 100).value();
    QCOMPARE(all.size(), std::size_t {5});
    for (std::size_t i = 0; i < 5; ++i)
        QCOMPARE_TEXT(all[i].id, ids[4 - i]);
    const auto some = m_runs.list("listed", false, 2).value();
    QCOMPARE(some.size(), std::size_t {2});
    QCOMPARE_TEXT(some[1].id, ids[3]);
    QVERIFY(m_runs.list("", false, 1000).value().size() > 5);
}

void RunsTest::anInputIsRememberedOnce()
{
    const auto id = newRun();
    const auto dataset =
        Datasets(*m_store).add({.name = "items", .digest = "d", .sourceType = "generated"}).value();
    QVERIFY_OK(m_runs.addInput(id, dataset.id, "training"));
    QVERIFY_OK(m_runs.addInput(id, dataset.id, "training"));
    QVERIFY_OK(m_runs.addInput(id, dataset.id, "test"));
    std::int64_t count = 0;
    QVERIFY_OK(m_store->each("SELECT COUNT(*) FROM dataset_inputs", {},
                             [&](const Row &row) { count = row.integer(0); }));
    QCOMPARE(count, std::int64_t {2});
    QVERIFY_FAILS(m_runs.addInput(id, 999, "training"), "workspace.database");
}

void RunsTest::aRunThatIsNotThereIsNamed()
{
    const auto missing = m_runs.setTag("0123", "note", "x");
    QVERIFY_FAILS(missing, "run.missing");
    QCOMPARE_TEXT(missing.error().message, "There is no run 0123. List them with: slipway runs list");
    QVERIFY_FAILS(m_runs.setParam("0123", "a", "b"), "run.missing");
    QVERIFY_FAILS(m_runs.addMetrics("0123", {}), "run.missing");
    QVERIFY_FAILS(m_runs.finish("0123", "FINISHED"), "run.missing");
    QVERIFY_FAILS(m_runs.history("0123", "auc"), "run.missing");
    QVERIFY_FAILS(m_runs.setDeleted("0123", true), "run.missing");
}

void RunsTest::theJsonHasItsFixedKeys()
{
    const Json json = toJson(m_runs.find(newRun("ranker")).value());
    for (const char *key : {"run_id", "experiment", "name", "status", "start_time", "end_time", "deleted",
                            "job", "params", "tags", "metrics"})
        QVERIFY2(json.contains(key), key);
    QVERIFY(json.at("end_time").is_null());
    QVERIFY_OK(parseIsoTime(json.at("start_time").get<std::string>()));
}

SLIPWAY_TEST_MAIN(RunsTest)
#include "runs_test.moc"
