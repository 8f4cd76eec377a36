#include "tests/core/report/sample_charts.h"
#include "tests/support/ui_test_main.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace slipway;
using namespace slipway::ui;

/// A page with many charts answers between two of them.
class PaintingOrderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void atMostOneChartIsDrawnInATurn();
    void aChartThatAsksManyTimesIsDrawnOnce();
    void aChartThatIsGoneIsPassedOver();

private:
    std::unique_ptr<ChartView> makeChart();
    void drawAll();

    Theme m_theme;
    int m_drawn = 0;
};

std::unique_ptr<ChartView> PaintingOrderTest::makeChart()
{
    auto chart = std::make_unique<ChartView>(m_theme);
    chart->resize(360, 240);
    chart->show();
    drawAll();
    connect(&chart->plot(), &QCustomPlot::afterReplot, this, [this] { ++m_drawn; });
    return chart;
}

void PaintingOrderTest::drawAll()
{
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    m_drawn = 0;
}

void PaintingOrderTest::atMostOneChartIsDrawnInATurn()
{
    std::vector<std::unique_ptr<ChartView>> charts;
    for (int i = 0; i < 4; ++i)
        charts.push_back(makeChart());
    drawAll();
    for (const auto &chart : charts)
        chart->resetView();
    QCOMPARE(m_drawn, 0);
    for (int turn = 0; turn < 40 && m_drawn < 4; ++turn) {
        const int before = m_drawn;
        QCoreApplication::processEvents();
        QVERIFY(m_drawn - before <= 1);
    }
    QCOMPARE(m_drawn, 4);
}

void PaintingOrderTest::aChartThatAsksManyTimesIsDrawnOnce()
{
    const auto chart = makeChart();
    for (int i = 0; i < 5; ++i)
        chart->resetView();
    QTRY_COMPARE(m_drawn, 1);
    QTest::qWait(20);
    QCOMPARE(m_drawn, 1);
}

void PaintingOrderTest::aChartThatIsGoneIsPassedOver()
{
    auto gone = makeChart();
    const auto kept = makeChart();
    gone->resetView();
    kept->resetView();
    gone.reset();
    m_drawn = 0;
    QTRY_COMPARE(m_drawn, 1);
}

SLIPWAY_UI_TEST_MAIN(PaintingOrderTest)
#include "painting_order_test.moc"
