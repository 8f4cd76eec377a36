#include "core/monitor/retraining_policy.h"

#include "tests/core/monitor/compare_json.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cmath>

using namespace slipway;
using monitor::retrainingDecision;
using monitor::RetrainingInputs;

class RetrainingPolicyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHealthyModelIsLeftAlone();
    void eachLimitAloneIsAReason_data();
    void eachLimitAloneIsAReason();
    void everyReasonIsListed();
    void withinSevenDaysItWaits();
    void whatIsNotKnownIsNamed();
    void notANumberIsNotKnown();
    void everyRuleSaysWhatItFound();
    void withoutDriftOrAgeNobodySaysThatAllIsWell();
};

static constexpr RetrainingInputs healthy {
    .driftScore = 0.1, .baselineAccuracy = 0.9, .recentAccuracy = 0.88, .daysSinceTraining = 20};

void RetrainingPolicyTest::aHealthyModelIsLeftAlone()
{
    const Json decision = retrainingDecision(healthy);
    QCOMPARE_JSON(decision["should_retrain"], Json(false));
    QVERIFY(decision["reasons"].empty());
    QVERIFY(decision["unknown"].empty());
    QCOMPARE_JSON(decision["drift_score"], Json(0.1));
    QCOMPARE_JSON(decision["days_since_training"], Json(20.0));
}

void RetrainingPolicyTest::eachLimitAloneIsAReason_data()
{
    QTest::addColumn<double>("drift");
    QTest::addColumn<double>("recent");
    QTest::addColumn<double>("days");
    QTest::addColumn<bool>("retrain");
    QTest::newRow("drift at the limit") << 0.3 << 0.9 << 10.0 << false;
    QTest::newRow("drift above it") << 0.31 << 0.9 << 10.0 << true;
    QTest::newRow("accuracy four points down") << 0.0 << 0.86 << 10.0 << false;
    QTest::newRow("accuracy six points down") << 0.0 << 0.84 << 10.0 << true;
    QTest::newRow("thirty days") << 0.0 << 0.9 << 30.0 << false;
    QTest::newRow("thirty-one days") << 0.0 << 0.9 << 31.0 << true;
}

void RetrainingPolicyTest::eachLimitAloneIsAReason()
{
    QFETCH(const double, drift);
    QFETCH(const double, recent);
    QFETCH(const double, days);
    QFETCH(const bool, retrain);
    const Json decision = retrainingDecision(
        {.driftScore = drift, .baselineAccuracy = 0.9, .recentAccuracy = recent, .daysSinceTraining = days});
    QCOMPARE_JSON(decision["should_retrain"], Json(retrain));
    QCOMPARE(decision["reasons"].size(), retrain ? 1u : 0u);
}

void RetrainingPolicyTest::everyReasonIsListed()
{
    const Json decision = retrainingDecision(
        {.driftScore = 0.5, .baselineAccuracy = 0.9, .recentAccuracy = 0.7, .daysSinceTraining = 45});
    QCOMPARE(decision["reasons"].size(), 3u);
    QCOMPARE_JSON(decision["reasons"][0], Json("Data drift: the score 0.500 is above the limit 0.300."));
    QCOMPARE_JSON(decision["reasons"][1],
                  Json("Performance: accuracy fell by 0.200 from 0.900 to 0.700; the limit is 0.050."));
    QCOMPARE_JSON(decision["reasons"][2],
                  Json("Schedule: 45 days since the last training; the limit is 30."));
}

void RetrainingPolicyTest::withinSevenDaysItWaits()
{
    auto inputs = healthy;
    inputs.driftScore = 0.9;
    inputs.daysSinceTraining = 6.5;
    const Json decision = retrainingDecision(inputs);
    QCOMPARE_JSON(decision["should_retrain"], Json(false));
    QCOMPARE(decision["reasons"].size(), 1u);
    QVERIFY(decision.contains("held_back"));
    inputs.daysSinceTraining = 7;
    QCOMPARE_JSON(retrainingDecision(inputs)["should_retrain"], Json(true));
}

void RetrainingPolicyTest::whatIsNotKnownIsNamed()
{
    const Json nothing = retrainingDecision({});
    QCOMPARE_JSON(nothing["should_retrain"], Json(false));
    QCOMPARE(nothing["unknown"].size(), 4u);
    QVERIFY(nothing["drift_score"].is_null() && nothing["days_since_training"].is_null());

    const Json onlyDrift = retrainingDecision({.driftScore = 0.4});
    QCOMPARE_JSON(onlyDrift["should_retrain"], Json(true));
    QCOMPARE(onlyDrift["unknown"].size(), 3u);
}

void RetrainingPolicyTest::notANumberIsNotKnown()
{
    auto inputs = healthy;
    inputs.recentAccuracy = std::nan("");
    const Json decision = retrainingDecision(inputs);
    QCOMPARE(decision["unknown"].size(), 1u);
}

void RetrainingPolicyTest::everyRuleSaysWhatItFound()
{
    const auto rules = monitor::retrainingRules(
        {.driftScore = 0.5, .baselineAccuracy = 0.9, .daysSinceTraining = 45, .daysSinceAnyTraining = 3});
    QCOMPARE(rules.size(), 4u);
    const Json json = monitor::toJson(rules);
    QCOMPARE_JSON(json[0]["rule"], Json("drift"));
    QCOMPARE_JSON(json[0]["says"], Json("retrain"));
    QCOMPARE_JSON(json[1]["says"], Json("unknown"));
    QVERIFY(json[1]["value"].is_null());
    QCOMPARE_JSON(json[2]["says"], Json("retrain"));
    QCOMPARE_JSON(json[3]["says"], Json("wait"));
    QCOMPARE_JSON(json[3]["sentence"],
                  Json("Pause: 3 days since the last training; retraining waits at least 7 days."));
    QCOMPARE(monitor::retrainingVerdict(rules), monitor::RetrainingVerdict::Wait);
}

void RetrainingPolicyTest::withoutDriftOrAgeNobodySaysThatAllIsWell()
{
    using monitor::RetrainingVerdict;
    const auto verdict = [](const RetrainingInputs &inputs) {
        return monitor::retrainingVerdict(monitor::retrainingRules(inputs));
    };
    QCOMPARE(verdict(healthy), RetrainingVerdict::Nothing);
    QCOMPARE(verdict({.driftScore = 0.1, .daysSinceTraining = 20}), RetrainingVerdict::Nothing);
    QCOMPARE(verdict({.daysSinceTraining = 20}), RetrainingVerdict::Unknown);
    QCOMPARE(verdict({.driftScore = 0.1}), RetrainingVerdict::Unknown);
    QCOMPARE(verdict({.daysSinceTraining = 40}), RetrainingVerdict::Retrain); // age alone is enough
}

SLIPWAY_TEST_MAIN(RetrainingPolicyTest)
#include "retraining_policy_test.moc"
