#include "core/monitor/drift.h"

#include "core/stats/psi.h"
#include "tests/core/monitor/compare_json.h"
#include "tests/core/monitor/drift_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cmath>
#include <numeric>

using namespace slipway;
using namespace slipway::testing;

/// How a report says the way in which a column is spread.
class ColumnHistogramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBinsAreThoseOfPsi();
    void outerBinsReachToBothSides();
    void repeatedQuantilesAreOneBin();
    void fewNumbersAreNamedOneByOne();
    void levelsStandByTheirShare();
    void manyLevelsAreTakenTogether();
    void aSideWithoutValuesHasNoHistogram();

private:
    static Json histogramOf(const data::Column &reference, const data::Column &current);
    static std::vector<double> numbers(const Json &list) { return list.get<std::vector<double>>(); }
    static double sum(const Json &list)
    {
        const auto values = numbers(list);
        return std::accumulate(values.begin(), values.end(), 0.0);
    }
};

Json ColumnHistogramTest::histogramOf(const data::Column &reference, const data::Column &current)
{
    const auto report = monitor::driftReport(tableOf({reference}), tableOf({current}), {}, {});
    return report ? report.value()["features"][reference.name] : Json();
}

// The law: PSI of the shares is the PSI that stands beside them.
void ColumnHistogramTest::theBinsAreThoseOfPsi()
{
    const Json feature = histogramOf(numberColumn("x", referenceNumbers(1, 4000, 0, 1)),
                                     numberColumn("x", referenceNumbers(2, 3000, 0.4, 1.3)));
    const Json &histogram = feature["histogram"];
    QCOMPARE(histogram["edges"].size(), 11u);
    QCOMPARE(histogram["reference"].size(), 10u);
    for (const double share : numbers(histogram["reference"]))
        QCOMPARE_NEAR(share, 0.1, 1e-3);
    QCOMPARE_NEAR(sum(histogram["current"]), 1, 1e-12);
    const double psi =
        stats::psiOfCounts(numbers(histogram["reference"]), numbers(histogram["current"]));
    QCOMPARE_NEAR(psi, feature["psi"].get<double>(), 1e-9);
}

void ColumnHistogramTest::outerBinsReachToBothSides()
{
    std::vector<double> reference(100);
    std::iota(reference.begin(), reference.end(), 0);
    auto current = reference;
    current.front() = -50;
    current.back() = 500;
    const auto edges =
        numbers(histogramOf(numberColumn("x", reference), numberColumn("x", current))["histogram"]["edges"]);
    QCOMPARE(edges.front(), -50.0);
    QCOMPARE(edges.back(), 500.0);
}

// Four fifths are 0; the rest are different numbers.
void ColumnHistogramTest::repeatedQuantilesAreOneBin()
{
    std::vector<double> values(80, 0);
    for (int i = 1; i <= 20; ++i)
        values.push_back(i);
    values.push_back(21);
    const Json histogram = histogramOf(numberColumn("x", values), numberColumn("x", values))["histogram"];
    const auto edges = numbers(histogram["edges"]);
    for (std::size_t i = 1; i < edges.size(); ++i)
        QVERIFY(edges[i - 1] < edges[i]);
    QCOMPARE(histogram["reference"].size() + 1, edges.size());
    QCOMPARE_NEAR(sum(histogram["reference"]), 1, 1e-12);
}

void ColumnHistogramTest::fewNumbersAreNamedOneByOne()
{
    const Json histogram = histogramOf(numberColumn("clicks", {0, 0, 0, 1, std::nan("")}),
                                       numberColumn("clicks", {0, 1, 2, 2}))["histogram"];
    QCOMPARE_JSON(histogram["values"], Json({0.0, 1.0, 2.0}));
    QCOMPARE_JSON(histogram["reference"], Json({0.75, 0.25, 0.0}));
    QCOMPARE_JSON(histogram["current"], Json({0.25, 0.25, 0.5}));
}

void ColumnHistogramTest::levelsStandByTheirShare()
{
    const Json histogram =
        histogramOf(textColumn("plan", {"gold", "basic", "gold", "gold", ""}),
                    textColumn("plan", {"trial", "basic", "gold", "basic"}))["histogram"];
    QCOMPARE_JSON(histogram["levels"], Json({"gold", "basic", "trial"}));
    QCOMPARE_JSON(histogram["reference"], Json({0.75, 0.25, 0.0}));
    QCOMPARE_JSON(histogram["current"], Json({0.25, 0.5, 0.25}));
    QVERIFY(!histogram.contains("others"));
}

void ColumnHistogramTest::manyLevelsAreTakenTogether()
{
    std::vector<std::string> names;
    for (int i = 0; i < 500; ++i)
        names.push_back("name" + std::to_string(i));
    const Json histogram = histogramOf(textColumn("name", names), textColumn("name", names))["histogram"];
    QCOMPARE(histogram["levels"].size(), 12u);
    QCOMPARE_NEAR(histogram["others"]["reference"].get<double>(), 488 / 500.0, 1e-12);
    QCOMPARE_NEAR(histogram["others"]["current"].get<double>(), 488 / 500.0, 1e-12);
}

void ColumnHistogramTest::aSideWithoutValuesHasNoHistogram()
{
    const Json feature = histogramOf(numberColumn("x", referenceNumbers(1, 50, 0, 1)),
                                     numberColumn("x", std::vector<double>(20, std::nan(""))));
    QVERIFY(feature.contains("histogram") && feature["histogram"].is_null());
    QCOMPARE_JSON(feature["undefined"]["histogram"], Json("the current data has no value in this column"));
}

SLIPWAY_TEST_MAIN(ColumnHistogramTest)
#include "column_histogram_test.moc"
