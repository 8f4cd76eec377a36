#include "core/monitor/prediction_drift.h"

#include "tests/core/monitor/compare_json.h"
#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using monitor::predictionDrift;

class PredictionDriftTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsRatesAndRisksByHand();
    void ksIsScipys();
    void theSameScoresHaveNoDrift();
    void fromNobodyToSomebodyHasNoRatio();
    void missingScoresAreCounted();
    void withoutScoresNothingIsDenied();
    void aLeastStatisticKeepsHarmlessShiftsQuiet();
};

// Limits 0.3, 0.5 and 0.6 belong to the class above them.
void PredictionDriftTest::countsRatesAndRisksByHand()
{
    const std::vector<double> reference {0.1, 0.2, 0.3, 0.59, 0.6};
    const std::vector<double> current {0.5, 0.7, 0.9, 0.1};
    const Json report = predictionDrift(reference, current);
    QCOMPARE_JSON(report["reference_churn_rate"], Json(0.4));
    QCOMPARE_JSON(report["current_churn_rate"], Json(0.75));
    QCOMPARE_NEAR(report["churn_rate_change"].get<double>(), 0.35 / 0.4, 1e-15);
    QCOMPARE_JSON(report["reference_risk_distribution"],
                  Json({{"low", 0.4}, {"medium", 0.4}, {"high", 0.2}}));
    QCOMPARE_JSON(report["current_risk_distribution"],
                  Json({{"low", 0.25}, {"medium", 0.25}, {"high", 0.5}}));
    QCOMPARE_JSON(report["drift_detected"], Json(false));
}

void PredictionDriftTest::ksIsScipys()
{
    const auto expected = testing::driftReference()["numbers"][1];
    const Json report = predictionDrift(testing::referenceNumbers(expected["reference"]),
                                        testing::referenceNumbers(expected["current"]));
    QCOMPARE_NEAR(report["ks_statistic"].get<double>(), expected["ks_statistic"].get<double>(), 1e-14);
    QCOMPARE_NEAR(report["p_value"].get<double>(), expected["ks_p"].get<double>(), 1e-12);
    QCOMPARE_JSON(report["drift_detected"], Json(true));
}

void PredictionDriftTest::theSameScoresHaveNoDrift()
{
    const std::vector<double> scores {0.2, 0.4, 0.8};
    const Json report = predictionDrift(scores, scores);
    QCOMPARE_JSON(report["ks_statistic"], Json(0.0));
    QCOMPARE_JSON(report["p_value"], Json(1.0));
    QCOMPARE_JSON(report["churn_rate_change"], Json(0.0));
}

void PredictionDriftTest::fromNobodyToSomebodyHasNoRatio()
{
    const Json report = predictionDrift(std::vector<double> {0.1, 0.2}, std::vector<double> {0.1, 0.9});
    QVERIFY(report["churn_rate_change"].is_null());
    QVERIFY(report["undefined"].contains("churn_rate_change"));
}

void PredictionDriftTest::missingScoresAreCounted()
{
    const double gap = std::nan("");
    const Json report =
        predictionDrift(std::vector<double> {0.1, gap, 0.7}, std::vector<double> {gap, gap, 0.7});
    QCOMPARE_JSON(report["missing_scores"], Json({{"reference", 1}, {"current", 2}}));
    QCOMPARE_JSON(report["reference_churn_rate"], Json(0.5));
    QCOMPARE_JSON(report["current_churn_rate"], Json(1.0));
}

void PredictionDriftTest::withoutScoresNothingIsDenied()
{
    const Json report = predictionDrift(std::vector<double> {0.1}, {});
    QVERIFY(report["drift_detected"].is_null());
    QVERIFY(report["ks_statistic"].is_null());
    QVERIFY(report["current_churn_rate"].is_null());
    QCOMPARE_JSON(report["reference_churn_rate"], Json(0.0));
}

// 0.03 deviations at 50 000 scores: KS is 0.017 with p = 1e-6.
void PredictionDriftTest::aLeastStatisticKeepsHarmlessShiftsQuiet()
{
    const auto expected = testing::driftReference()["numbers"][4];
    const auto reference = testing::referenceNumbers(expected["reference"]);
    const auto current = testing::referenceNumbers(expected["current"]);
    QCOMPARE_JSON(predictionDrift(reference, current)["drift_detected"], Json(true));
    QCOMPARE_JSON(predictionDrift(reference, current, {.leastStatistic = 0.1})["drift_detected"],
                  Json(false));
}

SLIPWAY_TEST_MAIN(PredictionDriftTest)
#include "prediction_drift_test.moc"
