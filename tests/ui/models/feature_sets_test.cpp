#include "ui/models/feature_sets.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::ui;

class FeatureSetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void setsAndOffersComeFromTheList();
    void aSetComesWithItsViewsFeaturesAndGraph();
    void changesTellWhatBecomesOfValues();
    void answersOfOtherVersionsAreReadAsFarAsTheyGo();
    void spansAreInWholeUnits();
    void originsAreShortEnoughForACell();
};

void FeatureSetsTest::setsAndOffersComeFromTheList()
{
    const Json answer {{"sets",
                        {{{"set", "feed"},
                          {"version", 2},
                          {"features", 31},
                          {"outputs", 17},
                          {"views", 6},
                          {"entities", {"user", "item"}},
                          {"applied", "2026-01-30T10:00:00.000000Z"},
                          {"built", nullptr},
                          {"scenario", true}}}},
                       {"offers", {{{"scenario", "churn"}, {"features", 164}, {"tables_here", true}}}}};
    const auto sets = featureSetsFrom(answer);
    QCOMPARE(sets.size(), 1U);
    QCOMPARE(sets[0].reference(), QStringLiteral("feed@2"));
    QCOMPARE(sets[0].outputs, 17);
    QCOMPARE(sets[0].entities, 2);
    QCOMPARE(sets[0].applied, 1'769'767'200 * microsPerSecond);
    QCOMPARE(sets[0].built, 0);
    const auto offers = featureOffersFrom(answer);
    QCOMPARE(offers.size(), 1U);
    QVERIFY(offers[0].tablesHere);
}

void FeatureSetsTest::aSetComesWithItsViewsFeaturesAndGraph()
{
    const Json answer {
        {"set", "shop"},
        {"version", 1},
        {"entities", {{{"name", "user"}, {"keys", {"user_id"}}}}},
        {"sources", {{{"name", "events"}, {"table", "orders"}, {"visible", "before"}, {"event_time", "at"}}}},
        {"views", {{{"name", "history"}, {"entity", "user"}, {"source", "events"}, {"ttl_seconds", 86400}}}},
        {"features",
         {{{"name", "orders_7d"},
           {"kind", "windowed"},
           {"type", "number"},
           {"view", "history"},
           {"aggregate", "count"},
           {"window_seconds", 604800},
           {"columns", {"orders.at"}},
           {"hidden", true},
           {"expectations", {{{"type", "expect_column_values_to_be_between"}, {"min_value", 0}}}}}}},
        {"labels", {{"target", "bought"}, {"time", "at"}, {"horizon_seconds", 3600}}},
        {"graph",
         {{"nodes", {{{"id", "column:orders.at"}, {"kind", "column"}, {"label", "orders.at"}}}},
          {"edges", {{{"from", "column:orders.at"}, {"to", "feature:orders_7d"}}}}}}};
    const auto set = featureSetFrom(answer);
    QCOMPARE(set.reference(), QStringLiteral("shop@1"));
    QVERIFY(set.source(QStringLiteral("events"))->before);
    QCOMPARE(set.view(QStringLiteral("history"))->ttl, 86400.0);
    QCOMPARE(set.view(QStringLiteral("nothing")), nullptr);
    const auto &feature = set.features.at(0);
    QVERIFY(feature.hidden);
    QCOMPARE(feature.window, 604800.0);
    QCOMPARE(feature.expectations, QStringList {QStringLiteral("orders_7d is at least 0")});
    QCOMPARE(set.labels.target, QStringLiteral("bought"));
    QCOMPARE(set.labels.horizon, 3600.0);
    QCOMPARE(set.graph.edges.size(), 1U);
}

void FeatureSetsTest::changesTellWhatBecomesOfValues()
{
    const auto changes = featureChangesFrom(
        {{"changes",
          {{"added", {"a"}},
           {"removed", {"b"}},
           {"changed",
            {{{"feature", "c"}, {"what", "window"}, {"from", "7d"}, {"to", "30d"}, {"values", true}},
             {{"feature", "d"}, {"what", "owner"}, {"from", "x"}, {"to", "y"}, {"values", false}}}}}},
         {"touches", {{"features", {"c", "e"}}, {"models", {"feed-model/1"}}, {"reports", Json::array()}}}});
    QCOMPARE(changes.added, QStringList {QStringLiteral("a")});
    QCOMPARE(changes.removed, QStringList {QStringLiteral("b")});
    QCOMPARE(changes.changed.size(), 2U);
    QCOMPARE(changes.changed[0].to, QStringLiteral("30d"));
    QVERIFY(changes.changed[0].values);
    QVERIFY(!changes.changed[1].values);
    QCOMPARE(changes.models, QStringList {QStringLiteral("feed-model/1")});
    QVERIFY(!changes.isEmpty());
    QVERIFY(featureChangesFrom({{"changes", Json::object()}}).isEmpty());
}

void FeatureSetsTest::answersOfOtherVersionsAreReadAsFarAsTheyGo()
{
    for (const Json &odd :
         {Json(), Json(7), Json::array(), Json {{"sets", 3}}, Json {{"sets", {1, "x", nullptr}}},
          Json {{"features", {{{"name", 7}}}}, {"graph", {{"nodes", {nullptr}}}}}}) {
        QVERIFY(featureSetsFrom(odd).empty());
        QVERIFY(featureOffersFrom(odd).empty());
        QVERIFY(featureSetFrom(odd).set.isEmpty());
        QVERIFY(featureChangesFrom(odd).isEmpty());
    }
}

void FeatureSetsTest::spansAreInWholeUnits()
{
    QCOMPARE(FeatureNames::spanShort(30 * 86400.0), QStringLiteral("30 d"));
    QCOMPARE(FeatureNames::spanShort(3600), QStringLiteral("1 h"));
    QCOMPARE(FeatureNames::spanShort(90), QStringLiteral("90 s"));
    QCOMPARE(FeatureNames::spanShort(0), QStringLiteral("all"));
    QCOMPARE(FeatureNames::span(0), QString());
    QCOMPARE(FeatureNames::window(0), QStringLiteral("everything so far"));
}

void FeatureSetsTest::originsAreShortEnoughForACell()
{
    FeatureSetAnswer set;
    set.sources = {{.name = QStringLiteral("people"), .table = QStringLiteral("users")}};
    set.views = {{.name = QStringLiteral("profile"), .source = QStringLiteral("people")}};
    QCOMPARE(FeatureNames::origin({.kind = QStringLiteral("windowed"),
                                   .aggregate = QStringLiteral("time_since"),
                                   .window = 7 * 86400.0},
                                  set),
             QStringLiteral("time since, 7 d"));
    QCOMPARE(FeatureNames::origin({.kind = QStringLiteral("column"), .view = QStringLiteral("profile")}, set),
             QStringLiteral("users"));
    QCOMPARE(FeatureNames::origin({.kind = QStringLiteral("derived")}, set), QStringLiteral("derived"));
}

SLIPWAY_UI_TEST_MAIN(FeatureSetsTest)
#include "feature_sets_test.moc"
