#include "core/report/document.h"

#include "tests/core/report/sample_charts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::report;

class DocumentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyBlockReadsBackFromJson();
    void otherFilesAreRefused();
    void aBlockOfALaterVersionIsNamed();
    void anchorsAreLowercaseWords();
};

void DocumentTest::everyBlockReadsBackFromJson()
{
    Document document {
        .title = "Report", .lead = "What is the case.", .facts = {{"Scenario", "feed"}}, .blocks = {}};
    document.blocks.emplace_back(Heading {2, "Model"});
    document.blocks.emplace_back(Paragraph {"A sentence with \"quotes\"."});
    document.blocks.emplace_back(KeyFigures {{{"AUC", "0.741", "0.731 to 0.751", "↑ 0.013", Tone::Ok}}});
    Table table {.caption = "Gates",
                 .columns = {{"Gate"}, {"Value", Align::Right}},
                 .rows = {{"auc", Cell("passed", Tone::Ok)}}};
    table.rows[0][0].strong = true;
    document.blocks.emplace_back(table);
    for (const auto &chart : testing::sampleCharts())
        document.blocks.emplace_back(Figure {chart, "caption", true});
    document.blocks.emplace_back(List {{"one", "two"}, true});
    document.blocks.emplace_back(Callout {Tone::Bad, "Refused", "It was refused.", "Because."});
    document.blocks.emplace_back(Code {"slipway demo feed"});

    const auto json = toJson(document);
    const auto back = documentFromJson(parseJson(writeJson(json), "report").value());
    QVERIFY_OK(back);
    QCOMPARE(back.value().blocks.size(), document.blocks.size());
    QCOMPARE_TEXT(writeJson(toJson(back.value())), writeJson(json));
    QCOMPARE(std::get<KeyFigures>(back.value().blocks[2]).figures[0].tone, Tone::Ok);
    QVERIFY(std::get<Table>(back.value().blocks[3]).rows[0][0].strong);
}

void DocumentTest::otherFilesAreRefused()
{
    QVERIFY_FAILS(documentFromJson(Json::parse(R"({"title":"x"})")), "report.malformed");
    QVERIFY_FAILS(documentFromJson(Json::parse(R"({"format":"other","title":"x","blocks":[]})")),
                  "report.malformed");
    QVERIFY_FAILS(documentFromJson(Json::parse(R"({"format":"slipway.report","title":1,"blocks":[]})")),
                  "report.malformed");
    QVERIFY_FAILS(documentFromJson(Json::array()), "report.malformed");
}

void DocumentTest::aBlockOfALaterVersionIsNamed()
{
    const auto result = documentFromJson(
        Json::parse(R"({"format":"slipway.report","title":"x","blocks":[{"type":"video"}]})"));
    QVERIFY_FAILS(result, "report.unknown_block");
    QVERIFY(result.error().message.find("video") != std::string::npos);
}

void DocumentTest::anchorsAreLowercaseWords()
{
    QCOMPARE_TEXT(anchor("Executive Summary"), "executive-summary");
    QCOMPARE_TEXT(anchor("  AUC @ 10, test! "), "auc-10-test");
    QCOMPARE_TEXT(anchor("日本語"), "section");
}

SLIPWAY_TEST_MAIN(DocumentTest)
#include "document_test.moc"
