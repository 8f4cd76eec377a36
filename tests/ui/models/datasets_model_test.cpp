#include "ui/models/datasets_model.h"

#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::printModel;
using slipway::testing::SampleWorkspace;

class DatasetsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyVersionIsShown();
};

void DatasetsModelTest::everyVersionIsShown()
{
    SampleWorkspace workspace;
    auto datasets = workspace.workspace().datasets();
    const Json columns = {{{"name", "id"}, {"type", "BIGINT"}}, {{"name", "age"}, {"type", "BIGINT"}}};
    QVERIFY_OK(datasets.add({.name = "users",
                             .digest = "a",
                             .sourceType = "generated",
                             .source = "seed 42",
                             .schema = columns,
                             .rows = 10'000}));
    WorkspaceReader reader(workspace.folder());
    DatasetsModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY_OK(datasets.add({.name = "users",
                             .digest = "b",
                             .sourceType = "imported",
                             .source = "/home/ada/users.csv",
                             .schema = columns,
                             .rows = 250'000}));
    QVERIFY_OK(workspace.store().execute("UPDATE datasets SET creation_time = ?", {workspace.timeOfFirst}));
    WorkspaceReader later(workspace.folder());
    DatasetsModel all(later);
    all.refresh();
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_COMPARE(printModel(all),
                 QStringLiteral("Data set | Version | Rows | Columns | From | Made\n"
                                "users | 2 | 250,000 | 2 | imported from users.csv | 1 Jan 2020\n"
                                "users | 1 | 10,000 | 2 | generated, seed 42 | 1 Jan 2020"));
    QCOMPARE(all.index(0, 0).data(IdRole).toString(), QStringLiteral("users@2"));
    QCOMPARE(all.index(0, DatasetsModel::Rows).data(SortRole).toLongLong(), 250'000LL);
    QCOMPARE(all.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("users, version 2, 250,000 rows, 2 columns, imported from users.csv."));
    QVERIFY(slipway::testing::isSpoken(all));
}

SLIPWAY_UI_TEST_MAIN(DatasetsModelTest)
#include "datasets_model_test.moc"
