#include "core/stats/jensen_shannon.h"

#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class JensenShannonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesScipyOnCounts();
    void disjointSharesAreAtTheLargestDistance();
    void isSymmetricAndZeroForTheSameShares();
    void aSideWithoutWeightHasNoDistance();
};

void JensenShannonTest::matchesScipyOnCounts()
{
    for (const auto &expected : testing::driftReference()["categories"]) {
        const auto a = expected["counts"][0].get<std::vector<double>>();
        const auto b = expected["counts"][1].get<std::vector<double>>();
        QCOMPARE_NEAR(stats::jensenShannonDistance(a, b), expected["js_base_2"].get<double>(), 1e-14);
        QCOMPARE_NEAR(stats::jensenShannonDistance(a, b, stats::naturalBase),
                      expected["js_base_e"].get<double>(), 1e-14);
    }
}

void JensenShannonTest::disjointSharesAreAtTheLargestDistance()
{
    const std::vector<double> a {1, 0};
    const std::vector<double> b {0, 3};
    QCOMPARE_NEAR(stats::jensenShannonDistance(a, b), 1, 1e-15);
    QCOMPARE_NEAR(stats::jensenShannonDistance(a, b, stats::naturalBase), std::sqrt(std::log(2.0)), 1e-15);
}

void JensenShannonTest::isSymmetricAndZeroForTheSameShares()
{
    const std::vector<double> a {3, 1, 0};
    const std::vector<double> b {2, 2, 5};
    QCOMPARE(stats::jensenShannonDistance(a, b), stats::jensenShannonDistance(b, a));
    QCOMPARE(stats::jensenShannonDistance(a, std::vector<double> {6, 2, 0}), 0.0);
}

void JensenShannonTest::aSideWithoutWeightHasNoDistance()
{
    QVERIFY(std::isnan(stats::jensenShannonDistance(std::vector<double> {0, 0}, std::vector<double> {1, 1})));
}

SLIPWAY_TEST_MAIN(JensenShannonTest)
#include "jensen_shannon_test.moc"
