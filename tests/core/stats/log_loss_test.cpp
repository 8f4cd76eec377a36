#include "core/stats/log_loss.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class LogLossTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScikitLearnWithScoresOfZeroAndOne();
    void oneConfidentMistakeCostsTheLogarithmOfTheClip();
    void noRowsHaveNoLoss();
};

// The scores are clipped to [0, 1] and hold exact zeros, so the clip is part of the number.
void LogLossTest::matchesScikitLearnWithScoresOfZeroAndOne()
{
    const auto rows = testing::referenceClassifier();
    const double expected = testing::driftReference()["classifier"]["log_loss"].get<double>();
    QCOMPARE_NEAR(stats::logLoss(rows.labels, rows.scores), expected, 1e-12);
}

void LogLossTest::oneConfidentMistakeCostsTheLogarithmOfTheClip()
{
    const double loss = stats::logLoss(std::vector<std::uint8_t> {1}, std::vector<double> {0});
    QCOMPARE_NEAR(loss, 15 * std::log(10.0), 1e-12);
}

void LogLossTest::noRowsHaveNoLoss()
{
    QVERIFY(std::isnan(stats::logLoss({}, {})));
}

SLIPWAY_TEST_MAIN(LogLossTest)
#include "log_loss_test.moc"
