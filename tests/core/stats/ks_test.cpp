#include "core/stats/ks.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;

class KsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipyOnTheDriftVectors();
    void matchesScipyAtOtherSizes();
    void matchesTheCountOfAllOrders();
    void isSymmetricAndOneForTheSameSample();
    void shufflingChangesNothing();
    void tiesAreComparedOnlyWhenTheyAreOver();
    void anEmptySampleHasNoTest();
};

void KsTest::matchesScipyOnTheDriftVectors()
{
    for (const auto &expected : testing::driftReference()["numbers"]) {
        const auto test =
            stats::ksTest(testing::referenceNumbers(expected["reference"], expected["decimals"]),
                          testing::referenceNumbers(expected["current"], expected["decimals"]));
        const double p = expected["ks_p"].get<double>();
        QCOMPARE_NEAR(test.statistic, expected["ks_statistic"].get<double>(), 1e-14);
        QCOMPARE_NEAR(test.pValue, p, 1e-9 * p);
    }
}

void KsTest::matchesScipyAtOtherSizes()
{
    for (const auto &row : testing::driftReference()["ks_samples"]) {
        const auto test =
            stats::ksTest(testing::referenceNumbers(101, row[0].get<std::size_t>(), 0, 1),
                          testing::referenceNumbers(102, row[1].get<std::size_t>(), row[2].get<double>(), 1));
        const double p = row[4].get<double>();
        QCOMPARE_NEAR(test.statistic, row[3].get<double>(), 1e-14);
        QCOMPARE_NEAR(test.pValue, p, 1e-9 * p);
    }
}

// Two against two: of the 6 orders 2 separate the samples (D = 1); against one value, 2 of 3 put it at an
// end.
void KsTest::matchesTheCountOfAllOrders()
{
    const std::vector<double> low {1, 2};
    QCOMPARE_NEAR(stats::ksTest(low, std::vector<double> {3, 4}).pValue, 2.0 / 6, 1e-15);
    QCOMPARE_NEAR(stats::ksTest(low, std::vector<double> {3}).pValue, 2.0 / 3, 1e-15);
}

void KsTest::isSymmetricAndOneForTheSameSample()
{
    const auto a = testing::referenceNumbers(1, 301, 0, 1);
    const auto b = testing::referenceNumbers(2, 200, 0.3, 1);
    QCOMPARE(stats::ksTest(a, b).statistic, stats::ksTest(b, a).statistic);
    QCOMPARE(stats::ksTest(a, b).pValue, stats::ksTest(b, a).pValue);
    QCOMPARE(stats::ksTest(a, a).statistic, 0.0);
    QCOMPARE(stats::ksTest(a, a).pValue, 1.0);
}

void KsTest::shufflingChangesNothing()
{
    const auto a = testing::referenceNumbers(1, 301, 0, 1);
    auto b = testing::referenceNumbers(2, 200, 0.3, 1);
    const auto before = stats::ksTest(a, b);
    std::rotate(b.begin(), b.begin() + 91, b.end());
    QCOMPARE(stats::ksTest(a, b).pValue, before.pValue);
}

// F(1) = 2/3 and G(1) = 1/2; inside the tie F alone would already be at 2/3 with G at 0.
void KsTest::tiesAreComparedOnlyWhenTheyAreOver()
{
    const std::vector<double> a {1, 1, 2};
    const std::vector<double> b {1, 2};
    QCOMPARE_NEAR(stats::ksTest(a, b).statistic, 2.0 / 3 - 0.5, 1e-15);
}

void KsTest::anEmptySampleHasNoTest()
{
    QVERIFY(std::isnan(stats::ksTest({}, std::vector<double> {1}).statistic));
    QVERIFY(std::isnan(stats::ksTest(std::vector<double> {1}, {}).pValue));
}

SLIPWAY_TEST_MAIN(KsTest)
#include "ks_test.moc"
