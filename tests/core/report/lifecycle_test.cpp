#include "core/report/lifecycle.h"

#include "core/report/html.h"
#include "core/report/markdown.h"
#include "tests/core/report/sample_facts.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QRegularExpression>

using namespace slipway;
using namespace slipway::report;

namespace {

bool has(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

QStringList headings(const Document &document, int level)
{
    QStringList list;
    for (const auto &block : document.blocks) {
        const auto *heading = std::get_if<Heading>(&block);
        if (heading && heading->level == level)
            list << QString::fromStdString(heading->text);
    }
    return list;
}

/// Every block as plain text, without what the writers add.
std::string words(const Document &document)
{
    return writeJson(toJson(document));
}

} // namespace

class LifecycleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void headingsAreTheFixedOnes();
    void whatIsMissingIsSaidAndNothingIsInvented();
    void theSummarySaysDifferenceAndInterval();
    void theDecisionFollowsTheGates();
    void anUndecidedComparisonIsNoBoldNumber();
    void everyPieceMayBeMissingAlone();
    void piecesOfAnotherShapeDoNoHarm();
    void everyChartHasItsSentence();
    void challengesAndWorkComeFromTheFacts();
    void theMetricTableFollowsTheCatalogue();
    void sameFactsGiveTheSameReport();
};

void LifecycleTest::headingsAreTheFixedOnes()
{
    const QStringList fixed {QStringLiteral("Executive Summary"), QStringLiteral("Architecture"),
                             QStringLiteral("Implementation"),    QStringLiteral("Results"),
                             QStringLiteral("Challenges"),        QStringLiteral("Production Plan"),
                             QStringLiteral("Future Work")};
    QCOMPARE(headings(lifecycleReport(testing::sampleFacts()), 1), fixed);
    QCOMPARE(headings(lifecycleReport({}), 1), fixed);
    const auto below = headings(lifecycleReport({}), 2);
    for (const auto &group : {u"Model", u"System", u"Data quality", u"Drift"})
        QVERIFY(below.contains(group));
}

void LifecycleTest::whatIsMissingIsSaidAndNothingIsInvented()
{
    const auto document = lifecycleReport({});
    const auto text = toMarkdown(document);
    QVERIFY(has(text, "Nothing has been measured yet."));
    QVERIFY(has(text, "Comparison with the model before: not measured."));
    QVERIFY(has(text, "Drift was not measured."));
    // With no facts there is no number to say: digits stand only in names.
    auto plain = QString::fromStdString(text);
    plain.remove(QRegularExpression(QStringLiteral("Figure \\d+|95% interval|p99")));
    QVERIFY2(!plain.contains(QRegularExpression(QStringLiteral("\\d"))), qPrintable(plain));
}

void LifecycleTest::theSummarySaysDifferenceAndInterval()
{
    const auto text = words(lifecycleReport(testing::sampleFacts()));
    QVERIFY(has(text,
                "It ranks better than the model before: difference +0.013, 95% interval +0.008 to +0.018; "
                "AUC 0.741 against 0.728."));
    QVERIFY(has(text, "in 74.1 of 100 pairs on 15,000 test rows (AUC 0.741, 95% interval 0.731 to 0.751)"));
    QVERIFY(has(text, "The AUC is 0.012 below the ceiling of 0.753"));
    QVERIFY(has(text, "95.3% of the way from chance")); // (0.741 - 0.5) / (0.753 - 0.5)
    QVERIFY(has(text, "1 of 4 features drifted: item_popularity."));
    QVERIFY(has(text, "2026-11-20 10:41 UTC"));
}

void LifecycleTest::theDecisionFollowsTheGates()
{
    auto facts = testing::sampleFacts();
    const auto passed = lifecycleReport(facts);
    QCOMPARE(std::get<Callout>(passed.blocks[1]).tone, Tone::Ok);
    QCOMPARE_TEXT(std::get<Callout>(passed.blocks[1]).text,
                  "feed-model version 2 passed all 3 gates and is in production.");

    facts.gates->at(2) = {{"gate", "auc"}, {"passed", false}, {"sentence", "Test AUC 0.590 is below 0.600."}};
    facts.version->at("stage") = "None";
    const auto refused = lifecycleReport(facts);
    const auto &callout = std::get<Callout>(refused.blocks[1]);
    QCOMPARE(callout.tone, Tone::Bad);
    QVERIFY(has(callout.text, "was refused by 1 of 3 gates"));
    QCOMPARE_TEXT(callout.detail, "Test AUC 0.590 is below 0.600.");
    QVERIFY(has(words(refused), "The gate auc refused: Test AUC 0.590 is below 0.600."));

    facts.gates.reset();
    QCOMPARE(std::get<Callout>(lifecycleReport(facts).blocks[1]).tone, Tone::Neutral);
}

void LifecycleTest::anUndecidedComparisonIsNoBoldNumber()
{
    auto facts = testing::sampleFacts();
    facts.comparison->at("verdict") = "no_difference";
    facts.comparison->at("ci") = {-0.004, 0.003};
    auto document = lifecycleReport(facts);
    QCOMPARE_TEXT(std::get<KeyFigures>(document.blocks[2]).figures[0].note,
                  "no difference to the model before");
    QCOMPARE(std::get<KeyFigures>(document.blocks[2]).figures[0].tone, Tone::Neutral);
    facts.comparison->at("verdict") = "inconclusive";
    document = lifecycleReport(facts);
    QCOMPARE_TEXT(std::get<KeyFigures>(document.blocks[2]).figures[0].note,
                  "undecided against the model before");
    QVERIFY(has(words(document), "cannot be said from these rows"));
}

void LifecycleTest::everyPieceMayBeMissingAlone()
{
    using Piece = std::optional<Json> LifecycleFacts::*;
    const Piece pieces[] = {
        &LifecycleFacts::data,    &LifecycleFacts::validation, &LifecycleFacts::features,
        &LifecycleFacts::model,   &LifecycleFacts::test,       &LifecycleFacts::ceiling,
        &LifecycleFacts::version, &LifecycleFacts::gates,      &LifecycleFacts::comparison,
        &LifecycleFacts::drift,   &LifecycleFacts::serving,    &LifecycleFacts::policy,
        &LifecycleFacts::steps};
    for (const auto piece : pieces) {
        auto facts = testing::sampleFacts();
        (facts.*piece).reset();
        QVERIFY(toHtml(lifecycleReport(facts)).size() > 20'000);
        LifecycleFacts alone;
        alone.*piece = testing::sampleFacts().*piece;
        QVERIFY(toHtml(lifecycleReport(alone)).size() > 20'000);
    }
}

void LifecycleTest::piecesOfAnotherShapeDoNoHarm()
{
    using Piece = std::optional<Json> LifecycleFacts::*;
    const Piece pieces[] = {
        &LifecycleFacts::data,    &LifecycleFacts::validation, &LifecycleFacts::features,
        &LifecycleFacts::model,   &LifecycleFacts::test,       &LifecycleFacts::ceiling,
        &LifecycleFacts::version, &LifecycleFacts::gates,      &LifecycleFacts::comparison,
        &LifecycleFacts::drift,   &LifecycleFacts::serving,    &LifecycleFacts::policy,
        &LifecycleFacts::steps};
    const Json shapes[] = {nullptr,
                           3,
                           "text",
                           Json::array(),
                           Json::array({1, "two", nullptr}),
                           Json::object(),
                           Json::array({{{"passed", "yes"}}}),
                           Json {{"checks", {1, 2}},
                                 {"auc", "high"},
                                 {"training", {{"history", {1}}}},
                                 {"summary", 3},
                                 {"features", {{"a", 1}}},
                                 {"ci", {1}},
                                 {"tables", {1}},
                                 {"calibration", {1}}}};
    for (const auto piece : pieces) {
        for (const auto &shape : shapes) {
            auto facts = testing::sampleFacts();
            facts.*piece = shape;
            QVERIFY(!toHtml(lifecycleReport(facts)).empty());
        }
    }
}

void LifecycleTest::everyChartHasItsSentence()
{
    int charts = 0;
    for (const auto &block : lifecycleReport(testing::sampleFacts()).blocks) {
        if (const auto *figure = std::get_if<Figure>(&block)) {
            ++charts;
            QVERIFY2(!figure->chart.empty() && figure->chart.sentence.ends_with("."),
                     figure->chart.title.c_str());
        }
    }
    QCOMPARE(charts, 5); // steps, loss, AUC, calibration, drift
    for (const auto &block : lifecycleReport({}).blocks) {
        if (const auto *figure = std::get_if<Figure>(&block))
            QVERIFY2(figure->chart.empty() && !figure->chart.emptyReason.empty(),
                     figure->chart.title.c_str());
    }
}

void LifecycleTest::challengesAndWorkComeFromTheFacts()
{
    auto facts = testing::sampleFacts();
    const auto text = words(lifecycleReport(facts));
    QVERIFY(has(text, "The data failed 1 of 3 checks."));
    QVERIFY(has(text, "Close the distance of 0.012 to the ceiling"));
    QVERIFY(has(text,
                "the drift score is over 0.30, accuracy falls by more than 0.05 or 30 days have passed, but "
                "not within 7 days of the last training."));
    QVERIFY(has(text, "slipway registry rollback feed-model"));

    // A run in which all is well has nothing to complain about.
    facts.validation->at("checks").erase(1);
    facts.ceiling->at("auc") = 0.74;
    facts.drift->at("summary")["drifted_columns"] = 0;
    facts.model->at("training")["stopped_early"] = false;
    QVERIFY(has(words(lifecycleReport(facts)),
                "Nothing failed, nothing drifted, and nothing was left unmeasured in this run."));
}

void LifecycleTest::theMetricTableFollowsTheCatalogue()
{
    const auto document = lifecycleReport(testing::sampleFacts());
    for (const auto &block : document.blocks) {
        const auto *table = std::get_if<Table>(&block);
        if (!table || table->caption != "Metrics on the test rows")
            continue;
        QCOMPARE_TEXT(table->rows[0][0].text, "Rows");
        QCOMPARE_TEXT(table->rows[0][2].text, "15,000");
        QCOMPARE_TEXT(table->rows[2][0].text, "AUC");
        QCOMPARE_TEXT(table->rows[2][1].text, "0.731 to 0.751");
        bool mcc = false;
        for (const auto &row : table->rows) {
            if (row[0].text == "Matthews correlation") {
                mcc = row[2].text == "\u2013" && row[3].text == "No value: every row was predicted negative.";
            }
        }
        QVERIFY(mcc);
        return;
    }
    QFAIL("there is no table of metrics");
}

void LifecycleTest::sameFactsGiveTheSameReport()
{
    QCOMPARE_TEXT(toHtml(lifecycleReport(testing::sampleFacts())),
                  toHtml(lifecycleReport(testing::sampleFacts())));
}

SLIPWAY_TEST_MAIN(LifecycleTest)
#include "lifecycle_test.moc"
