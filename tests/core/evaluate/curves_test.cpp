#include "core/evaluate/curves.h"

#include "core/base/random.h"
#include "core/evaluate/binary_metrics.h"
#include "core/stats/auc.h"
#include "core/stats/average_precision.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;
using namespace slipway::evaluate;

class CurvesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rocOfFourRowsWorkedByHand();
    void precisionRecallOfFourRowsWorkedByHand();
    void tiedScoresAreOneStep();
    void longCurvesAreThinnedAndKeepTheirArea();
    void calibrationIsTheShareInEachBin();
    void calibrationPointsGiveTheCalibrationError();
    void aMissingClassLeavesNoCurve();
    void everyRowStandsInOneBinOfItsClass();
    void equalScoresAreOneBin();
};

namespace {

struct Rows {
    std::vector<std::uint8_t> labels;
    std::vector<double> scores;
};

/// Labels that come true as often as their score says.
Rows honestRows(std::size_t count)
{
    Random random(5);
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        rows.scores.push_back(random.uniform());
        rows.labels.push_back(random.uniform() < rows.scores.back() ? 1 : 0);
    }
    return rows;
}

double areaBelow(const Curve &curve)
{
    double area = 0;
    for (std::size_t i = 1; i < curve.x.size(); ++i)
        area += (curve.x[i] - curve.x[i - 1]) * (curve.y[i] + curve.y[i - 1]) / 2;
    return area;
}

} // namespace

void CurvesTest::rocOfFourRowsWorkedByHand()
{
    const auto curve =
        rocCurve(std::vector<std::uint8_t> {0, 0, 1, 1}, std::vector<double> {0.1, 0.4, 0.35, 0.8}).value();
    QCOMPARE(curve.x, (std::vector<double> {0, 0, 0.5, 0.5, 1}));
    QCOMPARE(curve.y, (std::vector<double> {0, 0.5, 0.5, 1, 1}));
}

void CurvesTest::precisionRecallOfFourRowsWorkedByHand()
{
    const auto curve = precisionRecallCurve(std::vector<std::uint8_t> {0, 0, 1, 1},
                                            std::vector<double> {0.1, 0.4, 0.35, 0.8})
                           .value();
    QCOMPARE(curve.x, (std::vector<double> {0.5, 0.5, 1}));
    QCOMPARE(curve.y, (std::vector<double> {1, 0.5, 2.0 / 3}));
}

void CurvesTest::tiedScoresAreOneStep()
{
    const auto curve = rocCurve(std::vector<std::uint8_t> {0, 1, 0, 1}, std::vector<double>(4, 0.5)).value();
    QCOMPARE(curve.x, (std::vector<double> {0, 1}));
    QCOMPARE(curve.y, (std::vector<double> {0, 1}));
}

void CurvesTest::longCurvesAreThinnedAndKeepTheirArea()
{
    const auto rows = honestRows(20'000);
    const auto roc = rocCurve(rows.labels, rows.scores).value();
    QVERIFY(roc.x.size() <= mostCurvePoints && roc.x.size() > 100);
    QCOMPARE_NEAR(roc.x.front() + roc.y.front(), 0, 0.0);
    QCOMPARE_NEAR(roc.x.back() + roc.y.back(), 2, 0.0);
    QVERIFY(std::is_sorted(roc.x.begin(), roc.x.end()) && std::is_sorted(roc.y.begin(), roc.y.end()));
    QCOMPARE_NEAR(areaBelow(roc), stats::areaUnderRoc(rows.labels, rows.scores), 1e-3);

    const auto recall = precisionRecallCurve(rows.labels, rows.scores).value();
    QVERIFY(recall.x.size() <= mostCurvePoints && recall.x.size() > 100);
    QCOMPARE_NEAR(recall.x.back(), 1, 0.0);
    QCOMPARE_NEAR(areaBelow(recall), stats::averagePrecision(rows.labels, rows.scores), 5e-3);
}

// Two of three rows in [0.2, 0.3) are positive; Wilson: (2/3 + z²/6) / (1 + z²/3) -+ ...
void CurvesTest::calibrationIsTheShareInEachBin()
{
    const auto points =
        calibrationCurve(std::vector<std::uint8_t> {1, 1, 0, 1}, std::vector<double> {0.2, 0.25, 0.27, 1})
            .value();
    QCOMPARE(points.size(), std::size_t {2});
    QCOMPARE_NEAR(points[0].score, 0.24, 1e-15);
    QCOMPARE_NEAR(points[0].share, 2.0 / 3, 1e-15);
    QCOMPARE(points[0].rows, std::int64_t {3});
    const double z = 1.959963984540054;
    const double middle = (2.0 / 3 + z * z / 6) / (1 + z * z / 3);
    const double reach = z / (1 + z * z / 3) * std::sqrt(2.0 / 27 + z * z / 36);
    QCOMPARE_NEAR(points[0].low, middle - reach, 1e-12);
    QCOMPARE_NEAR(points[0].high, middle + reach, 1e-12);
    QCOMPARE_NEAR(points[1].high, 1, 1e-12);
    QVERIFY_FAILS(calibrationCurve(std::vector<std::uint8_t> {1}, std::vector<double> {1.5}),
                  "evaluate.no_probabilities");
}

void CurvesTest::calibrationPointsGiveTheCalibrationError()
{
    const auto rows = honestRows(2'000);
    double error = 0;
    const auto points = calibrationCurve(rows.labels, rows.scores);
    QVERIFY_OK(points);
    for (const auto &point : points.value())
        error += std::abs(point.score - point.share) * static_cast<double>(point.rows) / 2'000;
    QCOMPARE_NEAR(error, calibrationError(rows.labels, rows.scores), 1e-12);
}

void CurvesTest::aMissingClassLeavesNoCurve()
{
    const std::vector<double> scores {0.2, 0.4};
    QVERIFY(rocCurve(std::vector<std::uint8_t> {1, 1}, scores).value().x.empty());
    QVERIFY(precisionRecallCurve(std::vector<std::uint8_t> {0, 0}, scores).value().x.empty());
}

// 40 bins from 0 to 1 are 0.025 wide; a bin holds its lower edge, and the last one both of its edges.
void CurvesTest::everyRowStandsInOneBinOfItsClass()
{
    const auto histogram = scoreHistogram(std::vector<std::uint8_t> {0, 1, 1, 0, 1},
                                          std::vector<double> {0, 0.024, 0.5, 0.51, 1})
                               .value();
    QCOMPARE(histogram.edges.size(), static_cast<std::size_t>(scoreBins) + 1);
    QCOMPARE_NEAR(histogram.edges.front(), 0, 0.0);
    QCOMPARE_NEAR(histogram.edges[20], 0.5, 1e-15);
    QCOMPARE_NEAR(histogram.edges.back(), 1, 0.0);
    std::vector<std::int64_t> positives(scoreBins);
    std::vector<std::int64_t> negatives(scoreBins);
    negatives[0] = positives[0] = 1;
    positives[20] = negatives[20] = 1;
    positives[39] = 1;
    QCOMPARE(histogram.positives, positives);
    QCOMPARE(histogram.negatives, negatives);
}

void CurvesTest::equalScoresAreOneBin()
{
    const auto histogram =
        scoreHistogram(std::vector<std::uint8_t> {0, 1, 0}, std::vector<double>(3, 0.25)).value();
    QCOMPARE(histogram.edges, (std::vector<double> {0.25, 0.25}));
    QCOMPARE(histogram.positives, (std::vector<std::int64_t> {1}));
    QCOMPARE(histogram.negatives, (std::vector<std::int64_t> {2}));
}

SLIPWAY_TEST_MAIN(CurvesTest)
#include "curves_test.moc"
