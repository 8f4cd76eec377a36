#include "core/stats/moments.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class MomentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesNumpy();
    void missingValuesAreCountedAndLeftOut();
    void aConstantHasExactlyNoDeviation();
    void farFromZeroTheDeviationKeepsItsDigits();
    void onlyMissingValuesHaveNoMoments();
};

void MomentsTest::matchesNumpy()
{
    for (const auto &expected : testing::driftReference()["numbers"]) {
        const auto values = testing::referenceNumbers(expected["reference"], expected["decimals"]);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(values[i], expected["first"][i].get<double>()); // the inputs are the script's
        const auto moments = stats::moments(values);
        QCOMPARE_NEAR(moments.mean, expected["mean"].get<double>(), 1e-12);
        QCOMPARE_NEAR(moments.deviation, expected["deviation"].get<double>(), 1e-12);
    }
}

void MomentsTest::missingValuesAreCountedAndLeftOut()
{
    const double gap = std::nan("");
    const auto moments = stats::moments(std::vector<double> {gap, 1, 3, gap});
    QCOMPARE(moments.count, 2u);
    QCOMPARE(moments.missing, 2u);
    QCOMPARE(moments.mean, 2.0);
    QCOMPARE(moments.deviation, 1.0);
    QCOMPARE(moments.least, 1.0);
    QCOMPARE(moments.most, 3.0);
}

// 0.1 summed a thousand times is not 100, but the mean of equal values is that value.
void MomentsTest::aConstantHasExactlyNoDeviation()
{
    const auto moments = stats::moments(std::vector<double>(1000, 0.1));
    QCOMPARE(moments.mean, 0.1);
    QCOMPARE(moments.deviation, 0.0);
}

void MomentsTest::farFromZeroTheDeviationKeepsItsDigits()
{
    const auto moments = stats::moments(std::vector<double> {1e9, 1e9 + 1, 1e9 + 2});
    QCOMPARE_NEAR(moments.deviation, std::sqrt(2.0 / 3), 1e-15);
}

void MomentsTest::onlyMissingValuesHaveNoMoments()
{
    const auto moments = stats::moments(std::vector<double> {std::nan("")});
    QCOMPARE(moments.count, 0u);
    QVERIFY(std::isnan(moments.mean) && std::isnan(moments.deviation) && std::isnan(moments.least));
}

SLIPWAY_TEST_MAIN(MomentsTest)
#include "moments_test.moc"
