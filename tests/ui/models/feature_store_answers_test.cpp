#include "ui/models/feature_store_answers.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::ui;

class FeatureStoreAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theStatusKnowsAgesAndShares();
    void whatWasKnownHasItsTimeAndState();
    void aLookupIsReadColumnByColumn();
    void screeningKeepsItsReasons();
    void skewListsCells();
    void importanceComesFromTheEvaluation();
    void oddAnswersAreEmptyOnes();
    void aMaterialisationTellsWhatIsNotAsExpected();
};

void FeatureStoreAnswersTest::theStatusKnowsAgesAndShares()
{
    const auto status = storeStatusFrom(
        {{"set", "feed"},
         {"store", "lmdb"},
         {"views",
          {{{"view", "user_history"},
            {"rows", 200},
            {"materialized", "2026-01-30T10:00:00Z"},
            {"freshness_seconds", 7200.5},
            {"promised_seconds", 3600},
            {"fresh", false},
            {"completeness", {{"user_age", 0.97}, {"user_clicks", 1.0}}}},
           {{"view", "profile"}, {"freshness_seconds", nullptr}, {"promised_seconds", nullptr}}}},
         {"missing", {"item_history"}}});
    QCOMPARE(status.views.size(), 2U);
    QVERIFY(!status.view(QStringLiteral("user_history"))->fresh);
    QCOMPARE(status.view(QStringLiteral("user_history"))->age, 7200.5);
    QCOMPARE(status.completeness(QStringLiteral("user_age")), 0.97);
    QVERIFY(std::isnan(status.completeness(QStringLiteral("nothing"))));
    QVERIFY(std::isnan(status.view(QStringLiteral("profile"))->age));
    QVERIFY(status.view(QStringLiteral("profile"))->current);
    QCOMPARE(status.missing, QStringList {QStringLiteral("item_history")});
}

void FeatureStoreAnswersTest::whatWasKnownHasItsTimeAndState()
{
    const auto known =
        knownFrom({{"set", "feed"},
                   {"at", "2026-01-30T10:00:00Z"},
                   {"features",
                    {{{"name", "user_age"}, {"value", 27}, {"status", "PRESENT"}, {"event_time", nullptr}},
                     {{"name", "rate"},
                      {"value", 0.0689},
                      {"status", "PRESENT"},
                      {"event_time", "2026-01-30T09:00:00Z"},
                      {"age_seconds", 3600},
                      {"history", {{{"time", "2026-01-29T09:00:00Z"}, {"value", 0.07}}}}},
                     {{"name", "old"}, {"value", nullptr}, {"status", "OUTSIDE_MAX_AGE"}},
                     {{"name", "word"}, {"value", "music"}, {"status", "NULL_VALUE"}}}}});
    QCOMPARE(known.features.size(), 4U);
    QCOMPARE(known.features[0].value.text, QStringLiteral("27"));
    QCOMPARE(known.features[0].eventTime, 0);
    QCOMPARE(known.features[1].value.text, QStringLiteral("0.0689"));
    QCOMPARE(known.features[1].history.size(), 1U);
    QCOMPARE(known.features[2].state, ValueState::OutsideMaxAge);
    QVERIFY(known.features[2].value.text.isEmpty());
    QCOMPARE(known.count(ValueState::Present), 2);
}

void FeatureStoreAnswersTest::aLookupIsReadColumnByColumn()
{
    const auto lookup =
        lookupFrom({{"metadata", {{"feature_names", {"user_id", "age", "rate"}}}},
                    {"results",
                     {{{"values", {7, 8}}, {"statuses", {"PRESENT", "PRESENT"}}},
                      {{"values", {27, nullptr}},
                       {"statuses", {"PRESENT", "NOT_FOUND"}},
                       {"event_timestamps", {"2026-01-30T09:00:00Z", "1970-01-01T00:00:00Z"}}},
                      {{"values", {0.5, 0.25}}, {"statuses", {"PRESENT", "OUTSIDE_MAX_AGE"}}}}}},
                   {QStringLiteral("user_id")});
    QCOMPARE(lookup.entities, (QStringList {QStringLiteral("7"), QStringLiteral("8")}));
    QCOMPARE(lookup.cells.size(), 4U);
    QCOMPARE(lookup.cells[0].feature, QStringLiteral("age"));
    QCOMPARE(lookup.cells[0].value.text, QStringLiteral("27"));
    QCOMPARE(lookup.cells[2].entity, QStringLiteral("8"));
    QCOMPARE(lookup.cells[2].state, ValueState::NotFound);
    QCOMPARE(lookup.cells[2].eventTime, 0);
    QCOMPARE(lookup.cells[3].state, ValueState::OutsideMaxAge);
    QCOMPARE(lookup.count(ValueState::Present), 2);
}

void FeatureStoreAnswersTest::screeningKeepsItsReasons()
{
    const auto screening = screeningFrom(
        {{"rows", 14000},
         {"columns",
          {{{"name", "a"}, {"kept", true}, {"mutual_information", 0.12}},
           {{"name", "b"},
            {"kept", false},
            {"correlation", 0.99},
            {"correlated_with", "a"},
            {"reasons",
             {{{"rule", "correlation"}, {"value", 0.99}, {"limit", 0.95}, {"sentence", "Nearly a."}}}}}}}});
    QCOMPARE(screening.kept(), 1);
    QCOMPARE(screening.columns[1].reasons[0].sentence, QStringLiteral("Nearly a."));
    QVERIFY(std::isnan(screening.columns[0].correlation));
}

void FeatureStoreAnswersTest::skewListsCells()
{
    const auto skew = skewFrom({{"requests", 10},
                                {"cells", 120},
                                {"different", 1},
                                {"stale", 2},
                                {"largest_difference", 0.25},
                                {"cells_different",
                                 {{{"request", "r1"},
                                   {"time", "2026-01-30T09:00:00Z"},
                                   {"entity", {{"user_id", 7}}},
                                   {"feature", "rate"},
                                   {"served", 0.5},
                                   {"offline", nullptr},
                                   {"reason", "not in the tables"}}}},
                                {"passed", false}});
    QCOMPARE(skew.different, 1.0);
    QCOMPARE(skew.differing.size(), 1U);
    QCOMPARE(skew.differing[0].served, QStringLiteral("0.5000"));
    QVERIFY(skew.differing[0].offline.isEmpty());
    QCOMPARE(skew.differing[0].entity, QStringLiteral("user_id 7"));
    QVERIFY(!skew.passed);
}

void FeatureStoreAnswersTest::importanceComesFromTheEvaluation()
{
    const auto importance = importanceFrom(
        {{"run_id", "abc"},
         {"importance",
          {{"metric", "auc"},
           {"baseline", 0.73},
           {"rows", 3000},
           {"repeats", 5},
           {"features", {{{"feature", "a"}, {"mean", 0.02}, {"sd", 0.001}, {"share", 0.4}}}}}}});
    QCOMPARE(importance.repeats, 5);
    QCOMPARE(importance.of(QStringLiteral("a"))->share, 0.4);
    QCOMPARE(importance.of(QStringLiteral("b")), nullptr);
    QVERIFY(importanceFrom({{"run_id", "abc"}}).features.empty());
}

void FeatureStoreAnswersTest::oddAnswersAreEmptyOnes()
{
    for (const Json &odd : {Json(), Json("x"), Json {{"views", 7}, {"features", "x"}, {"results", {1, 2}}},
                            Json {{"columns", {nullptr}}, {"cells_different", {3}}}}) {
        QVERIFY(storeStatusFrom(odd).views.empty());
        QVERIFY(knownFrom(odd).features.empty());
        QVERIFY(lookupFrom(odd, {}).cells.empty());
        QVERIFY(screeningFrom(odd).columns.size() <= 1);
        QVERIFY(skewFrom(odd).differing.size() <= 1);
        QVERIFY(importanceFrom(odd).features.empty());
        QCOMPARE(materializedFrom(odd).values, 0.0);
        QVERIFY(materializedFrom(odd).failures.isEmpty());
    }
}

void FeatureStoreAnswersTest::aMaterialisationTellsWhatIsNotAsExpected()
{
    const auto stored = materializedFrom(
        {{"views",
          {{{"view", "a"}, {"rows", 2}, {"values", 4}}, {{"view", "b"}, {"rows", 3}, {"values", 3}}}},
         {"expectations", {{"checked", 2}, {"failed", 1}, {"failures", {"age is too high."}}}},
         {"seconds", 0.5}});
    QCOMPARE(stored.rows, 5.0);
    QCOMPARE(stored.views, 2);
    QCOMPARE(stored.failures, QStringList(QStringLiteral("age is too high.")));
}

SLIPWAY_UI_TEST_MAIN(FeatureStoreAnswersTest)
#include "feature_store_answers_test.moc"
