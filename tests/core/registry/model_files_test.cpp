#include "core/registry/model_files.h"

#include "core/registry/models.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::registry;
using slipway::testing::TemporaryFolder;
using workspace::Workspace;

class ModelFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFolderIsAModelWhereItHoldsOne();
    void aVersionIsFoundByItsReference();
    void aRunIsFoundByTheStartOfItsId();
    void whatIsNoModelIsSaid();

private:
    const TemporaryFolder m_folder;
    const Workspace m_workspace =
        Workspace::open(m_folder / "workspace", workspace::OpenMode::Create, {"ada", "cli", ""}).value();
};

void ModelFilesTest::aFolderIsAModelWhereItHoldsOne()
{
    const auto folder = m_folder.write("elsewhere/model.json", "{}").parent_path();
    const auto found = findModel(m_workspace, folder.string());
    QVERIFY_OK(found);
    QCOMPARE_TEXT(found.value().folder.string(), folder.string());
    QCOMPARE_TEXT(found.value().runId, "");
}

void ModelFilesTest::aVersionIsFoundByItsReference()
{
    Models models(m_workspace.store());
    QVERIFY_OK(models.add({.name = "feed-model", .modelId = "m", .runId = "r", .folder = "models/runs/r"}));
    QVERIFY_OK(models.setProduction("feed-model", 1));
    for (const char *name : {"feed-model", "feed-model/1", "feed-model@Production"}) {
        const auto found = findModel(m_workspace, name);
        QVERIFY_OK(found);
        QCOMPARE_TEXT(found.value().folder.string(), (m_folder / "workspace/models/runs/r").string());
        QCOMPARE_TEXT(found.value().reference, "feed-model/1");
        QCOMPARE_TEXT(found.value().runId, "r");
    }
    QVERIFY_FAILS(findModel(m_workspace, "feed-model/2"), "registry.version_missing");
    QVERIFY_FAILS(findModel(m_workspace, "feed-model@Staging"), "registry.version_missing");
}

void ModelFilesTest::aRunIsFoundByTheStartOfItsId()
{
    const auto run = m_workspace.runs().create({.experiment = "feed"}).value();
    QVERIFY_FAILS(findModel(m_workspace, run), "registry.not_trained");
    m_folder.write("workspace/models/runs/" + run + "/model.json", "{}");
    for (const auto &name : {run, run.substr(0, 20)}) {
        const auto found = findModel(m_workspace, name);
        QVERIFY_OK(found);
        QCOMPARE_TEXT(found.value().folder.string(), runModelFolder(m_workspace, run).string());
        QCOMPARE_TEXT(found.value().runId, run);
    }
}

void ModelFilesTest::whatIsNoModelIsSaid()
{
    for (const char *name : {"", "nothing", "no folder", "0123"}) {
        const auto found = findModel(m_workspace, name);
        QVERIFY_FAILS(found, "registry.model_missing");
    }
    QVERIFY_FAILS(findModel(m_workspace, (m_folder / "missing").string()), "registry.version_missing");
}

SLIPWAY_TEST_MAIN(ModelFilesTest)
#include "model_files_test.moc"
