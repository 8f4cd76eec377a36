#include "core/stats/quantiles.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class QuantilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void interpolatesBetweenNeighbours();
    void endsAreTheLeastAndTheLargestValue();
    void oneValueIsEveryQuantile();
    void noValuesHaveNoQuantile();
};

// numpy.quantile([7, 15, 36, 39, 40, 41], [0.25, 0.5, 0.75]): positions 1.25, 2.5 and 3.75.
void QuantilesTest::interpolatesBetweenNeighbours()
{
    const std::vector<double> values {40, 7, 39, 15, 41, 36};
    const auto answer = stats::quantiles(values, std::vector<double> {0.25, 0.5, 0.75});
    QCOMPARE(answer, (std::vector<double> {20.25, 37.5, 39.75}));
}

void QuantilesTest::endsAreTheLeastAndTheLargestValue()
{
    const std::vector<double> sorted {-2, 0, 9};
    QCOMPARE(stats::quantileOfSorted(sorted, 0), -2.0);
    QCOMPARE(stats::quantileOfSorted(sorted, 1), 9.0);
}

void QuantilesTest::oneValueIsEveryQuantile()
{
    QCOMPARE(stats::quantileOfSorted(std::vector<double> {4}, 0.37), 4.0);
}

void QuantilesTest::noValuesHaveNoQuantile()
{
    QVERIFY(std::isnan(stats::quantileOfSorted({}, 0.5)));
}

SLIPWAY_TEST_MAIN(QuantilesTest)
#include "quantiles_test.moc"
