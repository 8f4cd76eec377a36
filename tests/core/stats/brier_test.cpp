#include "core/stats/brier.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class BrierTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScikitLearn();
    void matchesTheValueWorkedByHand();
    void noRowsHaveNoScore();
};

void BrierTest::matchesScikitLearn()
{
    const auto rows = testing::referenceClassifier();
    const double expected = testing::driftReference()["classifier"]["brier"].get<double>();
    QCOMPARE_NEAR(stats::brierScore(rows.labels, rows.scores), expected, 1e-14);
}

// (0.25^2 + 0.5^2) / 2
void BrierTest::matchesTheValueWorkedByHand()
{
    QCOMPARE(stats::brierScore(std::vector<std::uint8_t> {1, 0}, std::vector<double> {0.75, 0.5}), 0.15625);
}

void BrierTest::noRowsHaveNoScore()
{
    QVERIFY(std::isnan(stats::brierScore({}, {})));
}

SLIPWAY_TEST_MAIN(BrierTest)
#include "brier_test.moc"
