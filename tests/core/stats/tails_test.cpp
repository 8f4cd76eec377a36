#include "core/stats/tails.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class TailsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipy();
    void quantilesUndoTheTails();
    void withoutFreedomNothingIsSurprising();
    void farOutTheTailIsZeroNotAnError();
};

void TailsTest::matchesScipy()
{
    const auto reference = testing::driftReference()["tails"];
    for (const auto &row : reference["normal"])
        QCOMPARE_NEAR(stats::normalTail(row[0].get<double>()) / row[1].get<double>(), 1, 1e-13);
    for (const auto &row : reference["log10_two_sided"])
        QCOMPARE_NEAR(stats::log10TwoSidedNormalTail(row[0].get<double>()), row[1].get<double>(), 1e-9);
    for (const auto &row : reference["chi_square"])
        QCOMPARE_NEAR(stats::chiSquareTail(row[0].get<double>(), row[1].get<double>()) / row[2].get<double>(),
                      1, 1e-12);
}

void TailsTest::quantilesUndoTheTails()
{
    for (const double p : {1e-6, 0.05, 0.5, 0.975}) {
        QCOMPARE_NEAR(stats::normalCumulative(stats::normalQuantile(p)), p, 1e-14);
        QCOMPARE_NEAR(stats::chiSquareTail(stats::chiSquareLimit(p, 9), 9), p, 1e-13);
    }
}

void TailsTest::withoutFreedomNothingIsSurprising()
{
    QCOMPARE(stats::chiSquareTail(3, 0), 1.0);
    QCOMPARE(stats::chiSquareLimit(0.05, 0), 0.0);
}

void TailsTest::farOutTheTailIsZeroNotAnError()
{
    QCOMPARE(stats::chiSquareTail(1e9, 3), 0.0);
    QCOMPARE(stats::chiSquareTail(std::numeric_limits<double>::infinity(), 3), 0.0);
    QCOMPARE(stats::normalTail(60), 0.0);
}

SLIPWAY_TEST_MAIN(TailsTest)
#include "tails_test.moc"
