#include "ui/models/metrics_model.h"

#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>

#include <cmath>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::printModel;
using slipway::testing::SampleWorkspace;

class MetricsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCurvesOfARunAreATable();
    void aCurveGrowsPointByPoint();
    void recordsAndJobTellTheSamePoints();
    void pointsOfOtherRunsArePassedOver();
    void aChartGetsThePointsThatHaveNumbers();
    void anotherRunReplacesTheCurves();

private:
    SampleWorkspace m_workspace;
    WorkspaceReader m_reader {m_workspace.folder()};
};

void MetricsModelTest::theCurvesOfARunAreATable()
{
    const auto run = m_workspace.addRun(
        "ranker", {{"train_loss", 1, 1, 0.6}, {"train_loss", 2, 2, 0.55}, {"val_auc", 2, 2, 0.7}});
    MetricsModel model(m_reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.showRun(QString::fromStdString(run));
    QTRY_COMPARE(printModel(model),
                 QStringLiteral("Step | Loss, training | AUC, validation\n"
                                "1 | 0.600 | –\n"
                                "2 | 0.550 | 0.700"));
    QVERIFY(slipway::testing::isSpoken(model));
    QCOMPARE(model.index(1, 2).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("AUC, validation at step 2: 0.700."));
}

void MetricsModelTest::aCurveGrowsPointByPoint()
{
    const auto run = m_workspace.addRun("ranker", {}, "RUNNING");
    const QString id = QString::fromStdString(run);
    MetricsModel model(m_reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.showRun(id);
    QTRY_VERIFY(model.isLoaded());
    QStringList grown;
    connect(&model, &MetricsModel::grown, this, [&](const QString &key) { grown << key; });
    model.add({id, QStringLiteral("loss"), 2, 0.5});
    model.add({id, QStringLiteral("loss"), 1, 0.6}); // points may come out of order
    model.add({id, QStringLiteral("val_auc"), 1, 0.7});
    model.add({id, QStringLiteral("loss"), 2, 0.4}); // and again
    QCOMPARE(printModel(model),
             QStringLiteral("Step | Loss | AUC, validation\n1 | 0.600 | 0.700\n2 | 0.400 | –"));
    QCOMPARE(grown.size(), 4);
}

void MetricsModelTest::recordsAndJobTellTheSamePoints()
{
    const auto run = m_workspace.addRun("ranker", {{"loss", 1, 1, 0.6}, {"loss", 2, 2, 0.5}}, "RUNNING");
    const QString id = QString::fromStdString(run);
    MetricsModel model(m_reader);
    model.showRun(id);
    model.add({id, QStringLiteral("loss"), 2, 0.5});
    model.add({id, QStringLiteral("loss"), 3, 0.45}); // not in the records yet
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(printModel(model), QStringLiteral("Step | Loss\n1 | 0.600\n2 | 0.500\n3 | 0.450"));
}

void MetricsModelTest::pointsOfOtherRunsArePassedOver()
{
    MetricsModel model(m_reader);
    model.add({QStringLiteral("r"), QStringLiteral("loss"), 1, 0.5});
    model.add({{}, QStringLiteral("loss"), 1, 0.5});
    QCOMPARE(model.columnCount(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void MetricsModelTest::aChartGetsThePointsThatHaveNumbers()
{
    const auto run = m_workspace.addRun(
        "ranker",
        {{"loss", 1, 1, 0.6}, {"loss", 2, 2, std::nan("")}, {"loss", 3, 3, 0.4}, {"val_auc", 2, 2, 0.7}});
    MetricsModel model(m_reader);
    model.showRun(QString::fromStdString(run));
    QTRY_VERIFY(model.isLoaded());
    const auto curve = model.curve(QStringLiteral("loss"));
    QCOMPARE(curve.label, QStringLiteral("Loss"));
    QCOMPARE(curve.steps, (QVector<double> {1, 3}));
    QCOMPARE(curve.values, (QVector<double> {0.6, 0.4}));
    QVERIFY(model.curve(QStringLiteral("never measured")).steps.isEmpty());
    auto keys = model.keys();
    keys.sort();
    QCOMPARE(keys, (QStringList {QStringLiteral("loss"), QStringLiteral("val_auc")}));
}

void MetricsModelTest::anotherRunReplacesTheCurves()
{
    const auto first = m_workspace.addRun("first", {{"loss", 1, 1, 0.6}});
    const auto second = m_workspace.addRun("second", {{"val_auc", 1, 1, 0.7}});
    MetricsModel model(m_reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.showRun(QString::fromStdString(first));
    model.showRun(QString::fromStdString(second)); // before the first answer
    QTRY_COMPARE(printModel(model), QStringLiteral("Step | AUC, validation\n1 | 0.700"));
    model.showRun({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 1);
}

SLIPWAY_UI_TEST_MAIN(MetricsModelTest)
#include "metrics_model_test.moc"
