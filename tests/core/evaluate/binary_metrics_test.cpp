#include "core/evaluate/binary_metrics.h"

#include "core/evaluate/scored_rows.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <limits>
#include <vector>

using namespace slipway;
using namespace slipway::evaluate;

class BinaryMetricsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesTheExampleWorkedByHand();
    void everyNumberIsFiniteOrHasAReason();
    void oneClassLeavesRankingUndefined();
    void aThresholdThatNobodyReachesHasNoPrecision();
    void scoresThatAreNoProbabilitiesStillRank();
    void turningLabelsAndScoresRoundKeepsTheRanking();
    void theLastBinHoldsOne();
    void badRowsAreNamed();
};

// The four rows of scikit-learn's documentation: AUC 0.75 and average precision 0.83... are printed there.
void BinaryMetricsTest::matchesTheExampleWorkedByHand()
{
    const std::vector<std::uint8_t> labels {0, 0, 1, 1};
    const std::vector<double> scores {0.1, 0.4, 0.35, 0.8};
    const auto result = binaryMetrics(labels, scores);
    QVERIFY_OK(result);
    const auto &m = result.value();
    const auto number = [&](const char *key) { return m.at(key).get<double>(); };
    QCOMPARE(m.at("n").get<int>(), 4);
    QCOMPARE(m.at("positives").get<int>(), 2);
    QCOMPARE_NEAR(number("auc"), 0.75, 1e-15);
    QCOMPARE_NEAR(number("average_precision"), 5.0 / 6, 1e-15);
    QCOMPARE_NEAR(number("log_loss"), -(std::log(0.9) + std::log(0.6) + std::log(0.35) + std::log(0.8)) / 4,
                  1e-14);
    QCOMPARE_NEAR(number("brier"), (0.01 + 0.16 + 0.4225 + 0.04) / 4, 1e-15);
    QCOMPARE_NEAR(number("threshold"), 0.5, 0.0);
    // Predicted positive: only 0.8. One found, one missed, no false alarm.
    QCOMPARE_NEAR(number("accuracy"), 0.75, 1e-15);
    QCOMPARE_NEAR(number("balanced_accuracy"), 0.75, 1e-15);
    QCOMPARE_NEAR(number("precision"), 1, 1e-15);
    QCOMPARE_NEAR(number("recall"), 0.5, 1e-15);
    QCOMPARE_NEAR(number("f1"), 2.0 / 3, 1e-15);
    QCOMPARE_NEAR(number("mcc"), 2 / std::sqrt(12), 1e-15);
    QCOMPARE_NEAR(number("ks"), 0.5, 1e-15);
    // Each row has a bin of its own: 0.1, 0.4, |0.35 - 1|, |0.8 - 1|, each a quarter.
    QCOMPARE_NEAR(number("ece"), (0.1 + 0.4 + 0.65 + 0.2) / 4, 1e-15);
    QVERIFY(m.at("auc_ci").at(0).get<double>() < 0.75 && m.at("auc_ci").at(1).get<double>() > 0.75);
    QVERIFY(!m.contains("undefined"));
}

void BinaryMetricsTest::everyNumberIsFiniteOrHasAReason()
{
    const std::vector<std::vector<std::uint8_t>> cases {{1}, {0}, {1, 1}, {0, 0}, {0, 1}, {1, 0, 0}};
    for (const auto &labels : cases) {
        const auto metrics = binaryMetrics(labels, std::vector<double>(labels.size(), 0.3)).value();
        for (const auto &item : metrics.items()) {
            if (item.value().is_null())
                QVERIFY2(!metrics.at("undefined").at(item.key()).get<std::string>().empty(),
                         item.key().c_str());
        }
    }
}

void BinaryMetricsTest::oneClassLeavesRankingUndefined()
{
    const auto m =
        binaryMetrics(std::vector<std::uint8_t> {1, 1, 1}, std::vector<double> {0.2, 0.7, 0.9}).value();
    for (const char *key : {"auc", "auc_ci", "ks", "mcc", "balanced_accuracy"}) {
        QVERIFY2(m.at(key).is_null(), key);
        QCOMPARE_TEXT(m.at("undefined").at(key).get<std::string>(), "no row is negative");
    }
    QCOMPARE_NEAR(m.at("recall").get<double>(), 2.0 / 3, 1e-15);
    QCOMPARE_NEAR(m.at("average_precision").get<double>(), 1, 1e-15);
}

void BinaryMetricsTest::aThresholdThatNobodyReachesHasNoPrecision()
{
    const auto m =
        binaryMetrics(std::vector<std::uint8_t> {0, 1}, std::vector<double> {0.2, 0.4}, {.threshold = 0.9})
            .value();
    QVERIFY(m.at("precision").is_null());
    QCOMPARE_TEXT(m.at("undefined").at("mcc").get<std::string>(), "no row was predicted positive");
    QCOMPARE_NEAR(m.at("recall").get<double>(), 0, 0.0);
    QCOMPARE_NEAR(m.at("f1").get<double>(), 0, 0.0);
    // A score equal to the threshold is a yes.
    const auto at =
        binaryMetrics(std::vector<std::uint8_t> {0, 1}, std::vector<double> {0.2, 0.4}, {.threshold = 0.4});
    QCOMPARE_NEAR(at.value().at("recall").get<double>(), 1, 0.0);
}

void BinaryMetricsTest::scoresThatAreNoProbabilitiesStillRank()
{
    const auto m =
        binaryMetrics(std::vector<std::uint8_t> {0, 1, 1}, std::vector<double> {-2, 3, 0.5}).value();
    QCOMPARE_NEAR(m.at("auc").get<double>(), 1, 0.0);
    for (const char *key : {"log_loss", "brier", "ece"})
        QVERIFY2(m.at(key).is_null() && m.at("undefined").contains(key), key);
}

void BinaryMetricsTest::turningLabelsAndScoresRoundKeepsTheRanking()
{
    const std::vector<std::uint8_t> labels {0, 1, 0, 1, 1, 0, 0, 1};
    const std::vector<double> scores {0.1, 0.9, 0.4, 0.4, 0.7, 0.8, 0.2, 0.3};
    std::vector<std::uint8_t> turnedLabels;
    std::vector<double> turnedScores;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        turnedLabels.push_back(labels[i] ? 0 : 1);
        turnedScores.push_back(1 - scores[i]);
    }
    const auto a = binaryMetrics(labels, scores).value();
    const auto b = binaryMetrics(turnedLabels, turnedScores).value();
    for (const char *key : {"auc", "brier", "log_loss", "ks", "ece"})
        QCOMPARE_NEAR(a.at(key).get<double>(), b.at(key).get<double>(), 1e-12);
}

void BinaryMetricsTest::theLastBinHoldsOne()
{
    // 0.95 and 1 share the bin [0.9, 1]: (0.95 - 1 + 1 - 0) / 2 rows.
    QCOMPARE_NEAR(calibrationError(std::vector<std::uint8_t> {1, 0}, std::vector<double> {0.95, 1.0}), 0.475,
                  1e-15);
}

void BinaryMetricsTest::badRowsAreNamed()
{
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::uint8_t> labels {0, 1};
    QVERIFY_FAILS(binaryMetrics(labels, std::vector<double> {0.1}), "evaluate.lengths_differ");
    QVERIFY_FAILS(binaryMetrics({}, {}), "evaluate.no_rows");
    const auto blank = binaryMetrics(labels, std::vector<double> {0.1, missing});
    QVERIFY_FAILS(blank, "evaluate.missing_score");
    QVERIFY(blank.error().message.starts_with("Row 2 "));
    QVERIFY_FAILS(binaryLabels(std::vector<double> {0, 1, 2}), "evaluate.bad_label");
    QVERIFY_FAILS(binaryLabels(std::vector<double> {missing}), "evaluate.bad_label");
    QCOMPARE(binaryLabels(std::vector<double> {0, 1}).value(), labels);
}

SLIPWAY_TEST_MAIN(BinaryMetricsTest)
#include "binary_metrics_test.moc"
