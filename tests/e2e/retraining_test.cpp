#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;

/// What `slipway retraining` answers.
class RetrainingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsAdviceAndLeavesNoJob();
    void withoutAWorkspaceItExitsWithThree();

private:
    TemporaryFolder m_folder;
};

void RetrainingTest::itIsAdviceAndLeavesNoJob()
{
    const Engine engine(m_folder / "advice");
    QVERIFY_EXIT_OK(engine.run({QStringLiteral("init")}));
    const auto answer = engine.ask({QStringLiteral("retraining")});
    QVERIFY_EXIT_OK(answer);
    const Json json = answer.json();
    QCOMPARE_TEXT(json.at("verdict").get<std::string>(), "unknown");
    QCOMPARE(json.at("advised").get<bool>(), false);
    QCOMPARE(json.at("passed").get<bool>(), true);
    QCOMPARE(json.at("rules").size(), 4U);
    for (const auto &rule : json.at("rules")) {
        for (const char *key : {"rule", "value", "limit", "says", "sentence"})
            QVERIFY2(rule.contains(key), key);
    }
    QVERIFY(engine.run({QStringLiteral("retraining")}).output.startsWith("Not enough is known.\n"));
    QVERIFY(std::filesystem::is_empty(engine.workspace() / "jobs"));
}

void RetrainingTest::withoutAWorkspaceItExitsWithThree()
{
    QCOMPARE(Engine(m_folder / "nowhere").run({QStringLiteral("retraining")}).exit, 3);
}

SLIPWAY_TEST_MAIN(RetrainingTest)
#include "retraining_test.moc"
