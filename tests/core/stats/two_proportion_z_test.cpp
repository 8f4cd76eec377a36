#include "core/stats/two_proportion_z.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class TwoProportionZTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipyOnBinaryColumns();
    void itsSquareIsTheChiSquareStatistic();
    void twoEqualConstantsDoNotDiffer();
    void oneRareEventIsNoAlarmWithContinuity();
    void anEmptySideHasNoTest();
};

void TwoProportionZTest::matchesScipyOnBinaryColumns()
{
    for (const auto &expected : testing::driftReference()["categories"]) {
        if (!expected.contains("z_p"))
            continue;
        const auto counts = expected["counts"].get<std::vector<std::vector<double>>>();
        const auto test = stats::twoProportionZ(counts[0][1], counts[0][0] + counts[0][1], counts[1][1],
                                                counts[1][0] + counts[1][1]);
        const double p = expected["z_p"].get<double>();
        QCOMPARE_NEAR(test.pValue, p, 1e-12 * p);
    }
}

void TwoProportionZTest::itsSquareIsTheChiSquareStatistic()
{
    for (const auto continuity : {stats::Continuity::None, stats::Continuity::Yates}) {
        const double z = stats::twoProportionZ(30, 100, 90, 200, continuity).z;
        const auto table = stats::chiSquareContingency(std::vector<double> {30, 70},
                                                       std::vector<double> {90, 110}, continuity);
        QCOMPARE_NEAR(z * z, table.statistic, 1e-12);
    }
}

void TwoProportionZTest::twoEqualConstantsDoNotDiffer()
{
    QCOMPARE(stats::twoProportionZ(0, 10, 0, 20).pValue, 1.0);
    QCOMPARE(stats::twoProportionZ(10, 10, 20, 20).pValue, 1.0);
}

// 1 of 1000 against 1 of 50: Fisher's exact test says 0.093, plain z 0.0025.
void TwoProportionZTest::oneRareEventIsNoAlarmWithContinuity()
{
    QVERIFY(stats::twoProportionZ(1, 1000, 1, 50).pValue < 0.01);
    QVERIFY(stats::twoProportionZ(1, 1000, 1, 50, stats::Continuity::Yates).pValue > 0.05);
}

void TwoProportionZTest::anEmptySideHasNoTest()
{
    QVERIFY(std::isnan(stats::twoProportionZ(0, 0, 1, 2).pValue));
}

SLIPWAY_TEST_MAIN(TwoProportionZTest)
#include "two_proportion_z_test.moc"
