#include "tests/core/report/sample_charts.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/charts/chart_reading.h"
#include "ui/charts/chart_rows.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace slipway;
using namespace slipway::ui;

class ChartReadingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNearestPointIsReadAndTheLargestComesFirst();
    void aCurveThatEndedSaysNothing();
    void gapsAreNotRead();
    void binsSayTheirEdges();
    void rowsSayTheirInterval();
    void nothingIsReadFromAnEmptyChart();
    void theHeatScaleIsOneOrTwoSided();
};

void ChartReadingTest::theNearestPointIsReadAndTheLargestComesFirst()
{
    report::ChartSpec chart;
    chart.x.label = "Epoch";
    chart.series = {{.name = "run 44", .x = {1, 2, 3}, .y = {0.5, 0.6, 0.7}, .style = 0},
                    {.name = "run 48", .x = {1, 2, 3}, .y = {0.4, 0.65, 0.6}, .style = 1}};
    const auto reading = readingAt(chart, 2.2);
    QVERIFY(reading);
    QCOMPARE(reading->head, QStringLiteral("Epoch 2"));
    QCOMPARE(reading->x, 2.0);
    QCOMPARE(reading->lines.size(), 2);
    QCOMPARE(reading->lines[0].text, QStringLiteral("0.650"));
    QCOMPARE(reading->lines[1].text, QStringLiteral("0.600"));
}

void ChartReadingTest::aCurveThatEndedSaysNothing()
{
    report::ChartSpec chart;
    chart.series = {{.name = "long", .x = {0, 1, 2, 3, 4, 5, 6, 7, 8}, .y = {1, 1, 1, 1, 1, 1, 1, 1, 1}},
                    {.name = "short", .x = {0, 1, 2}, .y = {2, 2, 2}, .style = 1}};
    QCOMPARE(readingAt(chart, 8)->lines.size(), 1);
    QCOMPARE(readingAt(chart, 1)->lines.size(), 2);
}

void ChartReadingTest::gapsAreNotRead()
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    report::ChartSpec chart;
    chart.series = {{.name = "a", .x = {0, 1, 2, 3}, .y = {5, gap, gap, 6}}};
    QCOMPARE(readingAt(chart, 1.4)->x, 0.0);
    QCOMPARE(readingAt(chart, 1.6)->x, 3.0);
}

void ChartReadingTest::binsSayTheirEdges()
{
    const auto charts = testing::sampleCharts();
    const auto &histogram = *std::find_if(charts.begin(), charts.end(), [](const auto &chart) {
        return chart.kind == report::ChartKind::Histogram;
    });
    // Edges 0, 6, 12, ...; the current data has a gap from 6 to 12.
    const auto first = readingAt(histogram, 3);
    QCOMPARE(first->head, QStringLiteral("Months 0 \u2013 6"));
    QCOMPARE(first->lines.size(), 2);
    QCOMPARE_NEAR(first->lines[0].value, 0.4, 1e-12);
    QCOMPARE(readingAt(histogram, 9)->lines.size(), 1);
    QVERIFY(!readingAt(histogram, 30));
}

void ChartReadingTest::rowsSayTheirInterval()
{
    report::ChartSpec chart {.kind = report::ChartKind::Intervals, .signedValues = true};
    chart.y.categories = {"All customers"};
    chart.series = {{.name = "B minus A", .x = {0.013}, .low = {0.008}, .high = {0.018}}};
    const auto reading = readingOfRow(chart, 0);
    QCOMPARE(reading->head, QStringLiteral("All customers"));
    QCOMPARE(reading->lines[0].text, QStringLiteral("+0.013 (+0.008 to +0.018)"));
    QVERIFY(!readingOfRow(chart, 1));
}

void ChartReadingTest::nothingIsReadFromAnEmptyChart()
{
    QVERIFY(!readingAt(report::ChartSpec {}, 1));
}

// One-sided: the least is on step 1, the greatest on step 9. Two-sided: zero is on step 5.
void ChartReadingTest::theHeatScaleIsOneOrTwoSided()
{
    report::ChartSpec chart {.kind = report::ChartKind::HeatMap};
    chart.series = {{.name = "a", .y = {0.0, 0.9}}};
    QCOMPARE(heatScale(chart).step(0), 1);
    QCOMPARE(heatScale(chart).step(0.9), 9);
    chart.signedValues = true;
    chart.series = {{.name = "a", .y = {-0.2, 0.9}}};
    QCOMPARE(heatScale(chart).step(0), 5);
    QCOMPARE(heatScale(chart).step(-0.9), 1);
}

SLIPWAY_UI_TEST_MAIN(ChartReadingTest)
#include "chart_reading_test.moc"
