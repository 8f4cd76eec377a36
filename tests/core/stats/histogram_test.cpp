#include "core/stats/histogram.h"

#include "core/stats/jensen_shannon.h"
#include "core/stats/sorting.h"
#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;

class HistogramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesNumpysSturgesBins();
    void theLastBinHasItsRightEdge();
    void oneValueGetsABinAroundIt();
};

// The distance depends on every count, so it checks the bins and what falls into them.
void HistogramTest::matchesNumpysSturgesBins()
{
    for (const auto &expected : testing::driftReference()["numbers"]) {
        auto reference = testing::referenceNumbers(expected["reference"], expected["decimals"]);
        auto current = testing::referenceNumbers(expected["current"], expected["decimals"]);
        stats::sortValues(reference);
        stats::sortValues(current);
        const auto edges = stats::sturgesEdges(std::min(reference.front(), current.front()),
                                               std::max(reference.back(), current.back()),
                                               reference.size() + current.size());
        QCOMPARE(edges.size() - 1, expected["sturges_bins"].get<std::size_t>());
        const auto r = stats::countsInBins(reference, edges);
        const auto c = stats::countsInBins(current, edges);
        QCOMPARE_NEAR(stats::jensenShannonDistance(r, c), expected["js_base_2"].get<double>(), 1e-14);
    }
}

void HistogramTest::theLastBinHasItsRightEdge()
{
    const std::vector<double> sorted {0, 1, 1, 2, 3};
    QCOMPARE(stats::countsInBins(sorted, std::vector<double> {0, 1, 2}), (std::vector<double> {1, 3}));
    QCOMPARE(stats::countsInBins(sorted, std::vector<double> {0, 1, 1, 3}), (std::vector<double> {1, 0, 4}));
    QVERIFY(stats::countsInBins(sorted, {}).empty());
}

void HistogramTest::oneValueGetsABinAroundIt()
{
    QCOMPARE(stats::sturgesEdges(4, 4, 100), (std::vector<double> {3.5, 4.5}));
}

SLIPWAY_TEST_MAIN(HistogramTest)
#include "histogram_test.moc"
