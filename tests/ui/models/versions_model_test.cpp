#include "ui/models/versions_model.h"

#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::printModel;
using slipway::testing::SampleWorkspace;

class VersionsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void versionsAreShownWithWhatWasMeasured();
    void aPromotionChangesTwoRows();
};

namespace {

registry::ModelVersion version(const std::string &id, const Json &metrics)
{
    return {.name = "feed-model",
            .modelId = id,
            .runId = "01a1fafac5c8700088e79f899c6496c9",
            .folder = "models/runs/x",
            .metrics = {{"metrics", metrics}}};
}

} // namespace

void VersionsModelTest::versionsAreShownWithWhatWasMeasured()
{
    SampleWorkspace workspace;
    registry::Models models(workspace.store());
    QVERIFY_OK(models.add(version("m1", {{"auc", 0.731}, {"ndcg@10", nullptr}})));
    QVERIFY_OK(models.add(version("m2", Json::object())));
    QVERIFY_OK(
        workspace.store().execute("UPDATE model_versions SET creation_time = ?", {workspace.timeOfFirst}));
    WorkspaceReader reader(workspace.folder());
    VersionsModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(printModel(model),
                 QStringLiteral("Version | State | Aliases | AUC, test | NDCG@10, test | Run | Registered\n"
                                "feed-model/2 | Registered | – | – | – | 01a1fafac5c87 | 1 Jan 2020\n"
                                "feed-model/1 | Registered | – | 0.731 | – | 01a1fafac5c87 | 1 Jan 2020"));
    QVERIFY(slipway::testing::isSpoken(model));
    QCOMPARE(model.production(), nullptr);
    QCOMPARE(model.index(1, 0).data(IdRole).toString(), QStringLiteral("feed-model/1"));
    QCOMPARE(model.index(1, VersionsModel::Auc).data(SortRole).toDouble(), 0.731);
}

void VersionsModelTest::aPromotionChangesTwoRows()
{
    SampleWorkspace workspace;
    registry::Models models(workspace.store());
    QVERIFY_OK(models.add(version("m1", {{"auc", 0.7}})));
    QVERIFY_OK(models.add(version("m2", {{"auc", 0.8}})));
    QVERIFY_OK(models.setProduction("feed-model", 1));
    WorkspaceReader reader(workspace.folder());
    VersionsModel model(reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(model.index(1, VersionsModel::Stage).data().toString(), QStringLiteral("In production"));
    QCOMPARE(model.index(1, VersionsModel::Aliases).data().toString(), QStringLiteral("Production"));
    QVERIFY_OK(models.setProduction("feed-model", 2));
    model.refresh();
    QTRY_COMPARE(model.index(0, VersionsModel::Stage).data().toString(), QStringLiteral("In production"));
    QCOMPARE(model.index(1, VersionsModel::Stage).data().toString(), QStringLiteral("Archived"));
    QCOMPARE(model.production()->version, std::int64_t {2});
}

SLIPWAY_UI_TEST_MAIN(VersionsModelTest)
#include "versions_model_test.moc"
