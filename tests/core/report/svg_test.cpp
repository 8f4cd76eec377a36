#include "core/report/svg.h"

#include "core/report/text_fit.h"
#include "core/report/theme.h"
#include "tests/core/report/sample_charts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QRectF>
#include <QXmlStreamReader>

using namespace slipway;
using namespace slipway::report;

namespace {

struct Element {
    QString name;
    QXmlStreamAttributes attributes;
    QString text;

    double number(const char *key) const { return attributes.value(QLatin1StringView(key)).toDouble(); }
    QString word(const char *key) const { return attributes.value(QLatin1StringView(key)).toString(); }
};

struct Picture {
    std::vector<Element> elements;
    QString error;

    std::vector<Element> named(const char *name) const
    {
        std::vector<Element> found;
        for (const auto &element : elements) {
            if (element.name == QLatin1StringView(name))
                found.push_back(element);
        }
        return found;
    }
};

Picture parsed(const std::string &svg)
{
    Picture picture;
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    std::vector<std::size_t> open;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            open.push_back(picture.elements.size());
            picture.elements.push_back({reader.name().toString(), reader.attributes(), {}});
        } else if (reader.isCharacters() && !open.empty()) {
            picture.elements[open.back()].text += reader.text();
        } else if (reader.isEndElement()) {
            open.pop_back();
        }
    }
    picture.error = reader.hasError() ? reader.errorString() : QString();
    return picture;
}

/// Where a text is at most, in the widest of the usual fonts.
QRectF box(const Element &text)
{
    const double size = text.number("font-size");
    const double width = textWidth(text.text.toStdString(), size);
    const auto anchor = text.word("text-anchor");
    const double left = text.number("x") - (anchor == u"end" ? width : anchor == u"middle" ? width / 2 : 0);
    return {left, text.number("y") - 0.75 * size, width, 0.95 * size};
}

} // namespace

class SvgTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPictureIsWellFormed();
    void textsStayInsideAndApart_data();
    void textsStayInsideAndApart();
    void pictureSaysWhatItIs();
    void theAxisIsALineAtTheBottomOnly();
    void gapsBreakLines();
    void emptyChartsKeepTheirAxesAndSayWhy();
    void limitsAreDashedAndHaveTheirWord();
    void whatIsOverALimitIsMarked();
    void intervalsThatHoldZeroAreNoDifference();
    void linesStayInsideFixedAxes();
    void coloursAreLiteralAndCanFollowThePage();
    void namesFromFilesAreEscaped();
    void thousandsOfPointsAreFinite();
};

void SvgTest::everyPictureIsWellFormed()
{
    for (const auto &chart : testing::sampleCharts()) {
        for (const bool dark : {false, true}) {
            const auto picture = parsed(toSvg(chart, {.dark = dark}));
            QVERIFY2(picture.error.isEmpty(),
                     qPrintable(QString::fromStdString(chart.title) + QStringLiteral(": ") + picture.error));
            QCOMPARE(picture.elements.front().name, u"svg");
        }
    }
}

void SvgTest::textsStayInsideAndApart_data()
{
    QTest::addColumn<double>("width");
    for (const double width : {320.0, 391.0, 640.0, 828.0})
        QTest::newRow(qPrintable(QString::number(width))) << width;
}

void SvgTest::textsStayInsideAndApart()
{
    QFETCH(double, width);
    for (const auto &chart : testing::sampleCharts()) {
        const auto picture = parsed(toSvg(chart, {.width = width}));
        const QRectF page(0, 0, width, picture.elements.front().number("height"));
        const auto texts = picture.named("text");
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto what =
                qPrintable(QString::fromStdString(chart.title) + QStringLiteral(": ") + texts[i].text);
            QVERIFY2(page.adjusted(-0.5, -0.5, 0.5, 0.5).contains(box(texts[i])), what);
            for (std::size_t k = 0; k < i; ++k) {
                const auto both = qPrintable(QString::fromStdString(chart.title) + QStringLiteral(": ")
                                             + texts[i].text + QStringLiteral(" / ") + texts[k].text);
                QVERIFY2(!box(texts[i]).intersects(box(texts[k])), both);
            }
        }
    }
}

void SvgTest::pictureSaysWhatItIs()
{
    const auto picture = parsed(toSvg(testing::sampleCharts()[1], {.id = "figure-2"}));
    const auto &root = picture.elements.front();
    QCOMPARE(root.word("role"), u"img");
    QCOMPARE(root.word("aria-labelledby"), u"figure-2-title figure-2-desc");
    QCOMPARE(picture.named("title").front().text, u"Latency, ms, log scale");
    QCOMPARE(picture.named("desc").front().text, u"Both stay under the guard.");
}

void SvgTest::theAxisIsALineAtTheBottomOnly()
{
    const auto picture = parsed(toSvg(testing::sampleCharts()[2]));
    int axes = 0;
    for (const auto &line : picture.named("line")) {
        if (!line.word("class").contains(u"s-chart-axis"))
            continue;
        const bool level = line.number("y1") == line.number("y2");
        const bool tick =
            line.number("x1") == line.number("x2") && line.number("y2") - line.number("y1") == 4;
        axes += level && line.number("x2") - line.number("x1") > 100 ? 1 : 0;
        QVERIFY(level || tick || line.number("x2") - line.number("x1") < 400);
    }
    QCOMPARE(axes, 1);
    for (const auto &path : picture.named("path")) {
        if (path.word("class").contains(u"s-chart-series"))
            QCOMPARE(path.word("stroke-width"), u"2");
    }
}

void SvgTest::gapsBreakLines()
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    ChartSpec chart {.title = "t",
                     .series = {{.name = "s", .x = {0, 1, 2, 3, 4, 5, 6}, .y = {1, 2, gap, 3, gap, 1, 2}}}};
    const auto picture = parsed(toSvg(chart));
    int lines = 0;
    for (const auto &path : picture.named("path"))
        lines += path.word("class") == u"s-chart-series-1" ? 1 : 0;
    QCOMPARE(lines, 2);
    // A value alone between two gaps is a dot, and the line's end has one.
    QCOMPARE(picture.named("circle").size(), std::size_t {2});
}

void SvgTest::emptyChartsKeepTheirAxesAndSayWhy()
{
    for (const auto kind : {ChartKind::Line, ChartKind::Bars, ChartKind::Histogram, ChartKind::Calibration,
                            ChartKind::HeatMap, ChartKind::Intervals}) {
        const auto picture =
            parsed(toSvg({.kind = kind, .title = "Loss", .emptyReason = "Appears after the first epoch."}));
        bool said = false;
        for (const auto &text : picture.named("text"))
            said = said || text.text == u"Appears after the first epoch.";
        QVERIFY(said);
        bool axis = false;
        for (const auto &line : picture.named("line"))
            axis = axis || line.word("class") == u"s-chart-axis";
        QVERIFY(axis);
    }
}

void SvgTest::limitsAreDashedAndHaveTheirWord()
{
    const auto picture = parsed(toSvg(testing::sampleCharts()[1]));
    int dashed = 0;
    for (const auto &line : picture.named("line"))
        dashed +=
            line.word("class") == u"s-chart-crosshair" && !line.word("stroke-dasharray").isEmpty() ? 1 : 0;
    QCOMPARE(dashed, 3);
    QStringList words;
    for (const auto &text : picture.named("text"))
        words << text.text;
    for (const auto &word : {u"guard 8 ms", u"now", u"deployed"})
        QVERIFY(words.contains(word));
}

void SvgTest::whatIsOverALimitIsMarked()
{
    const auto picture = parsed(toSvg(testing::sampleCharts()[4]));
    int marks = 0;
    for (const auto &path : picture.named("path"))
        marks += path.word("class") == u"f-status-warn-solid" ? 1 : 0;
    QCOMPARE(marks, 1);
}

void SvgTest::intervalsThatHoldZeroAreNoDifference()
{
    const auto picture = parsed(toSvg(testing::sampleCharts()[5]));
    QStringList words;
    for (const auto &text : picture.named("text"))
        words << text.text;
    QVERIFY(words.contains(u"no difference"));
    QVERIFY(words.contains(u"+0.013"));
    QVERIFY(words.contains(u"\u22120.012"));
    QVERIFY(!words.contains(u"+0.006"));
    QStringList marks;
    for (const auto &circle : picture.named("circle"))
        marks << circle.word("class");
    QCOMPARE(marks,
             (QStringList {QStringLiteral("f-status-ok-solid"), QStringLiteral("f-status-neutral-solid"),
                           QStringLiteral("f-status-bad-solid")}));
}

void SvgTest::linesStayInsideFixedAxes()
{
    ChartSpec chart {.title = "t", .x = {.lower = 0, .upper = 10}, .y = {.lower = 0, .upper = 1}};
    chart.series = {{.name = "s", .x = {-5, 2, 4, 20}, .y = {0.5, 5, -3, 0.5}}};
    const auto picture = parsed(toSvg(chart, {.showTitle = false}));
    double top = 1e9;
    double bottom = 0;
    for (const auto &line : picture.named("line")) {
        top = std::min(top, line.number("y1"));
        bottom = std::max(bottom,
                          line.word("class") == u"s-chart-axis" && line.number("y1") == line.number("y2")
                              ? line.number("y1")
                              : 0);
    }
    for (const auto &path : picture.named("path")) {
        const auto points = path.word("d").mid(1).split(u'L');
        for (const auto &point : points) {
            const double y = point.split(u' ')[1].toDouble();
            QVERIFY(y >= top - 0.1 && y <= bottom + 0.1);
        }
    }
}

void SvgTest::coloursAreLiteralAndCanFollowThePage()
{
    const auto chart = testing::sampleCharts()[0];
    const auto light = toSvg(chart);
    QVERIFY(light.find("class=\"s-chart-series-1\"") != std::string::npos);
    QVERIFY(light.find("stroke=\"#2463C4\"") != std::string::npos);
    QVERIFY(light.find("prefers-color-scheme: dark") != std::string::npos);
    QVERIFY(light.find(".s-chart-series-1{stroke:#6AA5F8}") != std::string::npos);
    QVERIFY(light.find("var(") == std::string::npos); // QtSvg paints variables black
    QVERIFY(toSvg(chart, {.dark = true}).find("stroke=\"#6AA5F8\"") != std::string::npos);
    QVERIFY(toSvg(chart, {.followReader = false}).find("<style>") == std::string::npos);
    QVERIFY(chartCss().find(".s-chart-series-1{stroke:var(--chart-series-1)}") != std::string::npos);
}

void SvgTest::namesFromFilesAreEscaped()
{
    const std::string evil = "<script>alert('1')</script> & \"x\" \x01 \xff";
    for (auto chart : testing::sampleCharts()) {
        chart.title = evil;
        chart.sentence = evil;
        chart.x.label = evil;
        chart.y.label = evil;
        for (auto &series : chart.series)
            series.name = evil;
        for (auto &name : chart.y.categories)
            name = evil;
        for (auto &limit : chart.limits)
            limit.word = evil;
        const auto svg = toSvg(chart, {.id = "\"><b>"});
        const auto picture = parsed(svg);
        QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
        QVERIFY(picture.named("script").empty() && picture.named("b").empty());
    }
}

void SvgTest::thousandsOfPointsAreFinite()
{
    ChartSpec chart {.title = "t", .y = {.scale = ScaleKind::Logarithmic}, .series = {{.name = "s"}}};
    for (int i = 0; i < 2000; ++i) {
        chart.series[0].x.push_back(i);
        chart.series[0].y.push_back(i % 7 == 0 ? 0 : i); // zero has no place on a logarithmic axis
    }
    const auto svg = toSvg(chart);
    QVERIFY(svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos);
}

SLIPWAY_TEST_MAIN(SvgTest)
#include "svg_test.moc"
