#include "core/stats/chi_square.h"

#include "core/base/random.h"
#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class ChiSquareTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipysContingencyTest();
    void matchesEvidentlysOneSampleForm();
    void isSymmetricAndOneForTheSameShares();
    void levelsThatNobodyHasDoNotCount();
    void oneLevelCannotDiffer();
    void relabellingAgreesWithThePlainTestWhereCountsAreLarge();
    void relabellingHoldsItsLevelWhereLevelsAreRare();
    void anEmptySideHasNoTest();
};

void ChiSquareTest::matchesScipysContingencyTest()
{
    for (const auto &expected : testing::driftReference()["categories"]) {
        const auto a = expected["counts"][0].get<std::vector<double>>();
        const auto b = expected["counts"][1].get<std::vector<double>>();
        const auto plain = stats::chiSquareContingency(a, b);
        const double p = expected["contingency"][1].get<double>();
        QCOMPARE_NEAR(plain.statistic, expected["contingency"][0].get<double>(), 1e-10);
        QCOMPARE_NEAR(plain.pValue, p, 1e-11 * p);
        const auto yates = stats::chiSquareContingency(a, b, stats::Continuity::Yates);
        QCOMPARE_NEAR(yates.statistic, expected["yates"][0].get<double>(), 1e-10);
    }
}

void ChiSquareTest::matchesEvidentlysOneSampleForm()
{
    for (const auto &expected : testing::driftReference()["categories"]) {
        const auto test = stats::chiSquareGoodness(expected["counts"][0].get<std::vector<double>>(),
                                                   expected["counts"][1].get<std::vector<double>>());
        const double p = expected["one_sample"][1].get<double>();
        QCOMPARE_NEAR(test.pValue, p, 1e-11 * p);
        if (expected["one_sample"][0].is_null())
            QVERIFY(std::isinf(test.statistic));
        else
            QCOMPARE_NEAR(test.statistic, expected["one_sample"][0].get<double>(), 1e-10);
    }
}

void ChiSquareTest::isSymmetricAndOneForTheSameShares()
{
    const std::vector<double> a {30, 10, 5};
    const std::vector<double> b {7, 8, 9};
    QCOMPARE_NEAR(stats::chiSquareContingency(a, b).statistic, stats::chiSquareContingency(b, a).statistic,
                  1e-12);
    const auto same = stats::chiSquareContingency(a, std::vector<double> {60, 20, 10});
    QCOMPARE_NEAR(same.statistic, 0, 1e-12);
    QCOMPARE_NEAR(same.pValue, 1, 1e-6);
}

void ChiSquareTest::levelsThatNobodyHasDoNotCount()
{
    const auto test =
        stats::chiSquareContingency(std::vector<double> {5, 0, 5}, std::vector<double> {2, 0, 9});
    QCOMPARE(test.dof, 1.0);
}

void ChiSquareTest::oneLevelCannotDiffer()
{
    const auto test = stats::chiSquareContingency(std::vector<double> {5}, std::vector<double> {900});
    QCOMPARE(test.statistic, 0.0);
    QCOMPARE(test.pValue, 1.0);
    QCOMPARE(test.dof, 0.0);
}

void ChiSquareTest::relabellingAgreesWithThePlainTestWhereCountsAreLarge()
{
    const std::vector<double> a {40'000, 30'000, 30'000};
    const std::vector<double> b {4'100, 2'950, 2'950};
    const double plain = stats::chiSquareContingency(a, b).pValue;
    QCOMPARE_NEAR(stats::chiSquareRelabelled(a, b).pValue / plain, 1, 1e-3);
}

// 2000 rare levels, 1500 rows against 60, no difference: of 400 draws 20 should fall below 0.05, give or take
// three standard errors of 4.4. The plain chi-square distribution is too narrow here and lets through more.
void ChiSquareTest::relabellingHoldsItsLevelWhereLevelsAreRare()
{
    Random random(11);
    int alarms = 0;
    for (int draw = 0; draw < 400; ++draw) {
        std::vector<double> a(2000, 0.0);
        std::vector<double> b(2000, 0.0);
        for (int i = 0; i < 1500; ++i)
            ++a[random.below(2000)];
        for (int i = 0; i < 60; ++i)
            ++b[random.below(2000)];
        alarms += stats::chiSquareRelabelled(a, b).pValue <= 0.05 ? 1 : 0;
    }
    QVERIFY2(alarms <= 33, qPrintable(QStringLiteral("%1 alarms").arg(alarms)));
}

void ChiSquareTest::anEmptySideHasNoTest()
{
    QVERIFY(std::isnan(stats::chiSquareContingency(std::vector<double> {0}, std::vector<double> {3}).pValue));
    QVERIFY(std::isnan(stats::chiSquareGoodness({}, {}).pValue));
}

SLIPWAY_TEST_MAIN(ChiSquareTest)
#include "chi_square_test.moc"
