#include "tests/core/report/sample_charts.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

using namespace slipway;
using namespace slipway::ui;

namespace {

report::ChartSpec line(std::vector<double> x, std::vector<double> y)
{
    report::ChartSpec chart {.title = "Loss", .sentence = "The loss falls."};
    chart.series = {{.name = "train", .x = std::move(x), .y = std::move(y)}};
    return chart;
}

bool near(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 60;
}

/// Whether a column of pixels between two heights has the colour.
bool columnHas(const QImage &image, double x, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        if (near(image.pixelColor(qRound(x), y), colour))
            return true;
    }
    return false;
}

} // namespace

class ChartViewTest : public QObject
{
    Q_OBJECT
public:
    ChartViewTest()
    {
        m_theme.setMode(ThemeMode::Light);
        m_theme.applyTo(*qApp);
    }

private Q_SLOTS:
    void everyKindOfChartIsPaintedInBothThemes();
    void dataBecomesPixelsMonotonically();
    void logarithmicAxesKeepRatios();
    void aGapBreaksTheLine();
    void anEmptyChartKeepsItsAxesAndSaysWhy();
    void manyPointsArePaintedAtOnce();
    void theFirstPointOfALiveChartAppears();
    void theCrosshairFollowsTheKeyboard();
    void theViewIsResetByADoubleClick();
    void theWheelAloneBelongsToThePage();
    void theMenuHasEveryWayOut();
    void exportsAreWhatTheReportWrites();
    void theTableHasTheSameNumbers();
    void colourFollowsTheTheme();

private:
    QImage pictureOf(const report::ChartSpec &chart, ChartView &view)
    {
        view.resize(480, 300);
        view.setChart(chart);
        view.show();
        QCoreApplication::processEvents();
        view.plot().replot(QCustomPlot::rpImmediateRefresh);
        return view.grab().toImage();
    }

    Theme m_theme;
};

void ChartViewTest::everyKindOfChartIsPaintedInBothThemes()
{
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        for (const auto &chart : testing::sampleCharts()) {
            ChartView view(m_theme);
            const auto image = pictureOf(chart, view);
            QVERIFY(!image.isNull());
            QVERIFY(near(image.pixelColor(1, image.height() - 2), m_theme.colour(u"chart.background")));
            QCOMPARE(view.accessibleDescription(),
                     QString::fromStdString(chart.empty() ? chart.emptyReason : chart.sentence));
        }
    }
    m_theme.setMode(ThemeMode::Light);
}

void ChartViewTest::dataBecomesPixelsMonotonically()
{
    ChartView view(m_theme);
    pictureOf(line({0, 10, 20, 30}, {1, 4, 9, 16}), view);
    double x = -1;
    double y = 1e9;
    for (int i = 0; i <= 30; ++i) {
        const auto pixel = view.pixelOf(i, i * 16.0 / 30);
        QVERIFY(pixel.x() > x);
        QVERIFY(pixel.y() < y); // upwards
        x = pixel.x();
        y = pixel.y();
    }
    // Equal steps of the data are equal steps on the screen.
    QCOMPARE_NEAR(view.pixelOf(20, 0).x() - view.pixelOf(10, 0).x(),
                  view.pixelOf(10, 0).x() - view.pixelOf(0, 0).x(), 1e-6);
}

void ChartViewTest::logarithmicAxesKeepRatios()
{
    auto chart = line({0, 1, 2}, {1, 10, 100});
    chart.y.scale = report::ScaleKind::Logarithmic;
    ChartView view(m_theme);
    pictureOf(chart, view);
    QCOMPARE_NEAR(view.pixelOf(0, 1).y() - view.pixelOf(0, 10).y(),
                  view.pixelOf(0, 10).y() - view.pixelOf(0, 100).y(), 1e-6);
}

void ChartViewTest::aGapBreaksTheLine()
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    ChartView view(m_theme);
    const auto image = pictureOf(line({0, 1, 2, 3, 4, 5}, {1, 1.2, gap, gap, 1.1, 1}), view);
    const auto ink = m_theme.seriesColour(0);
    QVERIFY(columnHas(image, view.pixelOf(0.5, 0).x(), ink));
    QVERIFY(!columnHas(image, view.pixelOf(2.5, 0).x(), ink));
    QVERIFY(columnHas(image, view.pixelOf(4.5, 0).x(), ink));
}

void ChartViewTest::anEmptyChartKeepsItsAxesAndSaysWhy()
{
    report::ChartSpec chart {.title = "Loss", .emptyReason = "Appears after the first epoch."};
    chart.x.label = "Epoch";
    ChartView view(m_theme);
    pictureOf(chart, view);
    QCOMPARE(view.accessibleDescription(), QStringLiteral("Appears after the first epoch."));
    QVERIFY(view.plot().xAxis->visible());
    QVERIFY(view.plot().xAxis->range().size() > 0);
    QVERIFY(view.plot().yAxis->range().size() > 0);
}

// A thousand points in one go are one or two frames, not a thousand paintings.
void ChartViewTest::manyPointsArePaintedAtOnce()
{
    ChartView view(m_theme);
    pictureOf(line({0}, {1}), view);
    QCoreApplication::processEvents();
    QSignalSpy painted(&view.plot(), &QCustomPlot::afterReplot);
    for (int i = 1; i <= 1000; ++i)
        view.appendPoint(0, i, i % 7);
    QTRY_VERIFY(painted.count() > 0);
    QTest::qWait(60);
    QVERIFY2(painted.count() <= 4, qPrintable(QString::number(painted.count())));
    QCOMPARE(view.plot().graph(0)->data()->size(), 1001);
    QVERIFY(view.plot().xAxis->range().upper >= 1000);
}

void ChartViewTest::theFirstPointOfALiveChartAppears()
{
    report::ChartSpec chart {.title = "Loss", .emptyReason = "Appears after the first epoch."};
    chart.series = {{.name = "train"}};
    ChartView view(m_theme);
    pictureOf(chart, view);
    view.appendPoint(0, 1, 0.5);
    view.appendPoint(0, 2, 0.4);
    QTRY_COMPARE(view.plot().graph(0)->data()->size(), 2);
    QVERIFY(!view.chart().empty());
}

void ChartViewTest::theCrosshairFollowsTheKeyboard()
{
    ChartView view(m_theme);
    pictureOf(line({0, 10, 20}, {1, 4, 9}), view);
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(view.reading());
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.reading()->x, 20.0);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.reading()->x, 10.0);
    QCOMPARE(view.reading()->lines.first().text, QStringLiteral("4.000"));
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(!view.reading());
}

void ChartViewTest::theViewIsResetByADoubleClick()
{
    ChartView view(m_theme);
    pictureOf(line({0, 10, 20}, {1, 4, 9}), view);
    const auto whole = view.plot().xAxis->range();
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.zoomed());
    QVERIFY(view.plot().xAxis->range().size() < whole.size());
    QTest::mouseDClick(&view.plot(), Qt::LeftButton, {}, QPoint(200, 100));
    QVERIFY(!view.zoomed());
    QCOMPARE(view.plot().xAxis->range().upper, whole.upper);
}

void ChartViewTest::theWheelAloneBelongsToThePage()
{
    ChartView view(m_theme);
    pictureOf(line({0, 10, 20}, {1, 4, 9}), view);
    const auto whole = view.plot().xAxis->range();
    const auto turn = [&](Qt::KeyboardModifiers keys) {
        const QPointF place(200, 100);
        QWheelEvent event(place, view.plot().mapToGlobal(place), {}, {0, 120}, Qt::NoButton, keys,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view.plot(), &event);
    };
    turn(Qt::NoModifier);
    QCOMPARE(view.plot().xAxis->range().size(), whole.size());
    turn(Qt::ControlModifier);
    QVERIFY(view.plot().xAxis->range().size() < whole.size());
}

void ChartViewTest::theMenuHasEveryWayOut()
{
    const ChartView view(m_theme);
    for (const auto *id :
         {"chart.png", "chart.svg", "chart.csv", "chart.copy", "chart.table.show", "chart.reset"})
        QVERIFY2(view.menu()->findChild<QAction *>(QLatin1String(id)), id);
}

void ChartViewTest::exportsAreWhatTheReportWrites()
{
    const auto chart = line({0, 1}, {0.5, 0.25});
    QTemporaryDir folder;
    QPixmap picture(4, 4);
    picture.fill(Qt::red);
    for (const auto format : {ChartFormat::Png, ChartFormat::Svg, ChartFormat::Csv}) {
        const auto path = folder.filePath(exportName(chart, format));
        QCOMPARE(exportChart(path, chart, format, picture, false), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = file.readAll();
        if (format == ChartFormat::Csv)
            QCOMPARE(bytes, QByteArray::fromStdString(report::chartCsv(chart)));
        else
            QVERIFY(bytes.contains(format == ChartFormat::Svg ? "<svg" : "PNG"));
    }
    const auto why =
        exportChart(QStringLiteral("/proc/nowhere/loss.csv"), chart, ChartFormat::Csv, picture, false);
    QVERIFY(why.contains(QStringLiteral("loss.csv")));
}

void ChartViewTest::theTableHasTheSameNumbers()
{
    ChartView view(m_theme);
    pictureOf(line({0, 1}, {0.5, 0.25}), view);
    view.setReadAsTable(true);
    auto *table = view.findChild<QAbstractItemView *>(QStringLiteral("chart.table"));
    QVERIFY(table && table->isVisible());
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("0.250"));
}

void ChartViewTest::colourFollowsTheTheme()
{
    ChartView view(m_theme);
    pictureOf(line({0, 1}, {0.5, 0.25}), view);
    m_theme.setMode(ThemeMode::Dark);
    QCOMPARE(view.plot().graph(0)->pen().color(), m_theme.seriesColour(0));
    m_theme.setMode(ThemeMode::Light);
    QCOMPARE(view.plot().graph(0)->pen().color(), m_theme.seriesColour(0));
}

SLIPWAY_UI_TEST_MAIN(ChartViewTest)
#include "chart_view_test.moc"
