#include "core/registry/gates.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace slipway;
using namespace slipway::registry;

class GatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGoodCandidatePassesEveryGate();
    void eachMissingFactFailsItsGate_data();
    void eachMissingFactFailsItsGate();
    void nothingKnownPassesNothing();
    void limitsAreInclusive_data();
    void limitsAreInclusive();
    void theIntervalDecidesNotThePoint();
    void theFirstVersionNeedsNoComparison();
    void theServingVersionIsNotWorseThanItself();
    void theSentenceHasTheValueAndTheLimit();
    void theJsonHasItsFixedKeys();
};

namespace {

constexpr TimeMicros now = 1795171260 * microsPerSecond;
constexpr GateLimits limits {.minAuc = 0.6, .maxLogLoss = 0.69, .maxAucDrop = 0.005, .maxAgeDays = 30};

GateFacts good()
{
    return {.auc = 0.7,
            .logLoss = 0.5,
            .evaluatedAt = now - microsPerDay,
            .dataValid = true,
            .filesIntact = true,
            .hasProduction = true,
            .aucDifferenceLow = 0.001,
            .aucDifference = 0.01};
}

/// The names of the gates that stayed shut.
std::string shut(const GateFacts &facts)
{
    std::string names;
    for (const auto &gate : checkGates(facts, limits, now)) {
        if (!gate.passed)
            names += (names.empty() ? "" : " ") + gate.name;
    }
    return names;
}

} // namespace

void GatesTest::aGoodCandidatePassesEveryGate()
{
    const auto gates = checkGates(good(), limits, now);
    QVERIFY(allPassed(gates));
    std::string names;
    for (const auto &gate : gates)
        names += gate.name + " ";
    QCOMPARE_TEXT(names,
                  "data_checked files_intact evaluation_fresh auc log_loss not_worse_than_production ");
}

void GatesTest::eachMissingFactFailsItsGate_data()
{
    using Facts = std::function<void(GateFacts &)>;
    QTest::addColumn<Facts>("take");
    QTest::addColumn<QByteArray>("gate");
    const auto row = [](const char *name, const Facts &take, const char *gate) {
        QTest::newRow(name) << take << QByteArray(gate);
    };
    row(
        "no AUC", [](GateFacts &facts) { facts.auc.reset(); }, "auc");
    row(
        "no log loss", [](GateFacts &facts) { facts.logLoss.reset(); }, "log_loss");
    row(
        "never evaluated", [](GateFacts &facts) { facts.evaluatedAt.reset(); }, "evaluation_fresh");
    row(
        "data never checked", [](GateFacts &facts) { facts.dataValid.reset(); }, "data_checked");
    row(
        "data failed its checks", [](GateFacts &facts) { facts.dataValid = false; }, "data_checked");
    row(
        "a file is damaged", [](GateFacts &facts) { facts.filesIntact = false; }, "files_intact");
    row(
        "no comparison", [](GateFacts &facts) { facts.aucDifference.reset(); }, "not_worse_than_production");
    row(
        "no interval", [](GateFacts &facts) { facts.aucDifferenceLow.reset(); }, "not_worse_than_production");
}

void GatesTest::eachMissingFactFailsItsGate()
{
    QFETCH(std::function<void(GateFacts &)>, take);
    QFETCH(QByteArray, gate);
    auto facts = good();
    take(facts);
    QCOMPARE_TEXT(shut(facts), gate.toStdString());
    QVERIFY(!allPassed(checkGates(facts, limits, now)));
}

void GatesTest::nothingKnownPassesNothing()
{
    QCOMPARE_TEXT(shut({.hasProduction = true}),
                  "data_checked files_intact evaluation_fresh auc log_loss not_worse_than_production");
}

void GatesTest::limitsAreInclusive_data()
{
    using Facts = std::function<void(GateFacts &)>;
    QTest::addColumn<Facts>("set");
    QTest::addColumn<QByteArray>("gate");
    const auto row = [](const char *name, const Facts &set, const char *gate) {
        QTest::newRow(name) << set << QByteArray(gate);
    };
    row(
        "AUC at its limit", [](GateFacts &facts) { facts.auc = 0.6; }, "");
    row(
        "AUC below it", [](GateFacts &facts) { facts.auc = 0.6 - 1e-9; }, "auc");
    row(
        "AUC that is no number", [](GateFacts &facts) { facts.auc = std::nan(""); }, "auc");
    row(
        "log loss at its limit", [](GateFacts &facts) { facts.logLoss = 0.69; }, "");
    row(
        "log loss above it", [](GateFacts &facts) { facts.logLoss = 0.69 + 1e-9; }, "log_loss");
    row(
        "log loss that is no number", [](GateFacts &facts) { facts.logLoss = std::nan(""); }, "log_loss");
    row(
        "30 days old", [](GateFacts &facts) { facts.evaluatedAt = now - 30 * microsPerDay; }, "");
    row(
        "older by a microsecond", [](GateFacts &facts) { facts.evaluatedAt = now - 30 * microsPerDay - 1; },
        "evaluation_fresh");
    row(
        "drop at its limit", [](GateFacts &facts) { facts.aucDifferenceLow = -0.005; }, "");
    row(
        "drop beyond it", [](GateFacts &facts) { facts.aucDifferenceLow = -0.005 - 1e-9; },
        "not_worse_than_production");
}

void GatesTest::limitsAreInclusive()
{
    QFETCH(std::function<void(GateFacts &)>, set);
    QFETCH(QByteArray, gate);
    auto facts = good();
    set(facts);
    QCOMPARE_TEXT(shut(facts), gate.toStdString());
}

// A better point with a wide interval is not known to be safe; a worse point within the limit is.
void GatesTest::theIntervalDecidesNotThePoint()
{
    auto facts = good();
    facts.aucDifference = 0.02;
    facts.aucDifferenceLow = -0.01;
    QCOMPARE_TEXT(shut(facts), "not_worse_than_production");
    facts.aucDifference = -0.002;
    facts.aucDifferenceLow = -0.004;
    QCOMPARE_TEXT(shut(facts), "");
}

void GatesTest::theFirstVersionNeedsNoComparison()
{
    auto facts = good();
    facts.hasProduction = false;
    facts.aucDifference.reset();
    facts.aucDifferenceLow.reset();
    QCOMPARE_TEXT(shut(facts), "");
}

void GatesTest::theServingVersionIsNotWorseThanItself()
{
    auto facts = good();
    facts.isProduction = true;
    facts.hasProduction = false;
    facts.aucDifference.reset();
    facts.aucDifferenceLow.reset();
    QCOMPARE_TEXT(shut(facts), "");
}

void GatesTest::theSentenceHasTheValueAndTheLimit()
{
    auto facts = good();
    facts.auc = 0.55;
    facts.evaluatedAt = now - 45 * microsPerDay;
    facts.aucDifferenceLow = -0.01;
    const auto gates = checkGates(facts, limits, now);
    const auto sentence = [&](const std::string &name) {
        return std::find_if(gates.begin(), gates.end(), [&](const Gate &gate) { return gate.name == name; })
            ->sentence;
    };
    QCOMPARE_TEXT(sentence("auc"), "Test AUC is 0.5500, the limit is at least 0.6000.");
    QCOMPARE_TEXT(sentence("log_loss"), "Test log loss is 0.5000, the limit is at most 0.6900.");
    QCOMPARE_TEXT(sentence("evaluation_fresh"), "It was evaluated 45.0 days ago, the limit is 30 days.");
    QCOMPARE_TEXT(sentence("not_worse_than_production"),
                  "AUC differs by +0.0100 (95% interval from -0.0100), the limit is -0.0050.");
    for (const auto &gate : gates)
        QVERIFY2(gate.sentence.ends_with('.'), gate.name.c_str());
}

void GatesTest::theJsonHasItsFixedKeys()
{
    const Json json = toJson(checkGates(good(), limits, now));
    QCOMPARE(json.size(), std::size_t {6});
    for (const auto &gate : json) {
        QCOMPARE(gate.size(), std::size_t {3});
        QVERIFY(gate.at("passed").get<bool>());
        QVERIFY(!gate.at("gate").get<std::string>().empty());
        QVERIFY(!gate.at("sentence").get<std::string>().empty());
    }
}

SLIPWAY_TEST_MAIN(GatesTest)
#include "gates_test.moc"
