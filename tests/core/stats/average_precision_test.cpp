#include "core/stats/average_precision.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class AveragePrecisionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScikitLearnWithTies();
    void matchesTheValueWorkedByHand();
    void oneScoreForAllGivesTheBaseRate();
    void withoutPositivesThereIsNone();
};

void AveragePrecisionTest::matchesScikitLearnWithTies()
{
    const auto rows = testing::referenceClassifier();
    const double expected = testing::driftReference()["classifier"]["average_precision"].get<double>();
    QCOMPARE_NEAR(stats::averagePrecision(rows.labels, rows.scores), expected, 1e-14);
}

// scikit-learn's own example: recall 0.5 at precision 1, then 1 at precision 2/3.
void AveragePrecisionTest::matchesTheValueWorkedByHand()
{
    const std::vector<std::uint8_t> labels {0, 0, 1, 1};
    const std::vector<double> scores {0.1, 0.4, 0.35, 0.8};
    QCOMPARE_NEAR(stats::averagePrecision(labels, scores), 0.5 + 0.5 * 2 / 3, 1e-15);
}

void AveragePrecisionTest::oneScoreForAllGivesTheBaseRate()
{
    const std::vector<std::uint8_t> labels {0, 1, 0, 0, 1};
    QCOMPARE(stats::averagePrecision(labels, std::vector<double>(5, 0.3)), 0.4);
}

void AveragePrecisionTest::withoutPositivesThereIsNone()
{
    QVERIFY(std::isnan(stats::averagePrecision(std::vector<std::uint8_t> {0}, std::vector<double> {0.3})));
    QVERIFY(std::isnan(stats::averagePrecision({}, {})));
}

SLIPWAY_TEST_MAIN(AveragePrecisionTest)
#include "average_precision_test.moc"
