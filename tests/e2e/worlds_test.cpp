#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace slipway;
using slipway::testing::Engine;
using slipway::testing::readText;
using slipway::testing::TemporaryFolder;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

/// The command that makes worlds.
class WorldsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyScenarioIsListedForPeopleAndForForms();
    void aFolderGetsTablesAndTruth();
    void aWorkspaceGetsVersionsAndNoTruthAmongTheInputs();
    void incidentsComeFromTheFileAndTheCommandLine();
    void aPreviewShowsWhatAnIncidentDoes();
    void theIncidentsOfTheFileCanBeLeftOut();
    void mistakesAreOneSentence_data();
    void mistakesAreOneSentence();

private:
    TemporaryFolder m_folder;
};

void WorldsTest::everyScenarioIsListedForPeopleAndForForms()
{
    const Engine engine(m_folder / "none");
    const auto list = engine.ask(words("data scenarios")).json().at("scenarios");
    QCOMPARE(list.size(), std::size_t(5));
    for (const auto &scenario : list) {
        QVERIFY(!scenario.at("tables").empty() && !scenario.at("incidents").empty());
        const auto one = engine.run({QStringLiteral("data"), QStringLiteral("scenarios"),
                                     QString::fromStdString(scenario.at("scenario"))});
        QVERIFY_EXIT_OK(one);
        QVERIFY(one.output.contains("What causes what"));
    }
    QVERIFY(!std::filesystem::exists(m_folder / "none"));
}

void WorldsTest::aFolderGetsTablesAndTruth()
{
    const auto out = QString::fromStdString((m_folder / "out").string());
    const auto answer = Engine(m_folder / "none")
                            .ask(words("data generate --scenario churn --rows 200 --seed 3 --out") << out);
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json().at("rows").at("customers").get<int>(), 200);
    QVERIFY(answer.json().at("best_auc").get<double>() > 0.8);
    for (const char *file : {"customers.csv", "contracts.csv", "usage.csv", "billing.csv", "support.csv",
                             "customers_truth.parquet"})
        QVERIFY2(std::filesystem::exists(m_folder / "out" / file), file);
    QVERIFY(
        readText(m_folder / "out/customers.csv").starts_with("customer_id,snapshot_at,age,gender,location,"));
}

void WorldsTest::aWorkspaceGetsVersionsAndNoTruthAmongTheInputs()
{
    const Engine engine(m_folder / "workspace");
    QVERIFY_EXIT_OK(engine.run(words("data generate --scenario fraud --rows 3000 --format parquet")));
    QVERIFY(std::filesystem::exists(engine.workspace() / "data/raw/transactions.parquet"));
    QVERIFY(std::filesystem::exists(engine.workspace() / "views/fraud/data/raw/cards.parquet"));
    QVERIFY(!std::filesystem::exists(engine.workspace() / "data/raw/transactions_truth.parquet"));
    const auto list = engine.ask(words("data list")).json().at("datasets");
    std::string names;
    for (const auto &dataset : list)
        names += dataset.at("name").get<std::string>() + " ";
    for (const char *table : {"cards ", "merchants ", "transactions ", "transactions_truth "})
        QVERIFY2(names.find(table) != std::string::npos, names.c_str());
}

void WorldsTest::incidentsComeFromTheFileAndTheCommandLine()
{
    const Engine engine(m_folder / "incidents");
    QVERIFY_EXIT_OK(engine.run({QStringLiteral("init")}));
    QVERIFY_EXIT_OK(engine.run(words("config set data_config.yaml generation.incidents")
                               << QStringLiteral(R"([{"kind":"prior_shift","at":"0.8"}])")));
    const auto made = engine.ask(
        words("data generate --scenario reviews --rows 500 --incident missing_block:stars@0.5=0.2"));
    QVERIFY_EXIT_OK(made);
    const auto incidents = made.json().at("incidents");
    QCOMPARE(incidents.size(), std::size_t(2));
    QCOMPARE_TEXT(incidents[0].at("kind").get<std::string>(), "prior_shift");
    QCOMPARE_TEXT(incidents[1].at("column").get<std::string>(), "stars");
}

void WorldsTest::aPreviewShowsWhatAnIncidentDoes()
{
    const auto answer =
        Engine(m_folder / "none")
            .ask(words("data scenarios fraud --preview --incident unit_change:amount@0.5=100"))
            .json();
    const auto &picture = answer.at("incidents").at(0).at("picture");
    QCOMPARE_NEAR(picture.at("mean_with").get<double>() / picture.at("mean_without").get<double>(), 100,
                  1e-6);
    QVERIFY(answer.at("sample").at("best").at("best_auc").get<double>() > 0.9);
    QCOMPARE(answer.at("sample").at("tables").size(), std::size_t(4));
    QVERIFY(!std::filesystem::exists(m_folder / "none"));
}

void WorldsTest::theIncidentsOfTheFileCanBeLeftOut()
{
    const Engine engine(m_folder / "left_out");
    QVERIFY_EXIT_OK(engine.run(words("data generate --rows 300")));
    std::ofstream(m_folder / "left_out" / "config/data_config.yaml", std::ios::trunc)
        << "generation:\n  incidents:\n    - {kind: prior_shift, at: 0.5}\n";
    const auto made = [&](const char *more) {
        return engine.ask(words("data generate --rows 300") << words(more)).json().at("incidents").size();
    };
    QCOMPARE(made(""), std::size_t(1));
    QCOMPARE(made("--only-these-incidents"), std::size_t(0));
    QCOMPARE(made("--only-these-incidents --incident prior_shift@0.2=2"), std::size_t(1));
}

void WorldsTest::mistakesAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("scenario") << QByteArray("--scenario weather") << 3
                              << QByteArray("There is no scenario weather.");
    QTest::newRow("incident") << QByteArray("--scenario demand --incident prior_shift@0.5") << 2
                              << QByteArray("makes no sense in the scenario demand");
    QTest::newRow("unreadable") << QByteArray("--incident soon") << 2
                                << QByteArray("\"soon\" is no incident.");
    QTest::newRow("parameter") << QByteArray("--scenario churn --set rate=2") << 2 << QByteArray("rate");
    QTest::newRow("rows") << QByteArray("--rows 0") << 2 << QByteArray("--rows");
    QTest::newRow("missing") << QByteArray("--missing 2") << 2 << QByteArray("--missing");
    QTest::newRow("entities") << QByteArray("--scenario churn --entities 3") << 2
                              << QByteArray("every row of customers is an entity");
}

void WorldsTest::mistakesAreOneSentence()
{
    QFETCH(QByteArray, arguments);
    QFETCH(int, exit);
    QFETCH(QByteArray, said);
    const auto out = QString::fromStdString((m_folder / "wrong").string());
    const auto answer = Engine(m_folder / "none").run(words("data generate " + arguments + " --out") << out);
    QCOMPARE(answer.exit, exit);
    QVERIFY2(answer.errors.contains(said), answer.errors.constData());
    QCOMPARE(answer.errors.count('\n'), 1);
}

SLIPWAY_TEST_MAIN(WorldsTest)
#include "worlds_test.moc"
