#include "core/workspace/metric_curves.h"

#include "core/workspace/runs.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>

using namespace slipway;
using namespace slipway::workspace;

class MetricCurvesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCurveIsSortedByStep();
    void aRunWithoutPointsHasNoCurves();
    void aPointMayBeNoNumber();
};

void MetricCurvesTest::everyCurveIsSortedByStep()
{
    const auto store = openMemoryStore().value();
    Runs runs(*store);
    const auto other = runs.create({"feed", "other", "", ""}).value();
    const auto run = runs.create({"feed", "ranker", "", ""}).value();
    QVERIFY_OK(runs.addMetrics(other, {{"loss", 1, 1, 9}}));
    QVERIFY_OK(runs.addMetrics(run, {{"loss", 2, 20, 0.5}, {"auc", 1, 10, 0.7}, {"loss", 1, 10, 0.6}}));
    const auto curves = readCurves(*store, run).value();
    QCOMPARE(curves.size(), std::size_t {2});
    QCOMPARE_TEXT(curves[0].key, "loss");
    QCOMPARE(curves[0].points.size(), std::size_t {2});
    QCOMPARE(curves[0].points[0].step, std::int64_t {1});
    QCOMPARE(curves[0].points[0].value, 0.6);
    QCOMPARE(curves[0].points[1].time, TimeMicros {20});
    QCOMPARE_TEXT(curves[1].key, "auc");
    QCOMPARE(curves[1].points[0].value, 0.7);
}

void MetricCurvesTest::aRunWithoutPointsHasNoCurves()
{
    const auto store = openMemoryStore().value();
    const auto run = Runs(*store).create({"feed", "ranker", "", ""}).value();
    QVERIFY(readCurves(*store, run).value().empty());
    QVERIFY(readCurves(*store, "no such run").value().empty());
}

void MetricCurvesTest::aPointMayBeNoNumber()
{
    const auto store = openMemoryStore().value();
    Runs runs(*store);
    const auto run = runs.create({"feed", "ranker", "", ""}).value();
    QVERIFY_OK(runs.addMetrics(run, {{"loss", 1, 1, std::nan("")}}));
    QVERIFY(std::isnan(readCurves(*store, run).value().front().points.front().value));
}

SLIPWAY_TEST_MAIN(MetricCurvesTest)
#include "metric_curves_test.moc"
