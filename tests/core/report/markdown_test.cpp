#include "core/report/markdown.h"

#include "tests/core/report/sample_charts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::report;

class MarkdownTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyBlockHasItsForm();
    void textsCannotBecomeMarkup();
    void aFenceIsLongerThanWhatItHolds();
    void shortChartsAreTablesAndLongOnesASentence();
};

namespace {

std::string text(Block block)
{
    const Document document {.title = "t", .lead = "", .facts = {}, .blocks = {std::move(block)}};
    return toMarkdown(document).substr(std::string("# t\n\n").size());
}

} // namespace

void MarkdownTest::everyBlockHasItsForm()
{
    QCOMPARE_TEXT(text(Heading {1, "Results"}), "## Results\n");
    QCOMPARE_TEXT(text(Paragraph {"One. Two."}), "One. Two.\n");
    QCOMPARE_TEXT(
        text(Table {"", {{"Run"}, {"AUC", Align::Right}}, {{"44", Cell("passed", Tone::Ok)}, {"45", ""}}}),
        "| Run | AUC |\n| --- | ---: |\n| 44 | ✓ passed |\n| 45 | – |\n");
    QCOMPARE_TEXT(text(List {{"a", "b"}, true}), "1. a\n2. b\n");
    QCOMPARE_TEXT(text(List {{"a"}}), "- a\n");
    QCOMPARE_TEXT(text(Callout {Tone::Bad, "Refused", "It was."}), "> **✕ Refused.** It was.\n");
    QCOMPARE_TEXT(text(Code {"slipway demo feed"}), "```sh\nslipway demo feed\n```\n");
    const Document document {
        .title = "Report", .lead = "Lead.", .facts = {{"Scenario", "feed"}}, .blocks = {}};
    QCOMPARE_TEXT(toMarkdown(document), "# Report\n\nLead.\n\n- Scenario: feed\n");
}

void MarkdownTest::textsCannotBecomeMarkup()
{
    QCOMPARE_TEXT(text(Paragraph {"<script> & a|b *c* _d_ `e` [f](g)"}),
                  "&lt;script\\> &amp; a\\|b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g)\n");
    QCOMPARE_TEXT(text(Paragraph {"# no heading"}), "\\# no heading\n");
    QCOMPARE_TEXT(text(Paragraph {"- no list"}), "\\- no list\n");
    QCOMPARE_TEXT(text(Paragraph {"1. no item"}), "1\\. no item\n");
    QCOMPARE_TEXT(text(Paragraph {"one\ntwo"}), "one two\n");
    QCOMPARE_TEXT(text(Table {"", {{"a"}}, {{"x | y\nz"}}}), "| a |\n| --- |\n| x \\| y z |\n");
}

void MarkdownTest::aFenceIsLongerThanWhatItHolds()
{
    QCOMPARE_TEXT(text(Code {"a\n```\nb\n"}), "````sh\na\n```\nb\n````\n");
}

void MarkdownTest::shortChartsAreTablesAndLongOnesASentence()
{
    const auto charts = testing::sampleCharts();
    const auto bars = text(Figure {charts[4]});
    QVERIFY(bars.starts_with("**Figure 1. Drift** (PSI)\n\nOne feature is over the limit.\n"));
    QVERIFY(bars.find("| monthly\\_charges | 0.284 |") != std::string::npos);
    const auto lines = text(Figure {charts[1]});
    QVERIFY(lines.find('|') == std::string::npos);
    QVERIFY(text(Figure {charts.back()}).find("Appears after the first epoch.") != std::string::npos);
}

SLIPWAY_TEST_MAIN(MarkdownTest)
#include "markdown_test.moc"
