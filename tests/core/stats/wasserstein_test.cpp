#include "core/stats/wasserstein.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;

class WassersteinTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipy();
    void aShiftIsItsLength();
    void isSymmetricAndZeroForTheSameSample();
    void shufflingChangesNothing();
    void anEmptySampleHasNoDistance();
};

void WassersteinTest::matchesScipy()
{
    for (const auto &expected : testing::driftReference()["numbers"]) {
        const auto reference = testing::referenceNumbers(expected["reference"], expected["decimals"]);
        const auto current = testing::referenceNumbers(expected["current"], expected["decimals"]);
        const double value = expected["wasserstein"].get<double>();
        QCOMPARE_NEAR(stats::wassersteinDistance(reference, current), value, 1e-12 * value);
    }
}

void WassersteinTest::aShiftIsItsLength()
{
    const std::vector<double> a {0, 1, 5};
    const std::vector<double> b {2.5, 3.5, 7.5};
    QCOMPARE_NEAR(stats::wassersteinDistance(a, b), 2.5, 1e-15);
}

void WassersteinTest::isSymmetricAndZeroForTheSameSample()
{
    const auto a = testing::referenceNumbers(1, 301, 0, 1);
    const auto b = testing::referenceNumbers(2, 200, 0.3, 2);
    QCOMPARE_NEAR(stats::wassersteinDistance(a, b), stats::wassersteinDistance(b, a), 1e-15);
    QCOMPARE(stats::wassersteinDistance(a, a), 0.0);
}

void WassersteinTest::shufflingChangesNothing()
{
    const auto a = testing::referenceNumbers(1, 301, 0, 1);
    auto b = testing::referenceNumbers(2, 200, 0.3, 2);
    const double before = stats::wassersteinDistance(a, b);
    std::reverse(b.begin(), b.end());
    std::rotate(b.begin(), b.begin() + 37, b.end());
    QCOMPARE(stats::wassersteinDistance(a, b), before);
}

void WassersteinTest::anEmptySampleHasNoDistance()
{
    QVERIFY(std::isnan(stats::wassersteinDistance({}, std::vector<double> {1})));
}

SLIPWAY_TEST_MAIN(WassersteinTest)
#include "wasserstein_test.moc"
