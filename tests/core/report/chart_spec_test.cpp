#include "core/report/chart_spec.h"

#include "tests/core/report/sample_charts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::report;

class ChartSpecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindReadsBackFromJson();
    void aGapIsNullAndComesBackAsAGap();
    void malformedJsonIsRefused();
    void seriesThatShareTheirXStandSideBySide();
    void otherSeriesStandBelowEachOther();
    void csvKeepsNumbersExactAndQuotesText();
    void rowsAndCellsBecomeATable();
};

void ChartSpecTest::everyKindReadsBackFromJson()
{
    for (const auto &chart : testing::sampleCharts()) {
        const auto json = toJson(chart);
        const auto back = chartFromJson(parseJson(writeJson(json), "chart").value());
        QVERIFY_OK(back);
        QCOMPARE_TEXT(writeJson(toJson(back.value())), writeJson(json));
    }
}

void ChartSpecTest::aGapIsNullAndComesBackAsAGap()
{
    const ChartSpec chart {.title = "t", .series = {{.name = "s", .x = {1, 2}, .y = {std::nan(""), 0.1}}}};
    const auto json = toJson(chart);
    QVERIFY(json["series"][0]["y"][0].is_null());
    const auto back = chartFromJson(json).value();
    QVERIFY(std::isnan(back.series[0].y[0]));
    QCOMPARE_NEAR(back.series[0].y[1], 0.1, 0.0);
    QVERIFY(!chart.empty());
    QVERIFY((ChartSpec {.title = "t", .series = {{.name = "s", .x = {1}, .y = {std::nan("")}}}}.empty()));
}

void ChartSpecTest::malformedJsonIsRefused()
{
    QVERIFY_FAILS(chartFromJson(Json::parse(R"({"kind":"pie","title":"t"})")), "report.malformed");
    QVERIFY_FAILS(chartFromJson(Json::parse(R"({"title":"t"})")), "report.malformed");
    QVERIFY_FAILS(
        chartFromJson(Json::parse(R"({"kind":"line","title":"t","series":[{"name":"s","y":["a"]}]})")),
        "report.malformed");
    QVERIFY_FAILS(chartFromJson(Json(3)), "report.malformed");
}

void ChartSpecTest::seriesThatShareTheirXStandSideBySide()
{
    ChartSpec chart {.title = "t", .x = {.label = "Epoch"}};
    chart.series = {
        {.name = "train", .x = {1, 2}, .y = {0.4, 0.3}},
        {.name = "val", .x = {1, 2}, .y = {0.5, std::nan("")}, .low = {0.4, 0.4}, .high = {0.6, 0.6}}};
    const auto table = chartTable(chart);
    QCOMPARE(table.columns, (std::vector<std::string> {"Epoch", "train", "val", "val, low", "val, high"}));
    QCOMPARE(table.rows.size(), std::size_t {2});
    QVERIFY(table.rows[1][2].is_null());
    QCOMPARE_TEXT(readableCell(chart, table.rows[1][0], 0), "2");
    QCOMPARE_TEXT(readableCell(chart, table.rows[1][1], 1), "0.300");
    QCOMPARE_TEXT(readableCell(chart, table.rows[1][2], 2), "\u2013");
}

void ChartSpecTest::otherSeriesStandBelowEachOther()
{
    ChartSpec chart {.title = "t"};
    chart.series = {{.name = "a", .x = {0, 1}, .y = {0, 1}},
                    {.name = "b", .x = {0, 0.5, 1}, .y = {0, 0.8, 1}}};
    const auto table = chartTable(chart);
    QCOMPARE(table.columns, (std::vector<std::string> {"Series", "x", "y"}));
    QCOMPARE(table.rows.size(), std::size_t {5});
    QCOMPARE_TEXT(table.rows[4][0].get<std::string>(), "b");
}

void ChartSpecTest::csvKeepsNumbersExactAndQuotesText()
{
    ChartSpec chart {
        .kind = ChartKind::Bars, .title = "t", .y = {.label = "Feature", .categories = {"a,\"b\"", "c"}}};
    chart.series = {{.name = "PSI", .x = {0.1, std::nan("")}}};
    QCOMPARE_TEXT(chartCsv(chart), "Feature,PSI\r\n\"a,\"\"b\"\"\",0.1\r\nc,\r\n");
    chart.series[0].x[0] = 1.0 / 3;
    QVERIFY(chartCsv(chart).find("0.3333333333333333") != std::string::npos);
}

void ChartSpecTest::rowsAndCellsBecomeATable()
{
    for (const auto &chart : testing::sampleCharts()) {
        const auto table = chartTable(chart);
        QVERIFY(!table.columns.empty());
        for (const auto &row : table.rows)
            QCOMPARE(row.size(), table.columns.size());
    }
}

SLIPWAY_TEST_MAIN(ChartSpecTest)
#include "chart_spec_test.moc"
