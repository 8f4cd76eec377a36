#include "core/stats/quantile_cuts.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <numeric>

using namespace slipway;

class QuantileCutsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutTiesTheBinsAreEqual();
    void aFrequentValueGetsABinOfItsOwn();
    void aRareFlagIsSeen();
    void aConstantHasOneBin();
    void everyLevelCanHaveItsBin();
};

void QuantileCutsTest::withoutTiesTheBinsAreEqual()
{
    std::vector<double> values(1000);
    std::iota(values.begin(), values.end(), 0);
    const auto cuts = stats::quantileCuts(values, 10);
    QCOMPARE(cuts.size(), 9u);
    QCOMPARE(stats::countsBetween(values, cuts), std::vector<double>(10, 100.0));
}

// 60 zeros and 1..40: zero has its bin, and the rest is cut at the quantiles that are left.
void QuantileCutsTest::aFrequentValueGetsABinOfItsOwn()
{
    std::vector<double> values(60, 0.0);
    for (int i = 1; i <= 40; ++i)
        values.push_back(i);
    const auto counts = stats::countsBetween(values, stats::quantileCuts(values, 10));
    QCOMPARE(counts.front(), 60.0);
    QVERIFY(counts.size() >= 4);
    QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0.0), 100.0);
}

// Deciles of a flag that is set in 5% of the rows are nine times 0 and once 1: plain edges make one bin of
// everything.
void QuantileCutsTest::aRareFlagIsSeen()
{
    std::vector<double> values(95, 0.0);
    values.insert(values.end(), 5, 1.0);
    QCOMPARE(stats::countsBetween(values, stats::quantileCuts(values, 10)), (std::vector<double> {95, 5}));
}

void QuantileCutsTest::aConstantHasOneBin()
{
    const std::vector<double> values(50, 3.0);
    QVERIFY(stats::quantileCuts(values, 10).empty());
    QCOMPARE(stats::countsBetween(values, {}), (std::vector<double> {50}));
    QVERIFY(stats::quantileCuts({}, 10).empty());
}

void QuantileCutsTest::everyLevelCanHaveItsBin()
{
    const std::vector<double> levels {1, 2, 5};
    const std::vector<double> values {1, 1, 2, 5, 5, 5};
    QCOMPARE(stats::countsBetween(values, stats::cutsAfterEach(levels)), (std::vector<double> {2, 1, 3}));
}

SLIPWAY_TEST_MAIN(QuantileCutsTest)
#include "quantile_cuts_test.moc"
