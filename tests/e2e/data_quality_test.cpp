#include "core/workspace/vault.h"
#include "core/workspace/workspace.h"
#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using slipway::testing::Engine;
using slipway::testing::TemporaryFolder;

/// The verbs data profile, validate and failures as a person types them.
class DataQualityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aProfileWorksOnAFileWithoutAWorkspace();
    void aProposedSuiteIsWrittenAndPassed();
    void failingRowsAreListedAndExported();
    void wrongArgumentsHaveTheirExitCode_data();
    void wrongArgumentsHaveTheirExitCode();
    void trainingIsRefusedOnUncheckedData();
    void theLastSuiteAndTheProfileOfAVersionAreKept();

private:
    static QStringList words(const std::string &line)
    {
        return QString::fromStdString(line).split(QLatin1Char(' '));
    }
    std::string path(const char *name) const { return (m_folder / name).string(); }

    TemporaryFolder m_folder;
};

void DataQualityTest::initTestCase()
{
    std::string text = "id,x,churn\n";
    for (int i = 0; i < 60; ++i)
        text += std::to_string(i) + "," + std::to_string(i % 7) + "," + (i % 3 == 0 ? "yes" : "no") + "\n";
    m_folder.write("people.csv", text);
    m_folder.write("next.csv", text + "60,99,yes\n61,-50,maybe\n");
}

void DataQualityTest::aProfileWorksOnAFileWithoutAWorkspace()
{
    const Engine engine(m_folder / "none");
    const auto answer = engine.ask(words("data profile " + path("people.csv") + " --target churn"));
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json()["rows"].get<int>(), 60);
    QCOMPARE(answer.json()["columns"]["x"]["distinct"].get<int>(), 7);
    QVERIFY_EXIT_OK(engine.run(words("data profile " + path("people.csv"))));
    QVERIFY(!std::filesystem::exists(engine.workspace()));
}

void DataQualityTest::aProposedSuiteIsWrittenAndPassed()
{
    const Engine engine(m_folder / "none");
    QVERIFY_EXIT_OK(
        engine.run(words("data validate " + path("people.csv") + " --propose --out " + path("suite.json"))));
    QVERIFY_EXIT_OK(
        engine.run(words("data validate " + path("people.csv") + " --suite " + path("suite.json"))));
    const auto next =
        engine.ask(words("data validate " + path("next.csv") + " --suite " + path("suite.json")));
    QCOMPARE(next.exit, 1);
    QVERIFY(next.json()["failed"].get<int>() >= 2);
    QVERIFY(next.json()["quality"]["validity"]["score"].get<double>() < 1);
}

void DataQualityTest::failingRowsAreListedAndExported()
{
    const Engine engine(m_folder / "none");
    m_folder.write("set.json", R"({"name": "s", "expectations": [{"type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "churn", "value_set": ["yes", "no"]}}]})");
    const auto command = "data failures " + path("next.csv") + " --check 0 --suite " + path("set.json");
    const auto listed = engine.ask(words(command));
    QVERIFY_EXIT_OK(listed);
    QCOMPARE_TEXT(listed.json()["rows"].dump(), R"([{"row":61,"values":{"churn":"maybe","id":61,"x":-50}}])");
    QVERIFY_EXIT_OK(engine.run(words(command + " --out " + path("rows.csv"))));
    QVERIFY(std::filesystem::exists(m_folder / "rows.csv"));
}

void DataQualityTest::wrongArgumentsHaveTheirExitCode_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("exit");
    QTest::newRow("no file") << QStringLiteral("data profile ./none.csv") << 3;
    QTest::newRow("no column") << QStringLiteral("data profile %1 --target town") << 3;
    QTest::newRow("no suite") << QStringLiteral("data validate %1 --suite ./none.json") << 3;
    QTest::newRow("suite and proposal") << QStringLiteral("data validate %1 --suite x --propose") << 2;
    QTest::newRow("no number") << QStringLiteral("data failures %1 --check one") << 2;
    QTest::newRow("no such check") << QStringLiteral("data failures %1 --check 999") << 2;
}

void DataQualityTest::wrongArgumentsHaveTheirExitCode()
{
    QFETCH(QString, command);
    QFETCH(const int, exit);
    command.replace(QStringLiteral("%1"), QString::fromStdString(path("people.csv")));
    QCOMPARE(Engine(m_folder / "none").ask(command.split(QLatin1Char(' '))).exit, exit);
}

void DataQualityTest::trainingIsRefusedOnUncheckedData()
{
    const Engine engine(m_folder / "workspace");
    QVERIFY_EXIT_OK(engine.run(words("data generate --rows 3000")));
    QVERIFY_EXIT_OK(engine.run(words("features build")));
    m_folder.write("workspace/config/data_config.yaml", "validation:\n  suite: feed\n  required: training\n");
    const auto refused = engine.ask(words("train"));
    QCOMPARE(refused.exit, 1);
    QCOMPARE(refused.json()["passed"].get<bool>(), false);
    QVERIFY(refused.json()["sentence"].get<std::string>().find("never checked") != std::string::npos);
}

void DataQualityTest::theLastSuiteAndTheProfileOfAVersionAreKept()
{
    const Engine engine(m_folder / "kept");
    QVERIFY_EXIT_OK(engine.run(words("init")));
    QVERIFY_EXIT_OK(engine.run(words("data import " + path("next.csv") + " --name people")));
    QCOMPARE(engine.ask(words("data failures people --suite last --check 0")).exit, 3);
    m_folder.write("mine.json",
                   R"({"name": "mine", "expectations": [{"type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "churn", "value_set": ["yes", "no"]}}]})");
    QCOMPARE(engine.ask(words("data validate people --suite " + path("mine.json"))).exit, 1);
    std::filesystem::remove(m_folder / "mine.json");
    const auto again = engine.ask(words("data validate people --suite last"));
    QCOMPARE(again.exit, 1);
    QCOMPARE(again.json()["suite_name"].get<std::string>(), std::string("mine"));
    const auto rows = engine.ask(words("data failures people --suite last --check 0"));
    QVERIFY_EXIT_OK(rows);
    QCOMPARE(rows.json()["total"].get<int>(), 1);

    const auto profile = engine.ask(words("data profile people --target churn"));
    QVERIFY_EXIT_OK(profile);
    auto workspace = workspace::Workspace::open(m_folder / "kept", workspace::OpenMode::Existing, {});
    QVERIFY_OK(workspace);
    const auto checked = workspace.value().events().newest("data.validated", "people@1");
    QVERIFY(checked.value()->change.payload.value("seconds", -1.0) > 0);
    const auto kept = workspace.value().events().newest("data.profiled", "people@1");
    QVERIFY(kept && kept.value());
    QCOMPARE(kept.value()->change.payload.value("target", ""), std::string("churn"));
    const auto file = workspace.value().artifacts().find(kept.value()->change.payload.value("profile", ""));
    QVERIFY_OK(file);
    QCOMPARE_TEXT(Json::parse(workspace::readFile(file.value()).value()).dump(), profile.json().dump());
}

SLIPWAY_TEST_MAIN(DataQualityTest)
#include "data_quality_test.moc"
