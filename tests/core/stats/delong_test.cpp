#include "core/stats/delong.h"

#include "core/stats/auc.h"
#include "tests/core/stats/reference_inputs.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;

class DelongTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesTheCountOverAllPairs();
    void swappingTheModelsTurnsTheSign();
    void sameRankingIsNoDifference();
    void intervalHoldsTheAucAndStaysInRange();
    void tooFewRowsHaveNoVariance();

private:
    struct Rows {
        std::vector<std::uint8_t> labels;
        std::vector<double> a;
        std::vector<double> b;
    };
    static Rows referenceRows();
};

// The recipe of delong() in make_reference.py.
DelongTest::Rows DelongTest::referenceRows()
{
    testing::Lcg lcg(7);
    Rows rows;
    for (int i = 0; i < 500; ++i)
        rows.labels.push_back(lcg.uniform() < 0.3 ? 1 : 0);
    for (const auto label : rows.labels)
        rows.a.push_back(label + lcg.normal());
    for (std::size_t i = 0; i < rows.a.size(); ++i)
        rows.b.push_back(0.7 * rows.labels[i] + 0.5 * rows.a[i] + 0.8 * lcg.normal());
    return rows;
}

void DelongTest::matchesTheCountOverAllPairs()
{
    const auto expected = testing::driftReference()["delong"];
    const auto rows = referenceRows();
    const auto test = stats::delongTest(rows.labels, rows.a, rows.b);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE_NEAR(test.auc[i], expected["auc"][i].get<double>(), 1e-14);
        for (std::size_t k = 0; k < 2; ++k)
            QCOMPARE_NEAR(test.covariance[i][k], expected["covariance"][i][k].get<double>(), 1e-15);
    }
    QCOMPARE_NEAR(test.z, expected["z"].get<double>(), 1e-10);
    QCOMPARE_NEAR(test.pValue, expected["p"].get<double>(), 1e-12);
    QCOMPARE_NEAR(test.log10PValue, std::log10(expected["p"].get<double>()), 1e-10);
}

void DelongTest::swappingTheModelsTurnsTheSign()
{
    const auto rows = referenceRows();
    const auto test = stats::delongTest(rows.labels, rows.a, rows.b);
    const auto swapped = stats::delongTest(rows.labels, rows.b, rows.a);
    QCOMPARE_NEAR(swapped.z, -test.z, 1e-12);
    QCOMPARE_NEAR(swapped.pValue, test.pValue, 1e-14);
}

// Doubling scores changes no rank: the difference has no variance, and the verdict must still be "the same".
void DelongTest::sameRankingIsNoDifference()
{
    const auto rows = referenceRows();
    auto doubled = rows.a;
    for (double &score : doubled)
        score *= 2;
    const auto test = stats::delongTest(rows.labels, rows.a, doubled);
    QCOMPARE(test.z, 0.0);
    QCOMPARE(test.pValue, 1.0);
}

void DelongTest::intervalHoldsTheAucAndStaysInRange()
{
    const auto rows = referenceRows();
    const auto interval = stats::aucInterval(rows.labels, rows.a);
    QCOMPARE_NEAR(interval.auc, stats::areaUnderRoc(rows.labels, rows.a), 1e-14);
    const double reach = 1.959963984540054 * std::sqrt(0.0005388249998687509);
    QCOMPARE_NEAR(interval.upper - interval.auc, reach, 1e-12);
    QCOMPARE_NEAR(interval.auc - interval.lower, reach, 1e-12);

    const auto perfect =
        stats::aucInterval(std::vector<std::uint8_t> {0, 0, 1, 1}, std::vector<double> {1, 2, 3, 4});
    QCOMPARE(perfect.upper, 1.0);
    QCOMPARE(perfect.lower, 1.0);
}

void DelongTest::tooFewRowsHaveNoVariance()
{
    const std::vector<std::uint8_t> labels {1, 0, 0};
    const std::vector<double> scores {0.9, 0.2, 0.1};
    QVERIFY(std::isnan(stats::delongTest(labels, scores, scores).pValue));
    QVERIFY(std::isnan(stats::aucInterval(labels, scores).lower));
    QVERIFY(std::isnan(stats::aucInterval({}, {}).auc));
}

SLIPWAY_TEST_MAIN(DelongTest)
#include "delong_test.moc"
