#include "tests/support/test_main.h"
#include "ui/pages/home_life.h"

#include <QTest>

using namespace slipway::ui;

namespace {

/// A life in which everything has been done and is well.
LifeFacts whole()
{
    LifeFacts facts;
    facts.dataset = QStringLiteral("interactions");
    facts.version = 1;
    facts.rows = 100'000;
    facts.dataMade = 1'000'000;
    facts.checked = true;
    facts.featuresBuilt = 2'000'000;
    facts.trainRows = 70'000;
    facts.run = QStringLiteral("0123456789abcdef0123456789abcdef");
    facts.runName = QStringLiteral("ranker");
    facts.runNumber = 2;
    facts.testAuc = 0.7381;
    facts.production = QStringLiteral("feed-model/2");
    facts.productionAuc = 0.7381;
    facts.productionSince = 3'000'000;
    facts.registered = true;
    facts.server = ServerHandle::State::Serving;
    facts.port = 8000;
    facts.features = 18;
    return facts;
}

} // namespace

class HomeLifeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theStagesGoRoundInTheOrderOfTheLife();
    void namesTheOneNextStep_data();
    void namesTheOneNextStep();
    void nothingWaitsWhenAllIsDone();
    void aVersionThatWaitsIsMarkedForAPerson();
    void whatWasNotMeasuredIsNeverCalledHealthy();
};

void HomeLifeTest::theStagesGoRoundInTheOrderOfTheLife()
{
    QStringList pages;
    for (const LifeStage &stage : HomeLife::stages(whole()))
        pages << stage.id;
    QCOMPARE(pages,
             QStringList({QStringLiteral("data"), QStringLiteral("features"), QStringLiteral("experiments"),
                          QStringLiteral("evaluate"), QStringLiteral("registry"), QStringLiteral("serving"),
                          QStringLiteral("monitoring"), QStringLiteral("retraining")}));
}

void HomeLifeTest::namesTheOneNextStep_data()
{
    QTest::addColumn<LifeFacts>("facts");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("does");
    const auto row = [](const char *name, const char *title, const char *does, auto change) {
        LifeFacts facts = whole();
        change(facts);
        QTest::newRow(name) << facts << QString::fromLatin1(title) << QString::fromLatin1(does);
    };
    row("rows that nobody has checked", "Check the data", "data validate interactions",
        [](LifeFacts &facts) { facts.checked.reset(); });
    row("rows that failed", "Look at the failed checks", "data", [](LifeFacts &facts) { facts.checked = false; });
    row("data newer than features", "Build the features", "features build",
        [](LifeFacts &facts) { facts.dataMade = 9'000'000; });
    row("no run", "Train a first model", "train", [](LifeFacts &facts) {
        facts.run.clear();
        facts.testAuc = LifeFacts::unknown;
    });
    row("a run that failed", "See why run 2 did not finish", "experiments",
        [](LifeFacts &facts) { facts.runFailed = true; });
    row("a run that was not measured", "Measure run 2 on test rows", "evaluate 0123456789abcdef0123456789abcdef",
        [](LifeFacts &facts) { facts.testAuc = LifeFacts::unknown; });
    row("a version that waits", "Decide about version 3", "registry",
        [](LifeFacts &facts) { facts.waiting = QStringLiteral("feed-model/3"); });
    row("a run without a version", "Register run 2", "registry register 0123456789abcdef0123456789abcdef",
        [](LifeFacts &facts) { facts.registered = false; });
    row("no drift report", "Measure drift", "drift", [](LifeFacts &facts) { facts.features = 0; });
    row("half of the features drifted", "Decide about retraining", "retraining", [](LifeFacts &facts) {
        facts.drifted = 10;
        facts.datasetDrifted = true;
    });
    row("no server", "Serve the model", "serving",
        [](LifeFacts &facts) { facts.server = ServerHandle::State::Stopped; });
    row("a training under way", "Watch the training", "experiments", [](LifeFacts &facts) { facts.training = true; });
}

void HomeLifeTest::namesTheOneNextStep()
{
    QFETCH(const LifeFacts, facts);
    const NextStep step = HomeLife::nextStep(facts);
    QTEST(step.title, "title");
    QTEST(step.command.isEmpty() ? step.page : step.command.join(QLatin1Char(' ')), "does");
    QVERIFY(!step.verb.isEmpty());
    QVERIFY(step.otherVerb.isEmpty() || !step.otherPage.isEmpty());
}

void HomeLifeTest::nothingWaitsWhenAllIsDone()
{
    QCOMPARE(HomeLife::nextStep(whole()).title, QStringLiteral("Nothing waits for you"));
    QCOMPARE(HomeLife::sentence(whole()), QStringLiteral("feed-model/2 is in production."));
    QCOMPARE(HomeLife::centre(whole()).word, QStringLiteral("Healthy"));
}

void HomeLifeTest::aVersionThatWaitsIsMarkedForAPerson()
{
    LifeFacts facts = whole();
    facts.waiting = QStringLiteral("feed-model/3");
    const LifeStage stage = HomeLife::stages(facts)[4];
    QVERIFY(stage.waits);
    QCOMPARE(stage.status, slipway::ui::Status::Warns);
    QCOMPARE(stage.line, QStringLiteral("version 3 waits"));
}

void HomeLifeTest::whatWasNotMeasuredIsNeverCalledHealthy()
{
    LifeFacts facts = whole();
    facts.features = 0;
    QCOMPARE(HomeLife::centre(facts).word, QStringLiteral("Not watched"));
    for (const LifeStage &stage : HomeLife::stages(LifeFacts()))
        QVERIFY2(stage.status != slipway::ui::Status::Ok, qPrintable(stage.id));
}

SLIPWAY_TEST_MAIN(HomeLifeTest)
#include "home_life_test.moc"
