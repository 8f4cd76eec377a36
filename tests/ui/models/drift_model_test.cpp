#include "ui/models/drift_model.h"

#include "core/workspace/vault.h"
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

/// Reports in the form that DESIGN.md's contract fixes.
class DriftModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whereDriftWasNeverMeasuredThereIsNoReport();
    void theFarthestPastItsLimitComesFirst();
    void aReportInAnotherFormIsStillShown();
    void aFileThatIsNoReportIsSaid();

private:
    static Json feature(double psi, bool drifted, const Json &more = Json::object())
    {
        Json json = {{"type", "numeric"},         {"test", "psi"},
                     {"statistic", psi},          {"threshold", 0.1},
                     {"p_value", 0.00001},        {"psi", psi},
                     {"drift_detected", drifted}, {"ks", {{"statistic", psi / 2}, {"p_value", 0.5}}},
                     {"jensen_shannon", 0.25},    {"null_share", {{"reference", 0.0}, {"current", 0.0123}}}};
        json.update(more);
        return json;
    }
    static void write(const SampleWorkspace &workspace, const std::string &text)
    {
        QVERIFY_OK(workspace::writeFile(workspace.folder() / "data/monitoring/drift_report.json", text));
    }
};

void DriftModelTest::whereDriftWasNeverMeasuredThereIsNoReport()
{
    SampleWorkspace workspace;
    WorkspaceReader reader(workspace.folder());
    DriftModel model(reader);
    model.refresh();
    QTRY_VERIFY(model.isLoaded());
    QVERIFY(!model.report());
    QCOMPARE(model.rowCount(), 0);
}

void DriftModelTest::theFarthestPastItsLimitComesFirst()
{
    SampleWorkspace workspace;
    const Json device = {{"type", "categorical"},
                         {"test", "jensen_shannon"},
                         {"psi", nullptr},
                         {"ks", {{"statistic", nullptr}}},
                         {"new_levels", {"tv"}}};
    write(workspace,
          writeJson({{"profile", "calibrated"},
                     {"reference", {{"rows", 14000}}},
                     {"current", {{"rows", 3000}}},
                     {"summary",
                      {{"columns", 4},
                       {"drifted_columns", 2},
                       {"drift_detected", true},
                       {"dataset_drift", true},
                       {"overall_score", 0.31}}},
                     {"features",
                      {{"age", feature(0.02, false)},
                       {"ctr", feature(0.2, true)},
                       {"device", feature(0.3, true, device)},
                       {"empty", {{"type", "numeric"}, {"drift_detected", nullptr}}}}}}));
    WorkspaceReader reader(workspace.folder());
    DriftModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(printModel(model),
                 QStringLiteral(
                     "Feature | Type | Drift | Change | Limit | PSI | KS | JS distance | p-value | Missing\n"
                     "device | category | Drifted | 0.300 | 0.100 | – | – | 0.250 | < 0.001 | 1.2%\n"
                     "ctr | number | Drifted | 0.200 | 0.100 | 0.200 | 0.100 | 0.250 | < 0.001 | 1.2%\n"
                     "age | number | Stable | 0.020 | 0.100 | 0.020 | 0.010 | 0.250 | < 0.001 | 1.2%\n"
                     "empty | number | Not known | – | – | – | – | – | – | –"));
    QVERIFY(slipway::testing::isSpoken(model));
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("device, drifted: JS distance is 0.300, the limit is 0.100."));
    QCOMPARE(model.index(0, DriftModel::Drift).data(StatusRole).value<ui::Status>(), ui::Status::Warns);
    QCOMPARE_NEAR(model.index(0, DriftModel::Drift).data(SortRole).toDouble(), 3.0, 1e-12);
    QCOMPARE(model.report()->driftedColumns, 2);
    QCOMPARE(model.report()->referenceRows, qint64 {14000});
    QCOMPARE(model.report()->overallScore, 0.31);
    QCOMPARE(model.report()->rows.front().newLevels, QStringList {QStringLiteral("tv")});
    QVERIFY(model.report()->measured > 0);
}

void DriftModelTest::aReportInAnotherFormIsStillShown()
{
    const auto report = driftReportFrom({{"features", {{"age", {{"psi", "much"}}}}}, {"summary", 7}});
    QCOMPARE(report.rows.size(), std::size_t {1});
    QVERIFY(std::isnan(report.rows.front().psi));
    QVERIFY(std::isnan(report.overallScore));
    QVERIFY(driftReportFrom(Json::array()).rows.empty());
}

void DriftModelTest::aFileThatIsNoReportIsSaid()
{
    SampleWorkspace workspace;
    write(workspace, "{\"features\": ");
    WorkspaceReader reader(workspace.folder());
    DriftModel model(reader);
    QString said;
    connect(&model, &RowsModelBase::failed, this,
            [&](const Error &error) { said = QString::fromStdString(error.message); });
    model.refresh();
    QTRY_VERIFY(said.contains(QStringLiteral("drift_report.json")));
}

SLIPWAY_UI_TEST_MAIN(DriftModelTest)
#include "drift_model_test.moc"
