#include "core/report/html.h"

#include "tests/core/report/sample_charts.h"
#include "tests/core/report/sample_facts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

using namespace slipway;
using namespace slipway::report;

namespace {

/// Our HTML closes what it opens, so that but for the doctype and the void elements of the head it reads as
/// XML.
QString readProblem(const std::string &html)
{
    auto text = QString::fromStdString(html);
    text.remove(QStringLiteral("<!DOCTYPE html>"));
    text.replace(QRegularExpression(QStringLiteral("<meta ([^>]*)>")), QStringLiteral("<meta \\1/>"));
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError()
        ? reader.errorString() + QStringLiteral(" in line ") + QString::number(reader.lineNumber())
        : QString();
}

bool has(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class HtmlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePageIsWholeAndWellFormed();
    void itNeedsNothingElse();
    void textsFromFilesAreEscaped();
    void idsAreUniqueAndLinksArrive();
    void contentsListTheSections();
    void tablesAlignAndChipsSpeak();
    void statesHaveShapeAndWord();
    void halvesStandSideBySide();
    void largeChartsStaySmall();
    void bothThemesAndPaperAreThere();
};

void HtmlTest::thePageIsWholeAndWellFormed()
{
    const auto html = toHtml(lifecycleReport(testing::sampleFacts()));
    QVERIFY(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    QCOMPARE(readProblem(html), QString());
    QVERIFY2(html.size() < 200'000, qPrintable(QString::number(html.size())));
}

void HtmlTest::itNeedsNothingElse()
{
    auto html = toHtml(lifecycleReport(testing::sampleFacts()));
    QVERIFY(!has(html, "<script") && !has(html, "<link") && !has(html, "@import") && !has(html, "src=")
            && !has(html, "url("));
    // The only address is the name of SVG's namespace.
    const std::string space = "http://www.w3.org/2000/svg";
    for (auto at = html.find(space); at != std::string::npos; at = html.find(space))
        html.erase(at, space.size());
    QVERIFY(!has(html, "http:") && !has(html, "https:"));
}

void HtmlTest::textsFromFilesAreEscaped()
{
    const std::string evil =
        "</title></style><script>alert(\"1\")</script><img src=x onerror='y'> & \x02 \xc3";
    Document document {.title = evil, .lead = evil, .facts = {{evil, evil}}, .blocks = {}};
    document.blocks.emplace_back(Heading {1, evil});
    document.blocks.emplace_back(Heading {2, evil});
    document.blocks.emplace_back(Paragraph {evil});
    document.blocks.emplace_back(KeyFigures {{{evil, evil, evil, evil}}});
    document.blocks.emplace_back(Table {evil, {{evil}, {evil}, {evil}}, {{evil, Cell(evil, Tone::Bad)}}});
    document.blocks.emplace_back(Figure {
        {.title = evil, .unit = evil, .sentence = evil, .series = {{.name = evil, .x = {1, 2}, .y = {1, 2}}}},
        evil});
    document.blocks.emplace_back(List {{evil}});
    document.blocks.emplace_back(Callout {Tone::Warn, evil, evil, evil});
    document.blocks.emplace_back(Code {evil});
    const auto html = toHtml(document);
    QCOMPARE(readProblem(html), QString());
    QVERIFY(!has(html, "<script") && !has(html, "<img"));
    QVERIFY(has(html, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
    QVERIFY(has(html, "\uFFFD"));
}

void HtmlTest::idsAreUniqueAndLinksArrive()
{
    auto document = lifecycleReport(testing::sampleFacts());
    document.blocks.emplace_back(Heading {1, "Results"});
    const auto html = QString::fromStdString(toHtml(document));
    QSet<QString> ids;
    auto matches = QRegularExpression(QStringLiteral(" id=\"([^\"]+)\"")).globalMatch(html);
    while (matches.hasNext()) {
        const auto id = matches.next().captured(1);
        QVERIFY2(!ids.contains(id), qPrintable(id));
        ids.insert(id);
    }
    QVERIFY(ids.contains(QStringLiteral("results")) && ids.contains(QStringLiteral("results-2")));
    matches = QRegularExpression(QStringLiteral("href=\"#([^\"]+)\"")).globalMatch(html);
    QVERIFY(matches.hasNext());
    while (matches.hasNext()) {
        const auto target = matches.next().captured(1);
        QVERIFY2(ids.contains(target), qPrintable(target));
    }
}

void HtmlTest::contentsListTheSections()
{
    const auto html = toHtml(lifecycleReport(testing::sampleFacts()));
    QVERIFY(has(html, "<li><a href=\"#executive-summary\">Executive Summary</a></li>"));
    QVERIFY(has(html, "<li><a href=\"#future-work\">Future Work</a></li>"));
    QVERIFY(!has(html, "<li><a href=\"#drift\">"));
    QVERIFY(!has(toHtml({.title = "t", .lead = "", .facts = {}, .blocks = {Heading {1, "Only"}}}), "<nav"));
}

void HtmlTest::tablesAlignAndChipsSpeak()
{
    const Table table {"Runs",
                       {{"Run"}, {"AUC", Align::Right}, {"Gate"}},
                       {{"44", "0.741", Cell("passed", Tone::Ok)}, {"45", "", Cell("refused", Tone::Bad)}}};
    const auto html = toHtml({.title = "t", .lead = "", .facts = {}, .blocks = {table}});
    QVERIFY(has(html, "<th scope=\"col\" class=\"right\">AUC</th>"));
    QVERIFY(has(html, "<td class=\"right\">0.741</td>"));
    QVERIFY(has(html, "<td class=\"right\">\u2013</td>"));
    QVERIFY(has(html, "<use href=\"#mark-bad\"/></svg>refused</span>"));
}

void HtmlTest::statesHaveShapeAndWord()
{
    const Callout callout {Tone::Bad, "Refused", "Version 3 was refused by 1 of 6 gates."};
    const auto html = toHtml({.title = "t", .lead = "", .facts = {}, .blocks = {callout}});
    QVERIFY(has(html, "<span class=\"word\">Refused: </span>Version 3 was refused"));
    QVERIFY(has(html, "class=\"callout bad\" role=\"note\"><svg class=\"mark bad\""));
}

void HtmlTest::halvesStandSideBySide()
{
    const auto chart = testing::sampleCharts().front();
    const Document document {
        .title = "t",
        .lead = "",
        .facts = {},
        .blocks = {Figure {chart, "", true}, Figure {chart, "", true}, Figure {chart, "", true}}};
    const auto html = QString::fromStdString(toHtml(document));
    QCOMPARE(html.count(u"<div class=\"pair\">"), 1);
    QCOMPARE(html.count(u" width=\"391\""), 2);
    QCOMPARE(html.count(u" width=\"828\""), 1);
    QVERIFY(html.contains(u"Figure 3. ROC"));
}

void HtmlTest::largeChartsStaySmall()
{
    ChartSpec chart {.title = "t", .sentence = "s", .series = {{.name = "s"}}};
    for (int i = 0; i < 5000; ++i) {
        chart.series[0].x.push_back(i);
        chart.series[0].y.push_back(std::sin(i));
    }
    const auto html = toHtml({.title = "t", .lead = "", .facts = {}, .blocks = {Figure {chart}}});
    QVERIFY(has(html, "The first 250 of 5000 rows"));
    QVERIFY(html.size() < 250'000);
}

void HtmlTest::bothThemesAndPaperAreThere()
{
    const auto html = toHtml({.title = "t", .lead = "", .facts = {}, .blocks = {}});
    QVERIFY(has(html, "@media screen and (prefers-color-scheme:dark){:root{"));
    QVERIFY(has(html, "--surface-panel:#FFFFFF;") && has(html, "--surface-panel:#181D23;"));
    QVERIFY(has(html, "@media print"));
    QVERIFY(has(html, "system-ui"));
}

SLIPWAY_TEST_MAIN(HtmlTest)
#include "html_test.moc"
