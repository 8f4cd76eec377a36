#include "core/registry/data_requirement.h"

#include "core/workspace/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::registry;
using slipway::testing::TemporaryFolder;
using workspace::Workspace;

class DataRequirementTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsRequiredUnlessTheConfigurationSaysSo();
    void theRequiredSuiteAndNoOtherCounts();
    void theNewestVerdictCounts();
    void aSuiteThatCannotBeReadIsAnError();
    void featuresAreCheckedByWhatTheyWereMadeFrom();

private:
    static Workspace opened(const TemporaryFolder &folder, const std::string &settings)
    {
        auto workspace = Workspace::open(folder.path(), workspace::OpenMode::Create, {"tester", "cli", {}});
        if (!workspace)
            qFatal("%s", workspace.error().message.c_str());
        if (!settings.empty())
            (void)workspace::writeFile(folder / "config/data_config.yaml", "validation:\n" + settings);
        return std::move(workspace).value();
    }

    static void addVerdict(const Workspace &workspace, const std::string &digest, bool passed,
                           const std::string &suite)
    {
        QVERIFY_OK(workspace.change(
            {"data.validated", "x@1", {{"digest", digest}, {"passed", passed}, {"suite_digest", suite}}}));
    }
};

void DataRequirementTest::nothingIsRequiredUnlessTheConfigurationSaysSo()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder, {});
    const auto requirement = dataRequirement(workspace);
    QVERIFY_OK(requirement);
    QVERIFY(!requirement.value().forTraining);
    QVERIFY(!requirement.value().forPromotion);
    const auto verdict = dataVerdict(workspace, "d1", requirement.value());
    QVERIFY_OK(verdict);
    QVERIFY(!verdict.value());
}

void DataRequirementTest::theRequiredSuiteAndNoOtherCounts()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder, "  suite: feed\n  required: both\n");
    const auto requirement = dataRequirement(workspace);
    QVERIFY_OK(requirement);
    QVERIFY(requirement.value().forTraining && requirement.value().forPromotion);
    QCOMPARE_TEXT(requirement.value().suite, "feed_interactions");
    addVerdict(workspace, "d1", true, "another suite");
    QVERIFY(!dataVerdict(workspace, "d1", requirement.value()).value());
    addVerdict(workspace, "d1", true, data::suiteDigest(data::feedSuite()));
    QVERIFY(dataVerdict(workspace, "d1", requirement.value()).value() == std::optional(true));
    QVERIFY(!dataVerdict(workspace, "d2", requirement.value()).value());
}

void DataRequirementTest::theNewestVerdictCounts()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder, "  required: promotion\n");
    const auto requirement = dataRequirement(workspace);
    QVERIFY_OK(requirement);
    QVERIFY(!requirement.value().forTraining);
    addVerdict(workspace, "d1", true, "a");
    addVerdict(workspace, "d1", false, "b");
    QVERIFY(dataVerdict(workspace, "d1", requirement.value()).value() == std::optional(false));
}

void DataRequirementTest::aSuiteThatCannotBeReadIsAnError()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder, "  suite: config/none.json\n  required: training\n");
    QVERIFY_FAILS(dataRequirement(workspace), "file.missing");
}

void DataRequirementTest::featuresAreCheckedByWhatTheyWereMadeFrom()
{
    workspace::DatasetVersion version {.digest = "own", .sourceType = "features", .source = "raw"};
    QCOMPARE_TEXT(checkedDigest(version), "raw");
    version.sourceType = "imported";
    QCOMPARE_TEXT(checkedDigest(version), "own");
}

SLIPWAY_TEST_MAIN(DataRequirementTest)
#include "data_requirement_test.moc"
